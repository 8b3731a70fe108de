// Keyboards for the letter's fields.
#include "kiosk/screens/keyboards.h"

#include <array>

#include "kiosk/screens/parts.h"

namespace kiosk::screens {
namespace {

using checkin::FieldEdited;
using checkin::KeyTyped;
using checkin::LetterField;

Key typing_key(std::string_view text) {
  const std::string label(text);
  return {"key." + label, label, std::nullopt, KeyTyped{base::SecretText(label)}, {}};
}

Key erase_key() { return {"key.erase", "⌫", Words{"action.erase"}, checkin::KeyErased{}, {}}; }
Key space_key() { return {"key.space", "␣", Words{"action.space"}, KeyTyped{base::SecretText(" ")}, {}}; }

/// Pairs of kana that a mark turns into each other.
struct Marking {
  std::string_view mark;
  std::string_view plain;
  std::string_view changed;
};
constexpr std::array markings = {
    Marking{"゛", "カキクケコサシスセソタチツテトハヒフヘホウ", "ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ"},
    Marking{"゜", "ハヒフヘホ", "パピプペポ"},
    Marking{"小", "アイウエオツヤユヨワ", "ァィゥェォッャュョヮ"},
};
constexpr std::size_t kana_bytes = 3;  // every katakana is three bytes of UTF-8

std::string swapped(const std::string& text, std::string_view from, std::string_view to) {
  const std::string last = text.substr(text.size() - kana_bytes);
  for (std::size_t at = 0; at + kana_bytes <= from.size(); at += kana_bytes) {
    if (from.substr(at, kana_bytes) == last) {
      return text.substr(0, text.size() - kana_bytes) + std::string(to.substr(at, kana_bytes));
    }
  }
  return text;
}

std::vector<std::optional<Key>> row_of(std::initializer_list<std::string_view> labels) {
  std::vector<std::optional<Key>> row;
  for (const auto label : labels) row.push_back(label.empty() ? std::nullopt : std::optional(typing_key(label)));
  return row;
}

Key field_key(LetterField field, std::string id, std::string label, const DateEntry& becomes) {
  return {std::move(id), std::move(label), std::nullopt, FieldEdited{field, draft_of(becomes)}, {}};
}

std::vector<std::optional<Key>> era_row(LetterField field, const DateEntry& entry) {
  std::vector<std::optional<Key>> row;
  for (const auto count :
       {YearCount::reiwa, YearCount::heisei, YearCount::showa, YearCount::taisho, YearCount::western}) {
    const bool is_past_only = count != YearCount::reiwa && count != YearCount::western;
    if (field != LetterField::birth_date && is_past_only) continue;
    DateEntry becomes{count, count == entry.count ? entry.digits : ""};
    Key key = field_key(field, "era." + std::to_string(static_cast<int>(count)), std::string(era_name(count)), becomes);
    if (count == YearCount::western) key.words = Words{"letter.western"};
    key.standing = count == entry.count ? Option::Standing::in_force : Option::Standing::offered;
    row.push_back(key);
  }
  return row;
}

}  // namespace

std::string marked(std::string text, std::string_view mark) {
  if (text.size() < kana_bytes) return text;
  for (const Marking& marking : markings) {
    if (marking.mark != mark) continue;
    const std::string changed = swapped(text, marking.plain, marking.changed);
    return changed != text ? changed : swapped(text, marking.changed, marking.plain);
  }
  return text;
}

Keypad kana_keypad(LetterField field, const std::string& typed) {
  Keypad keypad;
  keypad.rows = {row_of({"ワ", "ラ", "ヤ", "マ", "ハ", "ナ", "タ", "サ", "カ", "ア"}),
                 row_of({"", "リ", "", "ミ", "ヒ", "ニ", "チ", "シ", "キ", "イ"}),
                 row_of({"ヲ", "ル", "ユ", "ム", "フ", "ヌ", "ツ", "ス", "ク", "ウ"}),
                 row_of({"", "レ", "", "メ", "ヘ", "ネ", "テ", "セ", "ケ", "エ"}),
                 row_of({"ン", "ロ", "ヨ", "モ", "ホ", "ノ", "ト", "ソ", "コ", "オ"})};
  std::vector<std::optional<Key>> marks;
  for (const Marking& marking : markings) {
    const std::string label(marking.mark);
    marks.push_back(Key{"key." + label, label, std::nullopt, FieldEdited{field, marked(typed, marking.mark)}, {}});
  }
  marks.push_back(typing_key("ー"));
  marks.push_back(space_key());
  marks.push_back(erase_key());
  keypad.rows.push_back(std::move(marks));
  return keypad;
}

Keypad latin_keypad() {
  Keypad keypad;
  keypad.rows = {row_of({"A", "B", "C", "D", "E", "F", "G", "H", "I"}),
                 row_of({"J", "K", "L", "M", "N", "O", "P", "Q", "R"}),
                 row_of({"S", "T", "U", "V", "W", "X", "Y", "Z", "-"}), row_of({"'", "."})};
  keypad.rows.back().push_back(space_key());
  keypad.rows.back().push_back(erase_key());
  return keypad;
}

Keypad date_keypad(LetterField field, const DateEntry& entry) {
  Keypad keypad;
  keypad.rows.push_back(era_row(field, entry));
  const auto digit = [&](char c) {
    DateEntry becomes = entry;
    if (becomes.digits.size() < full_length(entry.count)) becomes.digits.push_back(c);
    return field_key(field, std::string("key.") + c, std::string(1, c), becomes);
  };
  keypad.rows.push_back({digit('1'), digit('2'), digit('3')});
  keypad.rows.push_back({digit('4'), digit('5'), digit('6')});
  keypad.rows.push_back({digit('7'), digit('8'), digit('9')});
  DateEntry shorter = entry;
  if (!shorter.digits.empty()) shorter.digits.pop_back();
  Key erase = field_key(field, "key.erase", "⌫", shorter);
  erase.words = Words{"action.erase"};
  keypad.rows.push_back({std::nullopt, digit('0'), erase});
  return keypad;
}

}  // namespace kiosk::screens
