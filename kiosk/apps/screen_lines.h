// A screen as one line on stdout, for scripted fingers: which screen stands on the glass and where its controls are.
#pragma once

#include <string>

#include "kiosk/screens/layout.h"

namespace kiosk::apps {

/// "screen choosing-method 1080x1920 face=540,420 pin=540,640 …": the middle of every control that can be pressed.
/// Holds no word of the screen, so nothing that somebody typed or is called.
std::string line_of(const screens::Screen& screen, const screens::Layout& layout);

/// Prints each screen's line as soon as the screen takes presses.
void print_screen(const screens::Screen& screen, const screens::Layout& layout);

}  // namespace kiosk::apps
