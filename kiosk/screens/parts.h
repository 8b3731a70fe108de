// Parts that many screens share: ways out, keypads, the remark about tries left. Private to kiosk/screens.
#pragma once

#include <string>
#include <vector>

#include "kiosk/screens/screen.h"

namespace kiosk::screens {

Button stop();
Button back();
Button call_staff();

/// Stop and call staff: the ways out of nearly every screen.
std::vector<Button> usual_ways_out();

/// Back and call staff, inside a chain of questions.
std::vector<Button> ways_back();

Button next();

/// Digits 1 to 9, then erase, 0. Each key sends KeyTyped.
Keypad digit_keypad(Keypad::Privacy privacy);

/// A screen that only waits.
Screen waiting_screen(std::string id, Words heading, Words paragraph, int step);

Argument number(std::string name, std::int64_t value);
Argument text(std::string name, std::string value);
Argument date(std::string name, checkin::Date value);

}  // namespace kiosk::screens
