// A screen in words, in reading order: for the story that a replay tells, for tests, and for the spoken guidance.
#pragma once

#include <string>
#include <vector>

#include "kiosk/screens/catalog.h"
#include "kiosk/screens/screen.h"

namespace kiosk::screens {

/// One line of a screen. Hand-set line breaks are joined.
struct Line {
  enum class Kind { heading, text, notice, choice, field, fact } kind{};
  std::string words;
  std::string id;  ///< of the control, where the line is one
  bool operator==(const Line&) const = default;
};

/// Everything that is said on the screen. Keys of a keypad are left out, secrets are shown as dots, and a dialog's
/// lines replace the screen's.
std::vector<Line> lines_of(const Screen& screen, const Catalog& catalog);

/// The same as plain lines: headings as they are, controls in brackets, the main choice in double brackets.
std::vector<std::string> text_of(const Screen& screen, const Catalog& catalog);

}  // namespace kiosk::screens
