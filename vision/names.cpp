// The names of hints, prompts and verdicts as they appear in reports and observation files.
#include "vision/face_hint.h"
#include "vision/face_verifier.h"
#include "vision/liveness_prompt.h"

namespace vision {

std::string_view name_of(FaceHint hint) {
  switch (hint) {
    case FaceHint::none:
      return "none";
    case FaceHint::come_into_view:
      return "come-into-view";
    case FaceHint::only_one_person:
      return "only-one-person";
    case FaceHint::come_closer:
      return "come-closer";
    case FaceHint::move_back:
      return "move-back";
    case FaceHint::move_to_centre:
      return "move-to-centre";
    case FaceHint::take_off_mask:
      return "take-off-mask";
    case FaceHint::take_off_sunglasses:
      return "take-off-sunglasses";
    case FaceHint::light_behind_you:
      return "light-behind-you";
    case FaceHint::too_dark:
      return "too-dark";
    case FaceHint::too_bright:
      return "too-bright";
    case FaceHint::look_straight:
      return "look-straight";
    case FaceHint::hold_still:
      return "hold-still";
    case FaceHint::open_eyes:
      return "open-eyes";
  }
  return "none";
}

std::string_view name_of(LivenessPrompt prompt) {
  switch (prompt) {
    case LivenessPrompt::turn_left:
      return "turn-left";
    case LivenessPrompt::turn_right:
      return "turn-right";
    case LivenessPrompt::nod:
      return "nod";
    case LivenessPrompt::blink:
      return "blink";
    case LivenessPrompt::come_closer:
      return "come-closer";
  }
  return "blink";
}

std::string_view name_of(LivenessPolicy policy) {
  switch (policy) {
    case LivenessPolicy::prompted:
      return "prompted";
    case LivenessPolicy::passive_first:
      return "passive-first";
    case LivenessPolicy::identity_only:
      return "identity-only";
  }
  return "prompted";
}

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::undecided:
      return "undecided";
    case Verdict::match:
      return "match";
    case Verdict::mismatch:
      return "mismatch";
    case Verdict::not_alive:
      return "not-alive";
  }
  return "undecided";
}

}  // namespace vision
