// Japanese eras: the card's front prints a birth date as 昭和55年2月17日, and number B begins with that era year.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace cardreader {

struct Era {
  std::string_view name;  ///< "昭和"
  std::chrono::year_month_day first_day;
};

/// From Meiji to Reiwa, oldest first. Sources: the day on which each era began, Gregorian calendar.
inline constexpr std::array<Era, 5> eras{{
    {"明治", std::chrono::year{1868} / 1 / 25},
    {"大正", std::chrono::year{1912} / 7 / 30},
    {"昭和", std::chrono::year{1926} / 12 / 25},
    {"平成", std::chrono::year{1989} / 1 / 8},
    {"令和", std::chrono::year{2019} / 5 / 1},
}};

struct EraYear {
  std::string_view era;
  int year;  ///< 1 is the first (元) year
};

/// The era year of a valid date; nothing before Meiji.
std::optional<EraYear> era_year_of(std::chrono::year_month_day date);

/// The date of a day in an era ("昭和", 55, 2, 17); nothing when there is no such day in that era.
std::optional<std::chrono::year_month_day> date_in_era(std::string_view era, int year, unsigned month, unsigned day);

/// "昭和55年2月17日", with 元年 for the first year; the Gregorian form before Meiji.
std::string printed_in_era(std::chrono::year_month_day date);

/// "19800217" to a date and back; nothing for anything that is not a day of the calendar.
std::optional<std::chrono::year_month_day> date_from_digits(std::string_view yyyymmdd);
std::string digits_of(std::chrono::year_month_day date);

/// "1980-02-17" to a date and back.
std::optional<std::chrono::year_month_day> date_from_iso(std::string_view text);
std::string iso_of(std::chrono::year_month_day date);

}  // namespace cardreader
