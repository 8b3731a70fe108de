// Keyboards for the letter's fields: digits, katakana, Latin letters, and dates. Private to kiosk/screens.
#pragma once

#include "kiosk/checkin/letter.h"
#include "kiosk/screens/date_entry.h"
#include "kiosk/screens/screen.h"

namespace kiosk::screens {

/// The gojuon table, ten columns from right to left as it is taught, with voicing marks that change the last character.
Keypad kana_keypad();

/// A to Z in alphabetical order, with the signs that names and symbols use.
Keypad latin_keypad();

/// Digits with the eras above them. Each key sends the whole field.
Keypad date_keypad(checkin::LetterField field, const DateEntry& entry);

}  // namespace kiosk::screens
