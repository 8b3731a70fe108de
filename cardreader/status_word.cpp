// The words for status words (ISO 7816-4, 5.6, and what My Number cards answer).
#include "cardreader/status_word.h"

#include <array>
#include <ostream>
#include <string_view>
#include <utility>

#include "cardreader/bytes.h"

namespace cardreader {
namespace {

using Meaning = std::pair<StatusWord, std::string_view>;
constexpr std::array<Meaning, 18> meanings{{
    {status::success, "done"},
    {status::failed_without_limit, "wrong secret, no limit of tries"},
    {status::wrong_length, "wrong length"},
    {status::wrong_file_kind, "the selected file is of another kind"},
    {status::not_authorised, "not authorised"},
    {status::blocked, "the secret is blocked"},
    {status::conditions_not_met, "conditions of use not met"},
    {status::no_file_selected, "no file is selected"},
    {status::wrong_contents, "wrong contents"},
    {status::not_found, "no such application or file"},
    {status::no_record, "no such record"},
    {status::wrong_parameters, "wrong parameters"},
    {status::no_such_object, "no such object"},
    {status::offset_past_end, "offset past the end of the file"},
    {status::unknown_instruction, "unknown instruction"},
    {status::unknown_class, "unknown class"},
    {status::no_precise_diagnosis, "no precise diagnosis"},
    {StatusWord{0x6987}, "secure messaging object missing"},
}};

}  // namespace

std::string StatusWord::text() const {
  const std::array<unsigned char, 2> bytes{high(), low()};
  std::string text = to_hex(bytes);
  if (const auto left = tries_left()) return text + " (" + std::to_string(*left) + " tries left)";
  for (const auto& [word, meaning] : meanings) {
    if (word == *this) return text + " (" + std::string(meaning) + ")";
  }
  return text + " (unknown)";
}

std::ostream& operator<<(std::ostream& out, StatusWord status) { return out << status.text(); }

}  // namespace cardreader
