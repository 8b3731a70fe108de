// The eras' first days; each ends the day before the next begins. Meiji begins by the western calendar on 1868-01-25.
#include "kiosk/checkin/era.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "kiosk/checkin/written_text.h"

namespace kiosk::checkin {
namespace {

struct EraSpan {
  Era era;
  std::string_view name;
  char letter;
  std::chrono::sys_days first;
  int years_before;
};

constexpr std::chrono::sys_days day_of(int year, unsigned month, unsigned day) {
  return std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}};
}

constexpr std::array<EraSpan, 5> eras = {{{Era::meiji, "明治", 'M', day_of(1868, 1, 25), 1867},
                                          {Era::taisho, "大正", 'T', day_of(1912, 7, 30), 1911},
                                          {Era::showa, "昭和", 'S', day_of(1926, 12, 25), 1925},
                                          {Era::heisei, "平成", 'H', day_of(1989, 1, 8), 1988},
                                          {Era::reiwa, "令和", 'R', day_of(2019, 5, 1), 2018}}};

const EraSpan* span_of(Era era) {
  const auto found = std::find_if(eras.begin(), eras.end(), [era](const EraSpan& span) { return span.era == era; });
  return found == eras.end() ? nullptr : &*found;
}

// Takes an era's name or letter off the front of the text.
Era take_era(std::string_view& text) {
  for (const EraSpan& span : eras) {
    if (text.starts_with(span.name)) return text.remove_prefix(span.name.size()), span.era;
    const auto capital = text.empty() ? '\0' : static_cast<char>(text.front() & ~0x20);
    if (capital == span.letter) return text.remove_prefix(1), span.era;
  }
  return Era::western;
}

std::optional<int> take_number(std::string_view& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number < 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

bool take_separator(std::string_view& text, std::string_view kanji) {
  for (const std::string_view separator :
       {kanji, std::string_view{"-"}, std::string_view{"/"}, std::string_view{"."}}) {
    if (text.starts_with(separator)) return text.remove_prefix(separator.size()), true;
  }
  return false;
}

std::optional<EraDate> from_eight_digits(std::string_view text) {
  if (text.size() != 8 || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  std::string_view year = text.substr(0, 4), month = text.substr(4, 2), day = text.substr(6, 2);
  return EraDate{Era::western, *take_number(year), static_cast<unsigned>(*take_number(month)),
                 static_cast<unsigned>(*take_number(day))};
}

std::optional<Date> existing(int year, unsigned month, unsigned day) {
  if (year < 1 || year > 9999 || month > 12 || day > 31) return std::nullopt;
  const Date date = std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
  return date.ok() ? std::optional{date} : std::nullopt;
}

}  // namespace

std::optional<EraDate> date_as_written(std::string_view text) {
  std::string plain = folded_width(text);
  std::erase(plain, ' ');
  if (const auto date = from_eight_digits(plain)) return date;
  std::string_view rest = plain;
  EraDate written;
  written.era = take_era(rest);
  std::optional<int> year;
  if (rest.starts_with("元")) {
    rest.remove_prefix(std::string_view{"元"}.size());
    year = written.era == Era::western ? std::nullopt : std::optional{1};
  } else {
    year = take_number(rest);
  }
  if (!year || !take_separator(rest, "年")) return std::nullopt;
  const auto month = take_number(rest);
  if (!month || !take_separator(rest, "月")) return std::nullopt;
  const auto day = take_number(rest);
  if (!day || !(rest.empty() || rest == "日")) return std::nullopt;
  written.year = *year;
  written.month = static_cast<unsigned>(*month);
  written.day = static_cast<unsigned>(*day);
  return written;
}

std::optional<Date> date_of(const EraDate& written) {
  if (written.era != Era::western && (written.year < 1 || written.year > 99)) return std::nullopt;
  const auto date = existing(written.year + years_before(written.era), written.month, written.day);
  if (!date || written.era == Era::western) return date;
  return in_era(*date).era == written.era ? date : std::nullopt;
}

EraDate in_era(Date date) {
  const std::chrono::sys_days day{date};
  const auto found = std::find_if(eras.rbegin(), eras.rend(), [day](const EraSpan& span) { return day >= span.first; });
  const Era era = found == eras.rend() ? Era::western : found->era;
  return EraDate{era, static_cast<int>(date.year()) - years_before(era), static_cast<unsigned>(date.month()),
                 static_cast<unsigned>(date.day())};
}

std::optional<EraDate> meant_by(const EraDate& written) {
  if (written.era == Era::western || written.year < 1 || written.year > 99) return std::nullopt;
  const auto date = existing(written.year + years_before(written.era), written.month, written.day);
  if (!date) return std::nullopt;
  return in_era(*date);
}

int years_before(Era era) {
  const EraSpan* span = span_of(era);
  return span == nullptr ? 0 : span->years_before;
}

std::string_view era_name(Era era) {
  const EraSpan* span = span_of(era);
  return span == nullptr ? std::string_view{} : span->name;
}

}  // namespace kiosk::checkin
