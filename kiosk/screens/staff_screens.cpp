// Screens while staff is on the way, and those that staff uses: passcode, and the check by eye.
#include "kiosk/screens/parts.h"
#include "kiosk/screens/topic_screens.h"

namespace kiosk::screens {

using namespace checkin;

namespace {

Words reason(StaffReason why) {
  switch (why) {
    case StaffReason::asked_by_person:
      return {"staff.asked-by-person"};
    case StaffReason::visual_check:
      return {"staff.visual-check"};
    case StaffReason::not_eligible:
      return {"staff.not-eligible"};
    case StaffReason::device_trouble:
      return {"staff.device-trouble"};
    case StaffReason::card_trouble:
      return {"staff.card-trouble"};
  }
  __builtin_unreachable();
}

Choice reason_choice(std::string id, TextKey words, VisualCheckReason reason) {
  return {std::move(id), {words}, std::nullopt, VisualCheckConfirmed{reason}, Role::secondary, Drawing::none};
}

}  // namespace

Screen screen_of(const AwaitingStaff& state, const Situation&, const View&) {
  Screen screen{"awaiting-staff"};
  screen.content = {Heading{{"staff.title"}}, Paragraph{reason(state.reason)}, Paragraph{{"staff.wait"}},
                    Picture{Drawing::staff}};
  screen.actions = {{"continue-alone", {"staff.continue-alone"}, WentBack{}, Role::secondary}};
  screen.ways_out = {stop()};
  if (state.card) screen.ways_out.push_back({"staff-arrived", {"staff.arrived"}, StaffArrived{}, Role::quiet});
  return screen;
}

Screen screen_of(const EnteringStaffPasscode& state, const Situation&, const View&) {
  Screen screen{"entering-staff-passcode"};
  screen.audience = Audience::staff;
  screen.content = {Heading{{"staff-passcode.title"}}};
  if (state.wrong) screen.content.push_back(Notice{{"staff-passcode.wrong"}, Tone::problem});
  screen.content.push_back(Field{Field::Hidden{static_cast<int>(state.digits.reveal().size()), 4}, std::nullopt});
  screen.content.push_back(digit_keypad(Keypad::Privacy::secret));
  screen.actions = {next()};
  screen.ways_out = {back(), stop()};
  return screen;
}

Screen screen_of(const ConfirmingVisually& state, const Situation&, const View&) {
  Screen screen{"confirming-visually"};
  screen.audience = Audience::staff;
  screen.content = {
      Heading{{"visual-check.title"}},
      Paragraph{{"visual-check.who", {text("name", state.card.name), date("birth_date", state.card.birth_date)}}},
      reason_choice("face-not-confirmed", "visual-check.face-not-confirmed", VisualCheckReason::face_not_confirmed),
      reason_choice("pin-forgotten-or-locked", "visual-check.pin-forgotten-or-locked",
                    VisualCheckReason::pin_forgotten_or_locked),
      reason_choice("cannot-use-machine", "visual-check.cannot-use-machine", VisualCheckReason::cannot_use_machine),
      reason_choice("device-trouble", "visual-check.device-trouble", VisualCheckReason::device_trouble)};
  screen.ways_out = {back(), stop()};
  return screen;
}

}  // namespace kiosk::screens
