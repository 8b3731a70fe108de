// Making and judging number B.
#include "cardreader/check_number.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "cardreader/japanese_era.h"

namespace cardreader {
namespace {

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number_at(std::string_view digits, std::size_t at, std::size_t length) {
  int number = 0;
  std::from_chars(digits.data() + at, digits.data() + at + length, number);
  return number;
}

}  // namespace

std::optional<CheckNumberB> CheckNumberB::from_front(std::chrono::year_month_day birth, std::chrono::year expiry,
                                                     std::string_view security_code) {
  const auto era = era_year_of(birth);
  const int year = static_cast<int>(expiry);
  if (!era || era->year > 99 || year < 1000 || year > 9999) return std::nullopt;
  std::string digits;
  digits.reserve(16);
  if (era->year < 10) digits += '0';
  digits += std::to_string(era->year);
  digits += digits_of(birth).substr(4);
  digits += std::to_string(year);
  digits += security_code;
  return from_digits(digits);
}

std::optional<CheckNumberB> CheckNumberB::from_digits(std::string_view digits) {
  if (digits.size() != 14 || !all_digits(digits)) return std::nullopt;
  return CheckNumberB(base::SecretText(std::string(digits)));
}

bool CheckNumberB::has_expired(std::chrono::year_month_day today) const {
  const auto expiry = std::chrono::year{number_at(digits_.reveal(), 6, 4)};
  if (expiry >= today.year() || expiry < today.year() - std::chrono::years{11}) return false;
  return is_plausible(expiry / std::chrono::December / 31);
}

bool CheckNumberB::is_plausible(std::chrono::year_month_day today) const {
  const std::string_view digits = digits_.reveal();
  const int this_year = static_cast<int>(today.year());
  const int expiry = number_at(digits, 6, 4);
  if (expiry < this_year || expiry > this_year + 11) return false;
  return std::any_of(eras.begin(), eras.end(), [&](const Era& era) {
    const auto birth = date_in_era(era.name, number_at(digits, 0, 2), static_cast<unsigned>(number_at(digits, 2, 2)),
                                   static_cast<unsigned>(number_at(digits, 4, 2)));
    return birth && *birth <= today;
  });
}

std::chrono::year_month_day today_in_japan() {
  const auto now = std::chrono::system_clock::now() + std::chrono::hours{9};
  return std::chrono::floor<std::chrono::days>(now);
}

}  // namespace cardreader
