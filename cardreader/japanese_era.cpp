// Dates to era years, digits and ISO form, and back.
#include "cardreader/japanese_era.h"

#include <algorithm>
#include <charconv>

namespace cardreader {
namespace {

using std::chrono::year_month_day;

std::optional<int> number_of(std::string_view digits) {
  int number = 0;
  if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

std::optional<year_month_day> valid_date(int year, int month, int day) {
  const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::string padded(unsigned number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

std::string joined(year_month_day date, std::string_view between) {
  return padded(static_cast<unsigned>(static_cast<int>(date.year())), 4) + std::string(between) +
         padded(static_cast<unsigned>(date.month()), 2) + std::string(between) +
         padded(static_cast<unsigned>(date.day()), 2);
}

}  // namespace

std::optional<EraYear> era_year_of(year_month_day date) {
  std::optional<EraYear> found;
  for (const Era& era : eras) {
    if (date < era.first_day) break;
    found = EraYear{era.name, static_cast<int>(date.year()) - static_cast<int>(era.first_day.year()) + 1};
  }
  return found;
}

std::optional<year_month_day> date_in_era(std::string_view era, int year, unsigned month, unsigned day) {
  const auto known = std::find_if(eras.begin(), eras.end(), [&](const Era& one) { return one.name == era; });
  if (known == eras.end() || year < 1 || month > 12 || day > 31) return std::nullopt;
  const auto date =
      valid_date(static_cast<int>(known->first_day.year()) + year - 1, static_cast<int>(month), static_cast<int>(day));
  if (!date || era_year_of(*date)->era != era) return std::nullopt;
  return date;
}

std::string printed_in_era(year_month_day date) {
  const auto era = era_year_of(date);
  const std::string year = !era             ? std::to_string(static_cast<int>(date.year()))
                           : era->year == 1 ? std::string(era->era) + "元"
                                            : std::string(era->era) + std::to_string(era->year);
  return year + "年" + std::to_string(static_cast<unsigned>(date.month())) + "月" +
         std::to_string(static_cast<unsigned>(date.day())) + "日";
}

std::optional<year_month_day> date_from_digits(std::string_view yyyymmdd) {
  if (yyyymmdd.size() != 8) return std::nullopt;
  const auto year = number_of(yyyymmdd.substr(0, 4));
  const auto month = number_of(yyyymmdd.substr(4, 2));
  const auto day = number_of(yyyymmdd.substr(6, 2));
  if (!year || !month || !day) return std::nullopt;
  return valid_date(*year, *month, *day);
}

std::string digits_of(year_month_day date) { return joined(date, ""); }

std::optional<year_month_day> date_from_iso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  return date_from_digits(std::string(text.substr(0, 4)) + std::string(text.substr(5, 2)) +
                          std::string(text.substr(8, 2)));
}

std::string iso_of(year_month_day date) { return joined(date, "-"); }

}  // namespace cardreader
