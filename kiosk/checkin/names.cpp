#include "kiosk/checkin/names.h"

#include <array>

namespace kiosk::checkin {
namespace {

// In the order of the variants; a forgotten name does not compile.
constexpr std::array<std::string_view, std::variant_size_v<StateAlternatives>> state_names = {"Welcome",
                                                                                              "ReadingCard",
                                                                                              "EnteringCheckNumber",
                                                                                              "ChoosingMethod",
                                                                                              "CheckingFace",
                                                                                              "OfferingOtherWays",
                                                                                              "EnteringPin",
                                                                                              "VerifyingPin",
                                                                                              "AwaitingStaff",
                                                                                              "EnteringStaffPasscode",
                                                                                              "ConfirmingVisually",
                                                                                              "ProvingCard",
                                                                                              "ChoosingDocument",
                                                                                              "ExplainingDocument",
                                                                                              "EnteringLetter",
                                                                                              "ReadingLetter",
                                                                                              "ReviewingLetter",
                                                                                              "CheckingEligibility",
                                                                                              "ExplainingOutage",
                                                                                              "OfferingRegistration",
                                                                                              "RegisteringCard",
                                                                                              "ChoosingInsurer",
                                                                                              "ExplainingIneligibility",
                                                                                              "AskingConsent",
                                                                                              "AskingPrescription",
                                                                                              "RecordingVisit",
                                                                                              "CheckedIn",
                                                                                              "ExplainingCard",
                                                                                              "ExplainingTrouble",
                                                                                              "TakingCard"};
constexpr std::array<std::string_view, std::variant_size_v<EventAlternatives>> event_names = {"CardInserted",
                                                                                              "CardRemoved",
                                                                                              "CheckNumberNeeded",
                                                                                              "CardRead",
                                                                                              "CardReadFailed",
                                                                                              "PinAccepted",
                                                                                              "PinRejected",
                                                                                              "CardProved",
                                                                                              "CardFailed",
                                                                                              "ReaderLost",
                                                                                              "ReaderFound",
                                                                                              "FaceHinted",
                                                                                              "FaceMatched",
                                                                                              "FaceRejected",
                                                                                              "LetterHinted",
                                                                                              "LetterRead",
                                                                                              "LetterNotRead",
                                                                                              "CameraLost",
                                                                                              "CameraFound",
                                                                                              "EligibilityKnown",
                                                                                              "EligibilityUnavailable",
                                                                                              "CardRegistered",
                                                                                              "RegistrationFailed",
                                                                                              "VisitRecorded",
                                                                                              "VisitNotRecorded",
                                                                                              "FaceChosen",
                                                                                              "PinChosen",
                                                                                              "StaffCalled",
                                                                                              "NoCardChosen",
                                                                                              "DocumentChosen",
                                                                                              "LetterCameraChosen",
                                                                                              "KeyTyped",
                                                                                              "KeyErased",
                                                                                              "FieldEdited",
                                                                                              "FieldChosen",
                                                                                              "Continued",
                                                                                              "WentBack",
                                                                                              "Cancelled",
                                                                                              "RegistrationAnswered",
                                                                                              "InsurerChosen",
                                                                                              "AllAgreed",
                                                                                              "AllDeclined",
                                                                                              "OneByOneChosen",
                                                                                              "ConsentAnswered",
                                                                                              "PrescriptionChosen",
                                                                                              "TimeExtended",
                                                                                              "PresentationChosen",
                                                                                              "StaffArrived",
                                                                                              "VisualCheckConfirmed",
                                                                                              "Tick"};
constexpr std::array<std::string_view, std::variant_size_v<Effect>> effect_names = {
    "ReadCard",      "VerifyPin",    "ProveCard",  "ReleaseCard",       "PrepareFaceReference", "StartFaceCheck",
    "StopFaceCheck", "ForgetFace",   "ReadLetter", "StopReadingLetter", "AskEligibility",       "RegisterCard",
    "RecordVisit",   "NoteIncident", "CallStaff",  "SoundCardAlarm"};
static_assert(!state_names.back().empty() && !event_names.back().empty() && !effect_names.back().empty());

}  // namespace

std::string_view name_of(const State& state) { return state_names[state.index()]; }
std::string_view name_of(const Event& event) { return event_names[event.index()]; }
std::string_view name_of(const Effect& effect) { return effect_names[effect.index()]; }

std::string_view name_of(CardTrouble value) {
  switch (value) {
    case CardTrouble::not_a_my_number_card:
      return "not-a-my-number-card";
    case CardTrouble::unreadable:
      return "unreadable";
    case CardTrouble::pulled_too_early:
      return "pulled-too-early";
    case CardTrouble::in_use:
      return "in-use";
    case CardTrouble::too_slow:
      return "too-slow";
    case CardTrouble::check_number_blocked:
      return "check-number-blocked";
    case CardTrouble::pin_blocked:
      return "pin-blocked";
    case CardTrouble::not_genuine:
      return "not-genuine";
    case CardTrouble::expired:
      return "expired";
    case CardTrouble::certificate_expired:
      return "certificate-expired";
    case CardTrouble::reader_lost:
      return "reader-lost";
  }
  return "?";
}

std::string_view name_of(FaceHint value) {
  switch (value) {
    case FaceHint::none:
      return "none";
    case FaceHint::no_face:
      return "no-face";
    case FaceHint::several_faces:
      return "several-faces";
    case FaceHint::come_closer:
      return "come-closer";
    case FaceHint::step_back:
      return "step-back";
    case FaceHint::centre:
      return "centre";
    case FaceHint::look_straight:
      return "look-straight";
    case FaceHint::too_dark:
      return "too-dark";
    case FaceHint::too_bright:
      return "too-bright";
    case FaceHint::light_behind:
      return "light-behind";
    case FaceHint::hold_still:
      return "hold-still";
    case FaceHint::open_eyes:
      return "open-eyes";
    case FaceHint::take_off_mask:
      return "take-off-mask";
    case FaceHint::uncover_face:
      return "uncover-face";
  }
  return "?";
}

std::string_view name_of(FacePrompt value) {
  switch (value) {
    case FacePrompt::none:
      return "none";
    case FacePrompt::turn_left:
      return "turn-left";
    case FacePrompt::turn_right:
      return "turn-right";
    case FacePrompt::nod:
      return "nod";
    case FacePrompt::blink:
      return "blink";
    case FacePrompt::come_closer:
      return "come-closer";
  }
  return "?";
}

std::string_view name_of(FaceRejection value) {
  switch (value) {
    case FaceRejection::not_the_holder:
      return "not-the-holder";
    case FaceRejection::no_usable_face:
      return "no-usable-face";
    case FaceRejection::not_alive:
      return "not-alive";
    case FaceRejection::no_camera:
      return "no-camera";
    case FaceRejection::no_usable_photo:
      return "no-usable-photo";
  }
  return "?";
}

std::string_view name_of(Obstacle value) {
  switch (value) {
    case Obstacle::not_the_holder:
      return "not-the-holder";
    case Obstacle::no_usable_face:
      return "no-usable-face";
    case Obstacle::not_alive:
      return "not-alive";
    case Obstacle::no_camera:
      return "no-camera";
    case Obstacle::no_usable_photo:
      return "no-usable-photo";
    case Obstacle::pin_has_too_few_tries:
      return "pin-has-too-few-tries";
  }
  return "?";
}

std::string_view name_of(HowIdentified value) {
  switch (value) {
    case HowIdentified::face:
      return "face";
    case HowIdentified::pin:
      return "pin";
    case HowIdentified::staff:
      return "staff";
    case HowIdentified::letter:
      return "letter";
  }
  return "?";
}

std::string_view name_of(Sex value) {
  switch (value) {
    case Sex::not_known:
      return "not-known";
    case Sex::male:
      return "male";
    case Sex::female:
      return "female";
  }
  return "?";
}

std::string_view name_of(ConsentItem value) {
  switch (value) {
    case ConsentItem::diagnosis:
      return "diagnosis";
    case ConsentItem::operation:
      return "operation";
    case ConsentItem::medication:
      return "medication";
    case ConsentItem::checkup:
      return "checkup";
    case ConsentItem::specific_disease:
      return "specific-disease";
    case ConsentItem::medical_subsidy:
      return "medical-subsidy";
    case ConsentItem::high_cost_limit:
      return "high-cost-limit";
  }
  return "?";
}

std::string_view name_of(ConsentDecision value) {
  switch (value) {
    case ConsentDecision::agreed:
      return "agreed";
    case ConsentDecision::declined:
      return "declined";
  }
  return "?";
}

std::string_view name_of(LetterField value) {
  switch (value) {
    case LetterField::insurer_number:
      return "insurer-number";
    case LetterField::symbol:
      return "symbol";
    case LetterField::number:
      return "number";
    case LetterField::branch:
      return "branch";
    case LetterField::name:
      return "name";
    case LetterField::birth_date:
      return "birth-date";
    case LetterField::valid_from:
      return "valid-from";
    case LetterField::valid_until:
      return "valid-until";
    case LetterField::burden_ratio:
      return "burden-ratio";
  }
  return "?";
}

std::string_view name_of(LetterHint value) {
  switch (value) {
    case LetterHint::none:
      return "none";
    case LetterHint::no_page:
      return "no-page";
    case LetterHint::too_dark:
      return "too-dark";
    case LetterHint::come_closer:
      return "come-closer";
    case LetterHint::hold_still:
      return "hold-still";
    case LetterHint::reading:
      return "reading";
  }
  return "";
}

std::string_view name_of(LetterProblem value) {
  switch (value) {
    case LetterProblem::missing:
      return "missing";
    case LetterProblem::not_a_number:
      return "not-a-number";
    case LetterProblem::wrong_length:
      return "wrong-length";
    case LetterProblem::check_digit:
      return "check-digit";
    case LetterProblem::impossible_date:
      return "impossible-date";
    case LetterProblem::in_the_future:
      return "in-the-future";
    case LetterProblem::expired:
      return "expired";
    case LetterProblem::not_yet_valid:
      return "not-yet-valid";
    case LetterProblem::longer_than_five_years:
      return "longer-than-five-years";
    case LetterProblem::forbidden_character:
      return "forbidden-character";
    case LetterProblem::too_long:
      return "too-long";
  }
  return "?";
}

std::string_view name_of(Validity value) {
  switch (value) {
    case Validity::valid:
      return "valid";
    case Validity::invalid:
      return "invalid";
    case Validity::invalid_newer_exists:
      return "invalid-newer-exists";
    case Validity::none:
      return "none";
    case Validity::several:
      return "several";
    case Validity::valid_unregistered:
      return "valid-unregistered";
  }
  return "?";
}

std::string_view name_of(CertificateStanding value) {
  switch (value) {
    case CertificateStanding::in_order:
      return "in-order";
    case CertificateStanding::expires_soon:
      return "expires-soon";
    case CertificateStanding::grace:
      return "grace";
    case CertificateStanding::expired:
      return "expired";
    case CertificateStanding::revoked:
      return "revoked";
  }
  return "?";
}

std::string_view name_of(ServiceProblem value) {
  switch (value) {
    case ServiceProblem::unreachable:
      return "unreachable";
    case ServiceProblem::refused:
      return "refused";
    case ServiceProblem::garbled:
      return "garbled";
    case ServiceProblem::out_of_order:
      return "out-of-order";
  }
  return "?";
}

std::string_view name_of(Confirmation value) {
  switch (value) {
    case Confirmation::confirmed:
      return "confirmed";
    case Confirmation::to_be_confirmed:
      return "to-be-confirmed";
  }
  return "?";
}

std::string_view name_of(PrescriptionForm value) {
  switch (value) {
    case PrescriptionForm::not_asked:
      return "not-asked";
    case PrescriptionForm::electronic:
      return "electronic";
    case PrescriptionForm::paper:
      return "paper";
  }
  return "?";
}

std::string_view name_of(VisualCheckReason value) {
  switch (value) {
    case VisualCheckReason::face_not_confirmed:
      return "face-not-confirmed";
    case VisualCheckReason::pin_forgotten_or_locked:
      return "pin-forgotten-or-locked";
    case VisualCheckReason::cannot_use_machine:
      return "cannot-use-machine";
    case VisualCheckReason::device_trouble:
      return "device-trouble";
  }
  return "?";
}

std::string_view name_of(StoreProblem value) {
  switch (value) {
    case StoreProblem::cannot_open:
      return "cannot-open";
    case StoreProblem::cannot_write:
      return "cannot-write";
    case StoreProblem::disk_full:
      return "disk-full";
    case StoreProblem::read_only:
      return "read-only";
    case StoreProblem::locked:
      return "locked";
    case StoreProblem::damaged:
      return "damaged";
    case StoreProblem::wrong_version:
      return "wrong-version";
  }
  return "?";
}

std::string_view name_of(StaffReason value) {
  switch (value) {
    case StaffReason::asked_by_person:
      return "asked-by-person";
    case StaffReason::visual_check:
      return "visual-check";
    case StaffReason::not_eligible:
      return "not-eligible";
    case StaffReason::device_trouble:
      return "device-trouble";
    case StaffReason::card_trouble:
      return "card-trouble";
  }
  return "?";
}

std::string_view name_of(Document value) {
  switch (value) {
    case Document::eligibility_letter:
      return "eligibility-letter";
    case Document::eligibility_notice:
      return "eligibility-notice";
    case Document::old_insurance_card:
      return "old-insurance-card";
    case Document::nothing:
      return "nothing";
  }
  return "?";
}

std::string_view name_of(AnswersFate value) {
  switch (value) {
    case AnswersFate::nothing_was_sent:
      return "nothing-was-sent";
    case AnswersFate::visit_not_recorded:
      return "visit-not-recorded";
  }
  return "?";
}

std::string_view name_of(CheckNumberPart value) {
  switch (value) {
    case CheckNumberPart::birth_date:
      return "birth-date";
    case CheckNumberPart::expiry_year:
      return "expiry-year";
    case CheckNumberPart::security_code:
      return "security-code";
  }
  return "?";
}

std::string_view name_of(CardPlace value) {
  switch (value) {
    case CardPlace::in_reader:
      return "in-reader";
    case CardPlace::taken:
      return "taken";
    case CardPlace::none:
      return "none";
  }
  return "?";
}

}  // namespace kiosk::checkin
