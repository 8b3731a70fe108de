// Screens that make sure who the person is: by face or by PIN, and what else there is.
#include "kiosk/screens/parts.h"
#include "kiosk/screens/topic_screens.h"

namespace kiosk::screens {

using namespace checkin;

namespace {

bool pin_is_possible(const CardFacts& card) { return pin_tries_here(card) > 0; }

Choice pin_choice(const CardFacts& card, Role role) {
  return {"pin",       {"method.pin"}, Words{"method.pin-how", {number("tries", pin_tries_here(card))}},
          PinChosen{}, role,           Drawing::pin};
}

Choice staff_choice(Role role) {
  return {"staff", {"method.staff"}, Words{"method.staff-how"}, StaffCalled{}, role, Drawing::staff};
}

Words instruction(FaceHint hint) {
  switch (hint) {
    case FaceHint::none:
      return {"face.frame"};
    case FaceHint::no_face:
      return {"face.no-face"};
    case FaceHint::several_faces:
      return {"face.several-faces"};
    case FaceHint::come_closer:
      return {"face.come-closer"};
    case FaceHint::step_back:
      return {"face.step-back"};
    case FaceHint::centre:
      return {"face.centre"};
    case FaceHint::look_straight:
      return {"face.look-straight"};
    case FaceHint::too_dark:
      return {"face.too-dark"};
    case FaceHint::too_bright:
      return {"face.too-bright"};
    case FaceHint::light_behind:
      return {"face.light-behind"};
    case FaceHint::hold_still:
      return {"face.hold-still"};
    case FaceHint::open_eyes:
      return {"face.open-eyes"};
    case FaceHint::take_off_mask:
      return {"face.take-off-mask"};
    case FaceHint::uncover_face:
      return {"face.uncover-face"};
  }
  __builtin_unreachable();
}

Words instruction(FacePrompt prompt, FaceHint hint) {
  switch (prompt) {
    case FacePrompt::none:
      return instruction(hint);
    case FacePrompt::turn_left:
      return {"face.turn-left"};
    case FacePrompt::turn_right:
      return {"face.turn-right"};
    case FacePrompt::nod:
      return {"face.nod"};
    case FacePrompt::blink:
      return {"face.blink"};
    case FacePrompt::come_closer:
      return {"face.come-closer"};
  }
  __builtin_unreachable();
}

Words reason(Obstacle why) {
  switch (why) {
    case Obstacle::not_the_holder:
      return {"other-ways.not-the-holder"};
    case Obstacle::no_usable_face:
      return {"other-ways.no-usable-face"};
    case Obstacle::not_alive:
      return {"other-ways.not-alive"};
    case Obstacle::no_camera:
      return {"other-ways.no-camera"};
    case Obstacle::no_usable_photo:
      return {"other-ways.no-usable-photo"};
    case Obstacle::pin_has_too_few_tries:
      return {"other-ways.pin-has-too-few-tries"};
  }
  __builtin_unreachable();
}

}  // namespace

Screen screen_of(const ChoosingMethod& state, const Situation& situation, const View&) {
  Screen screen{"choosing-method"};
  screen.steps = Steps{2};
  screen.content = {Heading{{"method.title"}}};
  const bool face_is_possible = state.card.portrait && situation.camera_works;
  if (face_is_possible) {
    screen.content.push_back(
        Choice{"face", {"method.face"}, Words{"method.face-how"}, FaceChosen{}, Role::primary, Drawing::face});
  } else {
    const Words why = state.card.portrait ? Words{"method.no-camera"} : Words{"method.no-photo"};
    screen.content.push_back(Notice{why, Tone::caution});
  }
  const bool pin = pin_is_possible(state.card);
  if (pin) screen.content.push_back(pin_choice(state.card, face_is_possible ? Role::secondary : Role::primary));
  screen.content.push_back(staff_choice(face_is_possible || pin ? Role::secondary : Role::primary));
  screen.ways_out = usual_ways_out();
  return screen;
}

Screen screen_of(const CheckingFace& state, const Situation&, const View&) {
  Screen screen{"checking-face"};
  screen.steps = Steps{2};
  screen.content = {Heading{instruction(state.prompt, state.hint)},
                    CameraView{state.hint, state.prompt, state.progress_percent},
                    Paragraph{{"face.privacy"}, Paragraph::Size::small}};
  if (pin_is_possible(state.card)) {
    screen.actions = {{"use-pin", {"face.use-pin"}, PinChosen{}, Role::secondary, Drawing::pin}};
  }
  screen.ways_out = usual_ways_out();
  return screen;
}

Screen screen_of(const OfferingOtherWays& state, const Situation& situation, const View&) {
  Screen screen{"offering-other-ways"};
  screen.tone = Tone::caution;
  screen.steps = Steps{2};
  screen.content = {Heading{{"other-ways.title"}}, Paragraph{reason(state.why)}};
  const bool pin = pin_is_possible(state.card) && state.why != Obstacle::pin_has_too_few_tries;
  if (pin) screen.content.push_back(pin_choice(state.card, Role::primary));
  if (state.attempts_left > 0 && state.card.portrait && situation.camera_works) {
    screen.content.push_back(Choice{"face-again",
                                    {"other-ways.face-again"},
                                    Words{"other-ways.attempts", {number("attempts", state.attempts_left)}},
                                    FaceChosen{},
                                    Role::secondary,
                                    Drawing::face});
  }
  screen.content.push_back(staff_choice(pin ? Role::secondary : Role::primary));
  screen.content.push_back(
      Choice{"use-letter", {"action.use-letter"}, std::nullopt, NoCardChosen{}, Role::secondary, Drawing::letter});
  screen.ways_out = usual_ways_out();
  return screen;
}

Screen screen_of(const EnteringPin& state, const Situation&, const View&) {
  Screen screen{"entering-pin"};
  screen.steps = Steps{2};
  const int typed = static_cast<int>(state.digits.reveal().size());
  const int tries = pin_tries_here(state.card);
  screen.content = {Heading{{"pin.title"}}};
  if (state.wrong) {
    screen.tone = Tone::caution;
    screen.content.push_back(Notice{{"pin.wrong"}, Tone::problem});
  } else {
    screen.content.push_back(Paragraph{{"pin.which"}, Paragraph::Size::small});
  }
  screen.content.push_back(tries <= 1 ? Notice{{"pin.last-try"}, Tone::caution}
                                      : Notice{{"pin.tries", {number("tries", tries)}}, Tone::calm});
  screen.content.push_back(Field{Field::Hidden{typed, 4}, Words{"pin.typed", {number("count", typed)}}});
  screen.content.push_back(digit_keypad(Keypad::Privacy::secret));
  screen.actions = {next()};
  screen.ways_out = ways_back();
  return screen;
}

Screen screen_of(const VerifyingPin&, const Situation&, const View&) {
  return waiting_screen("verifying-pin", {"pin.verifying"}, {"reading-card.stay"}, 2);
}

}  // namespace kiosk::screens
