// Keyboards for the letter's fields.
#include "kiosk/screens/keyboards.h"

#include <array>

#include "kiosk/checkin/written_text.h"
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

std::vector<std::optional<Key>> row_of(std::initializer_list<std::string_view> labels) {
  std::vector<std::optional<Key>> row;
  for (const auto label : labels) row.push_back(label.empty() ? std::nullopt : std::optional(typing_key(label)));
  return row;
}

Key field_key(LetterField field, std::string id, std::string label, const DateEntry& becomes) {
  return {std::move(id), std::move(label), std::nullopt, FieldEdited{field, draft_of(becomes)}, {}};
}

std::vector<std::optional<Key>> era_row(LetterField field, const DateEntry& entry) {
  using checkin::Era;
  std::vector<std::optional<Key>> row;
  for (const Era era : {Era::taisho, Era::showa, Era::heisei, Era::reiwa, Era::western}) {
    const bool is_over = era != Era::reiwa && era != Era::western;
    if (field != LetterField::birth_date && is_over) continue;
    const DateEntry becomes{era, era == entry.era ? entry.digits : ""};
    const std::string id = era == Era::western ? "western" : std::string(checkin::era_name(era));
    Key key = field_key(field, "era." + id, std::string(checkin::era_name(era)), becomes);
    if (era == Era::western) key.words = Words{"letter.western"};
    key.standing = era == entry.era ? Option::Standing::in_force : Option::Standing::offered;
    row.push_back(std::move(key));
  }
  return row;
}

/// Letters of municipal insurance end on 31 July: once the year stands there, one key types the rest.
std::optional<Key> end_of_july_key(LetterField field, const DateEntry& entry) {
  if (field != LetterField::valid_until || entry.digits.size() + 4 != full_length(entry.era)) return std::nullopt;
  return field_key(field, "key.end-of-july", "7/31", {entry.era, entry.digits + "0731"});
}

}  // namespace

Keypad kana_keypad() {
  Keypad keypad;
  keypad.rows = {row_of({"ワ", "ラ", "ヤ", "マ", "ハ", "ナ", "タ", "サ", "カ", "ア"}),
                 row_of({"", "リ", "", "ミ", "ヒ", "ニ", "チ", "シ", "キ", "イ"}),
                 row_of({"ヲ", "ル", "ユ", "ム", "フ", "ヌ", "ツ", "ス", "ク", "ウ"}),
                 row_of({"", "レ", "", "メ", "ヘ", "ネ", "テ", "セ", "ケ", "エ"}),
                 row_of({"ン", "ロ", "ヨ", "モ", "ホ", "ノ", "ト", "ソ", "コ", "オ"})};
  keypad.rows.push_back(row_of({checkin::voiced_key, checkin::half_voiced_key, checkin::small_key, "ー"}));
  keypad.rows.back().push_back(space_key());
  keypad.rows.back().push_back(erase_key());
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
    if (becomes.digits.size() < full_length(entry.era)) becomes.digits.push_back(c);
    return field_key(field, std::string("key.") + c, std::string(1, c), becomes);
  };
  keypad.rows.push_back({digit('1'), digit('2'), digit('3')});
  keypad.rows.push_back({digit('4'), digit('5'), digit('6')});
  keypad.rows.push_back({digit('7'), digit('8'), digit('9')});
  DateEntry shorter = entry;
  if (!shorter.digits.empty()) shorter.digits.pop_back();
  Key erase = field_key(field, "key.erase", "⌫", shorter);
  erase.words = Words{"action.erase"};
  keypad.rows.push_back({end_of_july_key(field, entry), digit('0'), erase});
  return keypad;
}

}  // namespace kiosk::screens
