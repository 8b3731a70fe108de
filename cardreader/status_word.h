// The two bytes with which a card ends every answer, and what they mean on a My Number card.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>

namespace cardreader {

/// SW1 SW2 of an answer (ISO 7816-4, 5.6).
class StatusWord {
 public:
  constexpr explicit StatusWord(std::uint16_t value) : value_(value) {}
  constexpr std::uint16_t value() const { return value_; }
  constexpr bool is_success() const { return value_ == 0x9000; }
  /// The x of 63Cx: attempts left for the secret that was asked about.
  constexpr std::optional<int> tries_left() const {
    if ((value_ & 0xFFF0U) != 0x63C0U) return std::nullopt;
    return static_cast<int>(value_ & 0x000FU);
  }
  constexpr unsigned char high() const { return static_cast<unsigned char>(value_ >> 8U); }
  constexpr unsigned char low() const { return static_cast<unsigned char>(value_ & 0xFFU); }
  /// "6982 (not authorised)".
  std::string text() const;
  constexpr bool operator==(const StatusWord&) const = default;

 private:
  std::uint16_t value_;
};

std::ostream& operator<<(std::ostream& out, StatusWord status);

namespace status {
inline constexpr StatusWord success{0x9000};
inline constexpr StatusWord failed_without_limit{0x6300};
inline constexpr StatusWord wrong_length{0x6700};
inline constexpr StatusWord wrong_file_kind{0x6981};
inline constexpr StatusWord not_authorised{0x6982};
inline constexpr StatusWord blocked{0x6984};
inline constexpr StatusWord conditions_not_met{0x6985};
inline constexpr StatusWord no_file_selected{0x6986};
inline constexpr StatusWord wrong_contents{0x6A80};
inline constexpr StatusWord not_found{0x6A82};
inline constexpr StatusWord no_record{0x6A83};
inline constexpr StatusWord wrong_parameters{0x6A86};
inline constexpr StatusWord no_such_object{0x6A88};
inline constexpr StatusWord offset_past_end{0x6B00};
inline constexpr StatusWord unknown_instruction{0x6D00};
inline constexpr StatusWord unknown_class{0x6E00};
inline constexpr StatusWord no_precise_diagnosis{0x6F00};
/// 63Cx with the given number of tries (0 to 15).
constexpr StatusWord tries(int left) { return StatusWord{static_cast<std::uint16_t>(0x63C0 | (left & 0x0F))}; }
}  // namespace status

}  // namespace cardreader
