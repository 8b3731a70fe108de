// Text to parts, by regular expressions over normalised UTF-8.
#include "cardreader/front/front_text.h"

#include <algorithm>
#include <array>
#include <regex>
#include <utility>

#include "cardreader/japanese_era.h"

namespace cardreader {
namespace {

/// Full-width digits to ASCII, spaces away; what text recognition makes of 年, 月 and 日 is left to the patterns.
std::string normalised(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (text.substr(at, 2) == "\xEF\xBC" && at + 2 < text.size()) {
      const auto last = static_cast<unsigned char>(text[at + 2]);
      if (last >= 0x90 && last <= 0x99) {
        plain += static_cast<char>('0' + last - 0x90);
        at += 3;
        continue;
      }
    }
    if (text.substr(at, 3) == "\xE3\x80\x80") {  // the wide space
      at += 3;
      continue;
    }
    if (byte != ' ' && byte != '\t' && byte != '\r') plain += static_cast<char>(byte);
    ++at;
  }
  return plain;
}

/// One value, or nothing when two readings of the text contradict each other.
template <class Value>
class OnlyOne {
 public:
  void see(const Value& value) {
    if (value_ && *value_ != value) contradicted_ = true;
    value_ = value;
  }
  std::optional<Value> get() const { return contradicted_ ? std::nullopt : value_; }

 private:
  std::optional<Value> value_;
  bool contradicted_ = false;
};

int number(const std::csub_match& match) { return std::stoi(match.str()); }

void find_births(const std::string& line, OnlyOne<std::chrono::year_month_day>& births) {
  static const std::regex pattern("(明治|大正|昭和|平成|令和)(元|[0-9]{1,2})年([0-9]{1,2})月([0-9]{1,2})[日目]");
  for (std::cregex_iterator at(line.data(), line.data() + line.size(), pattern); at != std::cregex_iterator(); ++at) {
    const std::cmatch& match = *at;
    const int year = match[2].str() == "元" ? 1 : number(match[2]);
    const auto date = date_in_era(match[1].str(), year, static_cast<unsigned>(number(match[3])),
                                  static_cast<unsigned>(number(match[4])));
    if (date) births.see(*date);
  }
}

void find_expiries(const std::string& line, OnlyOne<std::chrono::year_month_day>& expiries) {
  static const std::regex pattern("(20[0-9]{2})年([0-9]{1,2})月([0-9]{1,2})[日目]");
  for (std::cregex_iterator at(line.data(), line.data() + line.size(), pattern); at != std::cregex_iterator(); ++at) {
    const std::cmatch& match = *at;
    const std::chrono::year_month_day date{std::chrono::year{number(match[1])},
                                           std::chrono::month{static_cast<unsigned>(number(match[2]))},
                                           std::chrono::day{static_cast<unsigned>(number(match[3]))}};
    if (date.ok()) expiries.see(date);
  }
}

}  // namespace

FrontParts find_front_parts(std::string_view text) {
  constexpr std::size_t most_text = 20000;
  OnlyOne<std::chrono::year_month_day> births;
  OnlyOne<std::chrono::year_month_day> expiries;
  OnlyOne<std::string> codes;
  const std::string plain = normalised(text.substr(0, most_text));
  std::size_t begin = 0;
  while (begin <= plain.size()) {
    const std::size_t end = std::min(plain.find('\n', begin), plain.size());
    const std::string line = plain.substr(begin, std::min<std::size_t>(end - begin, 300));
    find_births(line, births);
    find_expiries(line, expiries);
    const bool is_code = line.size() == 4 && std::ranges::all_of(line, [](char c) { return c >= '0' && c <= '9'; });
    if (is_code) codes.see(line);
    begin = end + 1;
  }
  return {births.get(), expiries.get(), codes.get()};
}

std::optional<CheckNumberB> number_from(const FrontParts& parts, std::chrono::year_month_day today) {
  if (!parts.birth || !parts.expiry || !parts.security_code) return std::nullopt;
  const bool leap_day = parts.birth->month() == std::chrono::February && parts.birth->day() == std::chrono::day{29};
  const bool on_birthday = parts.birth->month() == parts.expiry->month() && parts.birth->day() == parts.expiry->day();
  if (!on_birthday && !leap_day) return std::nullopt;
  auto number = CheckNumberB::from_front(*parts.birth, parts.expiry->year(), *parts.security_code);
  if (!number || !(number->is_plausible(today) || number->has_expired(today))) return std::nullopt;
  return number;
}

std::optional<CheckNumberB> agreed(const std::vector<std::optional<CheckNumberB>>& readings) {
  std::optional<CheckNumberB> first;
  int count = 0;
  for (const auto& reading : readings) {
    if (!reading) continue;
    if (first && !(*first == *reading)) return std::nullopt;
    first = reading;
    ++count;
  }
  return count >= 2 ? first : std::nullopt;
}

}  // namespace cardreader
