// Eras and digits of a date that is being typed.
#include "kiosk/screens/date_entry.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "kiosk/checkin/letter.h"

namespace kiosk::screens {
namespace {

using checkin::Era;

/// The letters with which an unfinished date begins in the draft.
constexpr std::array<std::pair<char, Era>, 6> era_letters = {{{'W', Era::western},
                                                              {'M', Era::meiji},
                                                              {'T', Era::taisho},
                                                              {'S', Era::showa},
                                                              {'H', Era::heisei},
                                                              {'R', Era::reiwa}}};

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number_in(std::string_view digits) {
  int value = 0;
  for (const char digit : digits) value = value * 10 + (digit - '0');
  return value;
}

std::string digits_of(const checkin::EraDate& date) {
  char text[16];
  std::snprintf(text, sizeof text, date.era == Era::western ? "%04d%02u%02u" : "%02d%02u%02u", date.year, date.month,
                date.day);
  return text;
}

}  // namespace

std::size_t full_length(Era era) { return era == Era::western ? 8 : 6; }

DateEntry date_entry_from(std::string_view draft, Era preferred) {
  if (const auto day = checkin::date_from(draft)) {
    const checkin::EraDate western{Era::western, int{day->year()}, unsigned{day->month()}, unsigned{day->day()}};
    const checkin::EraDate date = preferred == Era::western ? western : checkin::in_era(*day);
    return {date.era, digits_of(date)};
  }
  if (!draft.empty() && all_digits(draft.substr(1)) && draft.size() <= 9) {
    for (const auto& [letter, era] : era_letters)
      if (draft[0] == letter) return {era, std::string(draft.substr(1))};
  }
  return {preferred, ""};
}

std::optional<checkin::Date> day_of(const DateEntry& entry) {
  if (entry.digits.size() != full_length(entry.era) || !all_digits(entry.digits)) return std::nullopt;
  const std::string_view digits = entry.digits;
  const std::size_t year_digits = digits.size() - 4;
  return checkin::date_of({entry.era, number_in(digits.substr(0, year_digits)),
                           static_cast<unsigned>(number_in(digits.substr(year_digits, 2))),
                           static_cast<unsigned>(number_in(digits.substr(year_digits + 2)))});
}

std::string draft_of(const DateEntry& entry) {
  if (const auto day = day_of(entry)) return checkin::text_of(*day);
  const auto* found =
      std::find_if(era_letters.begin(), era_letters.end(), [&](const auto& pair) { return pair.second == entry.era; });
  return found->first + entry.digits;
}

std::string shown(const DateEntry& entry) {
  std::string digits = entry.digits;
  digits.resize(full_length(entry.era), '_');
  const std::size_t year_digits = digits.size() - 4;
  const std::string year = digits.substr(0, year_digits);
  const std::string month = digits.substr(year_digits, 2);
  const std::string day = digits.substr(year_digits + 2);
  if (entry.era == Era::western) return year + "/" + month + "/" + day;
  return std::string(checkin::era_name(entry.era)) + year + "年" + month + "月" + day + "日";
}

}  // namespace kiosk::screens
