// Speech: what the spoken guidance says of a screen. Structural privacy: words that hold a name, a number or a date of
// a person are never said, and the keys of a secret keypad have nothing to say.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/screens/screen.h"

namespace kiosk::screens {

/// One thing to say: a sentence of the person's language, a language's own name, or the label of a key.
struct Phrase {
  std::optional<Words> words = {};
  std::string language = {};  ///< set: the name of this language, said in it
  std::string label = {};     ///< set: a character on an open keypad
  bool operator==(const Phrase&) const = default;
};

/// True when nothing in it belongs to one person. The number people are called by is called aloud anyway.
bool may_be_spoken(const Words& words);

/// What is said when the screen comes: headings, paragraphs, notices, how much was typed; under a dialog the dialog's.
std::vector<Phrase> said_on_arrival(const Screen& screen);

/// What is said of a control when the focus comes to it. Empty only for the keys of a secret keypad.
std::vector<Phrase> said_of_control(const Screen& screen, std::string_view id);

}  // namespace kiosk::screens
