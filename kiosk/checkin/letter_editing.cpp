// Typing, erasing and pasting in a letter's fields, and the order in which the fields are asked.
#include <algorithm>

#include "kiosk/checkin/era.h"
#include "kiosk/checkin/letter.h"
#include "kiosk/checkin/written_text.h"

namespace kiosk::checkin {
namespace {

constexpr std::size_t longest_kept = 200;  // characters; what was pasted is shown beside its problem, not a whole book
constexpr std::size_t date_digits = 8;

enum class Writing { digits, date, symbols, name };

Writing writing_of(LetterField field) {
  switch (field) {
    case LetterField::insurer_number:
    case LetterField::branch:
    case LetterField::burden_ratio:
      return Writing::digits;
    case LetterField::birth_date:
    case LetterField::valid_from:
    case LetterField::valid_until:
      return Writing::date;
    case LetterField::symbol:
    case LetterField::number:
      return Writing::symbols;
    case LetterField::name:
      return Writing::name;
  }
  return Writing::symbols;
}

std::size_t room_in(LetterField field) {
  switch (field) {
    case LetterField::insurer_number:
      return 8;
    case LetterField::branch:
    case LetterField::burden_ratio:
      return 2;
    case LetterField::birth_date:
    case LetterField::valid_from:
    case LetterField::valid_until:
      return date_digits;
    case LetterField::symbol:
    case LetterField::number:
      return 20;
    case LetterField::name:
      return 60;
  }
  return 0;
}

bool fits(Writing writing, char32_t character, bool is_first) {
  switch (writing) {
    case Writing::digits:
    case Writing::date:
      return is_digit(character);
    case Writing::symbols:
      return is_digit(character) || is_kana(character) || is_kanji(character) || is_latin_letter(character) ||
             std::u32string_view{U"-/.()・:"}.find(character) != std::u32string_view::npos;
    case Writing::name:
      if (character == U' ') return !is_first;
      return is_kana(character) || is_latin_letter(character) ||
             std::u32string_view{U"-'.,・"}.find(character) != std::u32string_view::npos;
  }
  return false;
}

std::u32string digits_in(std::u32string_view text) {
  std::u32string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_digit);
  return digits;
}

std::u32string with_hyphens(std::u32string_view digits) {
  std::u32string date;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i == 4 || i == 6) date.push_back(U'-');
    date.push_back(digits[i]);
  }
  return date;
}

std::string trimmed(std::u32string text) {
  std::erase_if(text, is_invisible);
  const auto first = text.find_first_not_of(U' ');
  if (first == std::u32string::npos) return {};
  const auto last = text.find_last_not_of(U' ');
  return utf8_of(std::u32string_view{text}.substr(first, std::min(last - first + 1, longest_kept)));
}

}  // namespace

LetterDraft typed(LetterDraft draft, LetterField field, std::string_view key) {
  const auto before = characters_of(draft[field]);
  const auto pressed = characters_of(is_kana_mark_key(key) ? std::string{key} : folded_width(key));
  if (!before || !pressed || pressed->empty()) return draft;
  std::u32string text = *before;
  const Writing writing = writing_of(field);
  if (is_kana_mark_key(key)) {
    if (!text.empty()) text.back() = with_kana_mark(text.back(), key);
    draft[field] = utf8_of(text);
    return draft;
  }
  if (writing == Writing::date) text = digits_in(text);
  for (const char32_t character : *pressed) {
    if (!fits(writing, character, text.empty()) || text.size() >= room_in(field)) return draft;
    text.push_back(character);
  }
  draft[field] = utf8_of(writing == Writing::date ? with_hyphens(text) : text);
  return draft;
}

LetterDraft erased(LetterDraft draft, LetterField field) {
  auto characters = characters_of(draft[field]);
  if (!characters || characters->empty()) {
    draft[field].clear();
    return draft;
  }
  const bool is_typed_date =
      writing_of(field) == Writing::date &&
      std::all_of(characters->begin(), characters->end(), [](char32_t c) { return is_digit(c) || c == U'-'; });
  if (is_typed_date) *characters = digits_in(*characters);
  if (!characters->empty()) characters->pop_back();
  draft[field] = utf8_of(is_typed_date ? with_hyphens(*characters) : *characters);
  return draft;
}

LetterDraft edited(LetterDraft draft, LetterField field, std::string_view text) {
  const auto characters = characters_of(folded_width(text));
  if (!characters) {
    draft[field] = "\uFFFD";  // bytes that are no text: shown as such, refused by the field's check
    return draft;
  }
  std::string kept = trimmed(*characters);
  const Writing writing = writing_of(field);
  if (writing == Writing::digits || writing == Writing::symbols) std::erase(kept, ' ');
  if (writing == Writing::date) {
    const auto written = date_as_written(kept);
    const auto date = written ? date_of(*written) : std::nullopt;
    if (date) kept = text_of(*date);
  }
  draft[field] = std::move(kept);
  return draft;
}

std::optional<LetterField> field_after(LetterField field) {
  if (field == last_letter_field) return std::nullopt;
  return static_cast<LetterField>(static_cast<int>(field) + 1);
}

std::optional<LetterField> field_before(LetterField field) {
  if (field == first_letter_field) return std::nullopt;
  return static_cast<LetterField>(static_cast<int>(field) - 1);
}

}  // namespace kiosk::checkin
