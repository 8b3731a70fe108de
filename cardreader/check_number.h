// CheckNumberB (照合番号B): the fourteen digits, all printed on the card's front, that open the photo and the four
// attributes. The kiosk uses no other number of the card; the my number itself is never read.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "kiosk/base/secret.h"

namespace cardreader {

/// Era year, month and day of birth (YYMMDD), expiry year (YYYY), security code (four digits). A secret: it cannot be
/// printed and is wiped. A wrong one costs one of the card's ten tries, so it is checked before it is sent.
class CheckNumberB {
 public:
  /// From its three printed parts; nothing when the code is not four digits or a number does not fit.
  static std::optional<CheckNumberB> from_front(std::chrono::year_month_day birth, std::chrono::year expiry,
                                                std::string_view security_code);
  /// From fourteen digits, as typed; nothing for anything else.
  static std::optional<CheckNumberB> from_digits(std::string_view digits);

  const base::SecretText& digits() const { return digits_; }

  /// Whether a valid card could have this number on the day `today`: the birth date exists in an era and is not in the
  /// future, and the expiry year lies between this year and eleven years on (a card lives at most to the holder's tenth
  /// birthday after issue).
  bool is_plausible(std::chrono::year_month_day today) const;

  /// Whether it is a number that was plausible until its expiry year passed, at most eleven years ago: a card to be
  /// renewed, not a mistake.
  bool has_expired(std::chrono::year_month_day today) const;
  bool operator==(const CheckNumberB&) const = default;

 private:
  explicit CheckNumberB(base::SecretText digits) : digits_(std::move(digits)) {}
  base::SecretText digits_;
};

/// The calendar day in Japan now.
std::chrono::year_month_day today_in_japan();

}  // namespace cardreader
