// Rows: making sure that the holder of the card is the person in front of us, by face, PIN or staff.
#pragma once

#include "kiosk/checkin/rows/row.h"

namespace kiosk::checkin {
namespace {

Obstacle obstacle_of(FaceRejection why) {
  switch (why) {
    case FaceRejection::not_the_holder:
      return Obstacle::not_the_holder;
    case FaceRejection::no_usable_face:
      return Obstacle::no_usable_face;
    case FaceRejection::not_alive:
      return Obstacle::not_alive;
    case FaceRejection::no_camera:
      return Obstacle::no_camera;
    case FaceRejection::no_usable_photo:
      return Obstacle::no_usable_photo;
  }
  return Obstacle::no_usable_face;
}

/// What a failed way means for the face attempts: without a camera or a photo, another attempt is no help.
Step offer_other_ways(Context& c, const CardFacts& card, Obstacle why) {
  const bool face_is_possible = card.portrait && c.situation.camera_works && why != Obstacle::no_usable_photo;
  const int left = face_is_possible ? c.rules.face_attempts - c.memory.face_attempts_used : 0;
  return {OfferingOtherWays{card, why, left}, {}};
}

Step reject_face(Context& c, const CardFacts& card, FaceRejection why) {
  static constexpr const char* codes[] = {"face.not-the-holder", "face.no-usable-face", "face.not-alive",
                                          "face.no-camera", "face.no-usable-photo"};
  Step step = offer_other_ways(c, card, obstacle_of(why));
  step.effects.push_back(c.incident(codes[static_cast<int>(why)]));
  return step;
}

Step check_face(Context& c, const CardFacts& card) {
  if (!card.portrait) return reject_face(c, card, FaceRejection::no_usable_photo);
  if (!c.situation.camera_works) return reject_face(c, card, FaceRejection::no_camera);
  if (c.memory.face_attempts_used >= c.rules.face_attempts) return offer_other_ways(c, card, Obstacle::not_the_holder);
  const int attempt = ++c.memory.face_attempts_used;
  const Ticket ticket = c.next_ticket();
  return {CheckingFace{ticket, card, attempt, FaceHint::none, FacePrompt::none, 0, c.in(c.rules.face_time_limit)},
          {StartFaceCheck{ticket, attempt}}};
}

/// The person is who the card says. The face is not needed any more, so neither is the portrait.
Step prove_card(Context& c, CardFacts card, HowIdentified how, std::optional<VisualCheckReason> reason = std::nullopt) {
  card.portrait.reset();
  const Ticket ticket = c.next_ticket();
  return {ProvingCard{ticket, std::move(card), how, reason, c.in(c.rules.card_time_limit)}, {ProveCard{ticket, how}}};
}

Step enter_pin(Context& c, const CardFacts& card) {
  if (pin_tries_here(card) > 0) return {EnteringPin{card, {}, false}, {}};
  return offer_other_ways(c, card, Obstacle::pin_has_too_few_tries);
}

Step on(Context& c, const ChoosingMethod& s, const FaceChosen&) { return check_face(c, s.card); }
Step on(Context& c, const ChoosingMethod& s, const PinChosen&) { return enter_pin(c, s.card); }
Step on(Context&, const ChoosingMethod& s, const StaffCalled&) {
  return {AwaitingStaff{StaffReason::visual_check, s.card}, {CallStaff{StaffReason::visual_check}}};
}

Step on(Context&, CheckingFace s, const FaceHinted& e) {
  s.hint = e.hint;
  s.prompt = e.prompt;
  s.progress_percent = e.progress_percent;
  return {std::move(s), {}};
}
Step on(Context& c, const CheckingFace& s, const FaceMatched&) { return prove_card(c, s.card, HowIdentified::face); }
Step on(Context& c, const CheckingFace& s, const FaceRejected& e) { return reject_face(c, s.card, e.why); }
Step on(Context& c, const CheckingFace& s, const CameraLost&) {
  return reject_face(c, s.card, FaceRejection::no_camera);
}
Step on(Context& c, const CheckingFace& s, const PinChosen&) { return enter_pin(c, s.card); }
Step on(Context& c, const CheckingFace& s, const Tick&) {
  if (!c.is_past(s.give_up_at)) return {s, {}};
  return reject_face(c, s.card, FaceRejection::no_usable_face);
}

Step on(Context& c, const OfferingOtherWays& s, const FaceChosen&) { return check_face(c, s.card); }
Step on(Context& c, const OfferingOtherWays& s, const PinChosen&) { return enter_pin(c, s.card); }
Step on(Context&, const OfferingOtherWays& s, const StaffCalled&) {
  return {AwaitingStaff{StaffReason::visual_check, s.card}, {CallStaff{StaffReason::visual_check}}};
}
Step on(Context&, const OfferingOtherWays&, const NoCardChosen&) { return {ChoosingDocument{}, {}}; }

Step on(Context&, EnteringPin s, const KeyTyped& e) {
  const std::string& key = e.key.reveal();
  const bool is_digit = key.size() == 1 && key[0] >= '0' && key[0] <= '9';
  if (is_digit && s.digits.reveal().size() < 4) s.digits = base::SecretText(s.digits.reveal() + key);
  return {std::move(s), {}};
}
Step on(Context&, EnteringPin s, const KeyErased&) {
  if (!s.digits.empty()) s.digits = base::SecretText(s.digits.reveal().substr(0, s.digits.reveal().size() - 1));
  return {std::move(s), {}};
}
Step on(Context& c, const EnteringPin& s, const Continued&) {
  if (s.digits.reveal().size() != 4) return {s, {}};
  const Ticket ticket = c.next_ticket();
  return {VerifyingPin{ticket, s.card, c.in(c.rules.card_time_limit)}, {VerifyPin{ticket, s.digits}}};
}
Step on(Context&, const EnteringPin& s, const WentBack&) { return {ChoosingMethod{s.card}, {}}; }

Step on(Context& c, const VerifyingPin& s, const PinAccepted&) { return prove_card(c, s.card, HowIdentified::pin); }
Step on(Context& c, VerifyingPin s, const PinRejected& e) {
  s.card.pin_tries_left = e.tries_left;
  Step step = pin_tries_here(s.card) > 0 ? Step{EnteringPin{s.card, {}, true}, {}}
                                         : offer_other_ways(c, s.card, Obstacle::pin_has_too_few_tries);
  step.effects.push_back(c.incident("pin.wrong"));
  return step;
}
Step on(Context& c, const VerifyingPin&, const CardFailed& e) {
  return {ExplainingCard{e.trouble, std::nullopt}, {c.incident(e.code)}};
}
Step on(Context& c, const VerifyingPin& s, const Tick&) {
  if (!c.is_past(s.give_up_at)) return {s, {}};
  return {ExplainingCard{CardTrouble::too_slow, std::nullopt}, {c.incident("card.too-slow")}};
}

Step on(Context& c, const AwaitingStaff& s, const WentBack&) {
  if (s.card) return {ChoosingMethod{*s.card}, {}};
  return {end_of_visit(c), {}};
}
Step on(Context&, const AwaitingStaff& s, const StaffArrived&) {
  if (!s.card) return {s, {}};
  return {EnteringStaffPasscode{*s.card, {}, false, 0}, {}};
}
Step on(Context&, EnteringStaffPasscode s, const KeyTyped& e) {
  if (s.digits.reveal().size() < 4) s.digits = base::SecretText(s.digits.reveal() + e.key.reveal());
  return {std::move(s), {}};
}
Step on(Context&, EnteringStaffPasscode s, const KeyErased&) {
  if (!s.digits.empty()) s.digits = base::SecretText(s.digits.reveal().substr(0, s.digits.reveal().size() - 1));
  return {std::move(s), {}};
}
Step on(Context& c, EnteringStaffPasscode s, const Continued&) {
  if (s.digits == c.rules.staff_passcode) return {ConfirmingVisually{s.card}, {}};
  ++s.attempts;
  if (s.attempts >= 3) {
    return {AwaitingStaff{StaffReason::visual_check, s.card}, {c.incident("staff.passcode-wrong-three-times")}};
  }
  s.digits.clear();
  s.wrong = true;
  return {std::move(s), {}};
}
Step on(Context&, const EnteringStaffPasscode& s, const WentBack&) {
  return {AwaitingStaff{StaffReason::visual_check, s.card}, {}};
}
Step on(Context& c, const ConfirmingVisually& s, const VisualCheckConfirmed& e) {
  return prove_card(c, s.card, HowIdentified::staff, e.reason);
}
Step on(Context&, const ConfirmingVisually& s, const WentBack&) {
  return {AwaitingStaff{StaffReason::visual_check, s.card}, {}};
}

}  // namespace
}  // namespace kiosk::checkin
