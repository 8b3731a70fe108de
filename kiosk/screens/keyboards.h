// Keyboards for the letter's fields: digits, katakana, Latin letters, and dates. Private to kiosk/screens.
#pragma once

#include "kiosk/checkin/letter.h"
#include "kiosk/screens/date_entry.h"
#include "kiosk/screens/screen.h"

namespace kiosk::screens {

/// The gojuon table, ten columns from right to left as it is taught, with voicing marks that change the last character.
Keypad kana_keypad(checkin::LetterField field, const std::string& typed);

/// A to Z in alphabetical order, with the signs that names and symbols use.
Keypad latin_keypad();

/// Digits with the eras above them. Each key sends the whole field.
Keypad date_keypad(checkin::LetterField field, const DateEntry& entry);

/// The text with its last kana changed by the mark: カ and ゛ give ガ, ハ and ゜ give パ, ヤ and 小 give ャ; pressing
/// again takes the mark away. Unchanged where the mark means nothing.
std::string marked(std::string text, std::string_view mark);

}  // namespace kiosk::screens
