// Eras and digits of a date that is being typed.
#include "kiosk/screens/date_entry.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace kiosk::screens {
namespace {

using namespace std::chrono;
using checkin::Date;

/// First and last day of an era (元号法 and its predecessors).
struct Era {
  YearCount count;
  char letter;
  std::string_view name;
  Date first;
  Date last;
};

constexpr std::array eras = {
    Era{YearCount::reiwa, 'R', "令和", Date{year{2019} / May / 1}, Date{year{2117} / December / 31}},
    Era{YearCount::heisei, 'H', "平成", Date{year{1989} / January / 8}, Date{year{2019} / April / 30}},
    Era{YearCount::showa, 'S', "昭和", Date{year{1926} / December / 25}, Date{year{1989} / January / 7}},
    Era{YearCount::taisho, 'T', "大正", Date{year{1912} / July / 30}, Date{year{1926} / December / 24}},
};
constexpr char western_letter = 'W';

const Era* era_of(YearCount count) {
  const auto found = std::find_if(eras.begin(), eras.end(), [&](const Era& era) { return era.count == count; });
  return found == eras.end() ? nullptr : &*found;
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number_in(std::string_view digits) {
  int value = 0;
  for (const char digit : digits) value = value * 10 + (digit - '0');
  return value;
}

std::optional<Date> iso_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::string digits =
      std::string(text.substr(0, 4)) + std::string(text.substr(5, 2)) + std::string(text.substr(8));
  if (!all_digits(digits)) return std::nullopt;
  return day_of(DateEntry{YearCount::western, digits});
}

std::string two(unsigned value) {
  char text[8];
  std::snprintf(text, sizeof text, "%02u", value);
  return text;
}

}  // namespace

std::size_t full_length(YearCount count) { return count == YearCount::western ? 8 : 6; }

std::string_view era_name(YearCount count) {
  const Era* era = era_of(count);
  return era ? era->name : std::string_view{};
}

DateEntry date_entry_from(std::string_view draft, YearCount preferred) {
  if (const auto day = iso_day(draft)) {
    const std::string month_and_day = two(unsigned{day->month()}) + two(unsigned{day->day()});
    for (const Era& era : eras) {
      if (preferred == YearCount::western || *day < era.first || *day > era.last) continue;
      return {era.count, two(static_cast<unsigned>(int{day->year()} - int{era.first.year()} + 1)) + month_and_day};
    }
    return {YearCount::western, std::to_string(int{day->year()}) + month_and_day};
  }
  if (!draft.empty() && all_digits(draft.substr(1)) && draft.size() <= 9) {
    if (draft[0] == western_letter) return {YearCount::western, std::string(draft.substr(1))};
    for (const Era& era : eras)
      if (draft[0] == era.letter) return {era.count, std::string(draft.substr(1))};
  }
  return {preferred, ""};
}

std::optional<Date> day_of(const DateEntry& entry) {
  if (entry.digits.size() != full_length(entry.count) || !all_digits(entry.digits)) return std::nullopt;
  const std::size_t year_digits = entry.digits.size() - 4;
  const Era* era = era_of(entry.count);
  const int counted = number_in(std::string_view(entry.digits).substr(0, year_digits));
  const int western_year = era ? int{era->first.year()} + counted - 1 : counted;
  const Date date{year{western_year} /
                  static_cast<unsigned>(number_in(std::string_view(entry.digits).substr(year_digits, 2))) /
                  static_cast<unsigned>(number_in(std::string_view(entry.digits).substr(year_digits + 2)))};
  if (!date.ok() || (era && (counted == 0 || date < era->first || date > era->last))) return std::nullopt;
  return date;
}

std::string draft_of(const DateEntry& entry) {
  if (const auto day = day_of(entry)) {
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", int{day->year()}, unsigned{day->month()}, unsigned{day->day()});
    return text;
  }
  const Era* era = era_of(entry.count);
  return (era ? era->letter : western_letter) + entry.digits;
}

std::string shown(const DateEntry& entry) {
  std::string digits = entry.digits;
  digits.resize(full_length(entry.count), '_');
  const std::size_t year_digits = digits.size() - 4;
  const std::string year_part = digits.substr(0, year_digits);
  const std::string month_part = digits.substr(year_digits, 2);
  const std::string day_part = digits.substr(year_digits + 2);
  if (entry.count == YearCount::western) return year_part + "/" + month_part + "/" + day_part;
  return std::string(era_name(entry.count)) + year_part + "年" + month_part + "月" + day_part + "日";
}

}  // namespace kiosk::screens
