// Parts that many screens share.
#include "kiosk/screens/parts.h"

namespace kiosk::screens {
namespace {

Key digit_key(char digit) {
  const std::string label(1, digit);
  return {"key." + label, label, std::nullopt, checkin::KeyTyped{base::SecretText(label)}, {}};
}

}  // namespace

Button stop() { return {"stop", {"action.stop"}, checkin::Cancelled{}, Role::quiet}; }
Button back() { return {"back", {"action.back"}, checkin::WentBack{}, Role::quiet}; }
Button call_staff() {
  return {"call-staff", {"action.call-staff"}, checkin::StaffCalled{}, Role::quiet, Drawing::staff};
}

std::vector<Button> usual_ways_out() { return {stop(), call_staff()}; }
std::vector<Button> ways_back() { return {back(), stop(), call_staff()}; }

Button next() { return {"next", {"action.next"}, checkin::Continued{}, Role::primary}; }

Keypad digit_keypad(Keypad::Privacy privacy) {
  Keypad keypad;
  keypad.privacy = privacy;
  for (char first = '1'; first <= '7'; first = static_cast<char>(first + 3)) {
    keypad.rows.push_back(
        {digit_key(first), digit_key(static_cast<char>(first + 1)), digit_key(static_cast<char>(first + 2))});
  }
  keypad.rows.push_back(
      {std::nullopt, digit_key('0'), Key{"key.erase", "⌫", Words{"action.erase"}, checkin::KeyErased{}, {}}});
  return keypad;
}

Screen waiting_screen(std::string id, Words heading, Words paragraph, int step) {
  Screen screen{std::move(id)};
  screen.steps = Steps{step};
  screen.content = {Heading{std::move(heading)}, Paragraph{std::move(paragraph)}, Spinner{}};
  screen.ways_out = usual_ways_out();
  return screen;
}

Argument number(std::string name, std::int64_t value) { return {std::move(name), value}; }
Argument text(std::string name, std::string value) { return {std::move(name), std::move(value)}; }
Argument date(std::string name, checkin::Date value) { return {std::move(name), value}; }

}  // namespace kiosk::screens
