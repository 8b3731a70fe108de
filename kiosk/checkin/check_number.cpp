#include "kiosk/checkin/check_number.h"

#include <algorithm>
#include <string_view>

namespace kiosk::checkin {
namespace {

/// Cards are issued since January 2016, and live until the tenth birthday after that; a foreign resident's ends
/// earlier.
constexpr int first_year_of_issue = 2016;
constexpr int longest_life_in_years = 11;

int number(std::string_view digits) {
  int value = 0;
  for (const char digit : digits) value = value * 10 + (digit - '0');
  return value;
}

}  // namespace

std::size_t length_of(CheckNumberPart part) { return part == CheckNumberPart::birth_date ? 6 : 4; }

bool is_plausible(CheckNumberPart part, const base::SecretText& secret, Date today) {
  const std::string_view digits = secret.reveal();
  if (digits.size() != length_of(part)) return false;
  if (!std::all_of(digits.begin(), digits.end(), [](char digit) { return digit >= '0' && digit <= '9'; })) return false;
  switch (part) {
    case CheckNumberPart::birth_date: {
      // The era is not part of the number, so 29 February cannot be told from the year: any leap year will do.
      const auto month = std::chrono::month(static_cast<unsigned>(number(digits.substr(2, 2))));
      const auto day = std::chrono::day(static_cast<unsigned>(number(digits.substr(4, 2))));
      return (std::chrono::year(2000) / month / day).ok();
    }
    case CheckNumberPart::expiry_year: {
      const int year = number(digits);
      return year >= first_year_of_issue && year <= static_cast<int>(today.year()) + longest_life_in_years;
    }
    case CheckNumberPart::security_code:
      return true;
  }
  return false;
}

}  // namespace kiosk::checkin
