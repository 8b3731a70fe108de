// The letter's rules: check digit, dates and field checks (設定要領 for insurer numbers; at most five years of
// validity).
#include "kiosk/checkin/letter.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "kiosk/checkin/era.h"
#include "kiosk/checkin/written_text.h"

namespace kiosk::checkin {
namespace {

constexpr int longest_validity_years = 5;
constexpr int oldest_person_years = 130;
constexpr int burden_printed_from_age = 70;
constexpr int school_age = 6;
constexpr std::size_t longest_symbol = 20;
constexpr std::size_t longest_name = 60;

const std::string& text_in(const LetterDraft& draft, LetterField field) {
  static const std::string nothing;
  const auto found = draft.find(field);
  return found == draft.end() ? nothing : found->second;
}

bool only_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A date, or what is wrong with how it was written.
std::optional<Date> date_in(const LetterDraft& draft, LetterField field) {
  const auto written = date_as_written(text_in(draft, field));
  return written ? date_of(*written) : std::nullopt;
}

Date years_later(Date date, int years) {
  const Date later = date + std::chrono::years{years};
  return later.ok() ? later : Date{later.year() / later.month() / std::chrono::last};
}

std::optional<LetterProblem> problem_of_insurer_number(const std::string& text) {
  if (!only_digits(text)) return LetterProblem::not_a_number;
  if (text.size() != 8 && text.size() != 6) return LetterProblem::wrong_length;
  if (!has_valid_check_digit(text)) return LetterProblem::check_digit;
  return std::nullopt;
}

std::optional<LetterProblem> problem_of_branch(const std::string& text) {
  if (!only_digits(text)) return LetterProblem::not_a_number;
  return text.size() == 2 ? std::nullopt : std::optional{LetterProblem::wrong_length};
}

bool may_stand_in_symbol(char32_t character) {
  constexpr std::u32string_view signs = U"-/.()・:ー";
  return is_digit(character) || is_kana(character) || is_kanji(character) || is_latin_letter(character) ||
         signs.find(character) != std::u32string_view::npos;
}

bool may_stand_in_name(char32_t character) {
  constexpr std::u32string_view signs = U" -'.,・ー";
  return is_kana(character) || is_latin_letter(character) || signs.find(character) != std::u32string_view::npos;
}

std::optional<LetterProblem> problem_of_text(const std::string& text, std::size_t longest,
                                             bool (*may_stand)(char32_t)) {
  const auto characters = characters_of(folded_width(text));
  if (!characters || !std::all_of(characters->begin(), characters->end(), may_stand)) {
    return LetterProblem::forbidden_character;
  }
  if (characters->size() > longest) return LetterProblem::too_long;
  return std::nullopt;
}

std::optional<LetterProblem> problem_of_birth_date(const LetterDraft& draft, Date today) {
  const auto date = date_in(draft, LetterField::birth_date);
  if (!date) return LetterProblem::impossible_date;
  if (*date > today) return LetterProblem::in_the_future;
  if (years_later(*date, oldest_person_years) < today) return LetterProblem::impossible_date;
  return std::nullopt;
}

std::optional<LetterProblem> problem_of_valid_from(const LetterDraft& draft, Date today) {
  const auto date = date_in(draft, LetterField::valid_from);
  if (!date) return LetterProblem::impossible_date;
  const auto birth = date_in(draft, LetterField::birth_date);
  if (birth && *date < *birth) return LetterProblem::impossible_date;
  if (*date > today) return LetterProblem::not_yet_valid;
  return std::nullopt;
}

std::optional<LetterProblem> problem_of_valid_until(const LetterDraft& draft, Date today) {
  const auto date = date_in(draft, LetterField::valid_until);
  if (!date) return LetterProblem::impossible_date;
  const auto from = date_in(draft, LetterField::valid_from);
  if (from && *date < *from) return LetterProblem::impossible_date;
  if (*date < today) return LetterProblem::expired;
  if (*date > years_later(from.value_or(today), longest_validity_years)) return LetterProblem::longer_than_five_years;
  return std::nullopt;
}

// Under school age (until the 31 March after the sixth birthday) two tenths, else three, unless the letter says so.
int usual_burden(Date birth_date, Date today) {
  const Date sixth = years_later(birth_date, school_age);
  // Born on 1 April: the sixth year is complete on 31 March, so school begins the next day.
  const bool before_april = sixth <= Date{sixth.year() / std::chrono::April / 1};
  const Date school_begins = Date{(sixth.year() + std::chrono::years{before_april ? 0 : 1}) / std::chrono::April / 1};
  return today < school_begins ? 20 : 30;
}

}  // namespace

bool has_valid_check_digit(std::string_view digits) {
  if (digits.size() < 2 || !only_digits(digits)) return false;
  int sum = 0;
  for (std::size_t from_right = 0; from_right < digits.size(); ++from_right) {
    const int digit = digits[digits.size() - 1 - from_right] - '0';
    const int product = from_right % 2 == 1 ? 2 * digit : digit;
    sum += product / 10 + product % 10;
  }
  return sum % 10 == 0;
}

std::optional<LetterProblem> problem_of(const LetterDraft& draft, LetterField field, Date today) {
  const std::string& text = text_in(draft, field);
  if (text.empty()) {
    return may_be_empty(draft, field, today) ? std::nullopt : std::optional{LetterProblem::missing};
  }
  switch (field) {
    case LetterField::insurer_number:
      return problem_of_insurer_number(text);
    case LetterField::symbol:
    case LetterField::number:
      return problem_of_text(text, longest_symbol, may_stand_in_symbol);
    case LetterField::branch:
      return problem_of_branch(text);
    case LetterField::name:
      return problem_of_text(text, longest_name, may_stand_in_name);
    case LetterField::birth_date:
      return problem_of_birth_date(draft, today);
    case LetterField::valid_from:
      return problem_of_valid_from(draft, today);
    case LetterField::valid_until:
      return problem_of_valid_until(draft, today);
    case LetterField::burden_ratio:
      if (!only_digits(text)) return LetterProblem::not_a_number;
      if (text != "10" && text != "20" && text != "30") return LetterProblem::wrong_length;
      return std::nullopt;
  }
  return std::nullopt;
}

std::vector<FieldProblem> problems_of(const LetterDraft& draft, Date today) {
  std::vector<FieldProblem> problems;
  for (std::optional<LetterField> field = first_letter_field; field; field = field_after(*field)) {
    if (const auto problem = problem_of(draft, *field, today)) problems.push_back({*field, *problem});
  }
  return problems;
}

bool may_be_empty(const LetterDraft& draft, LetterField field, Date today) {
  if (field == LetterField::symbol || field == LetterField::branch || field == LetterField::valid_from) return true;
  if (field != LetterField::burden_ratio) return false;
  const auto birth = date_in(draft, LetterField::birth_date);
  return birth && age_on(*birth, today) < burden_printed_from_age;
}

EligibilityLetter letter_from(const LetterDraft& draft) {
  EligibilityLetter letter;
  letter.insurer_number = text_in(draft, LetterField::insurer_number);
  letter.symbol = text_in(draft, LetterField::symbol);
  letter.number = text_in(draft, LetterField::number);
  letter.branch = text_in(draft, LetterField::branch);
  letter.name = text_in(draft, LetterField::name);
  letter.birth_date = date_in(draft, LetterField::birth_date).value_or(Date{});
  letter.valid_from = date_in(draft, LetterField::valid_from);
  letter.valid_until = date_in(draft, LetterField::valid_until).value_or(Date{});
  const std::string& burden = text_in(draft, LetterField::burden_ratio);
  // Without a printed ratio, the first day of validity decides; insurers correct it in their answer.
  letter.burden_percent = burden.empty()
                              ? usual_burden(letter.birth_date, letter.valid_from.value_or(letter.valid_until))
                              : (burden[0] - '0') * 10;
  return letter;
}

std::optional<Date> date_from(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto written = date_as_written(text);
  return written && written->era == Era::western ? date_of(*written) : std::nullopt;
}

std::string text_of(Date date) {
  std::array<char, 32> text{};
  const int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                                   static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return {text.data(), static_cast<std::size_t>(length)};
}

int age_on(Date birth_date, Date day) {
  const int years = static_cast<int>(day.year()) - static_cast<int>(birth_date.year());
  const bool birthday_reached =
      day.month() > birth_date.month() || (day.month() == birth_date.month() && day.day() >= birth_date.day());
  return birthday_reached ? years : years - 1;
}

std::string padded_insurer_number(std::string_view insurer_number) {
  std::string padded(insurer_number.size() < 8 ? 8 - insurer_number.size() : 0, '0');
  return padded.append(insurer_number);
}

std::optional<std::string_view> scheme_of(std::string_view insurer_number) {
  struct Scheme {
    std::string_view law_number, name;
  };
  static constexpr Scheme schemes[] = {
      {"01", "協会けんぽ"},     {"02", "船員保険"}, {"03", "日雇特例"},           {"04", "日雇特例"},
      {"06", "組合健保"},       {"07", "自衛官"},   {"12", "生活保護"},           {"31", "国家公務員共済"},
      {"32", "地方公務員共済"}, {"33", "警察共済"}, {"34", "公立学校・私学共済"}, {"39", "後期高齢者医療"},
      {"63", "特例退職"},       {"72", "特例退職"}, {"73", "特例退職"},           {"74", "特例退職"},
      {"75", "特例退職"}};
  if (insurer_number.size() == 6 || insurer_number.starts_with("00")) return "国民健康保険";
  for (const Scheme& scheme : schemes) {
    if (insurer_number.size() == 8 && insurer_number.starts_with(scheme.law_number)) return scheme.name;
  }
  return std::nullopt;
}

}  // namespace kiosk::checkin
