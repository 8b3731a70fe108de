#include "kiosk/runtime/translate.h"

#include <memory>

#include "cardreader/certificate_contents.h"

namespace kiosk::runtime {
namespace {

checkin::Sex sex_of(cardreader::Sex sex) {
  switch (sex) {
    case cardreader::Sex::male:
      return checkin::Sex::male;
    case cardreader::Sex::female:
      return checkin::Sex::female;
    case cardreader::Sex::not_applicable:
    case cardreader::Sex::unknown:
      break;
  }
  return checkin::Sex::not_known;
}

/// A card that is genuine but past its time is no forgery, and its holder must not be told so.
checkin::CardTrouble trouble_of(std::optional<cardreader::AuthenticityProblem> problem) {
  if (problem == cardreader::AuthenticityProblem::card_expired) return checkin::CardTrouble::expired;
  if (problem == cardreader::AuthenticityProblem::certificate_expired) return checkin::CardTrouble::certificate_expired;
  return checkin::CardTrouble::not_genuine;
}

}  // namespace

checkin::CardTrouble trouble_of(const cardreader::CardError& error) {
  using cardreader::CardProblem;
  using checkin::CardTrouble;
  switch (error.problem) {
    case CardProblem::no_service:
    case CardProblem::no_reader:
      return CardTrouble::reader_lost;
    case CardProblem::no_card:
    case CardProblem::card_removed:
      return CardTrouble::pulled_too_early;
    case CardProblem::no_answer:
      return CardTrouble::too_slow;
    case CardProblem::in_use_elsewhere:
      return CardTrouble::in_use;
    case CardProblem::not_a_my_number_card:
      return CardTrouble::not_a_my_number_card;
    case CardProblem::wrong_secret:
    case CardProblem::last_try_left:
    case CardProblem::secret_blocked:
    case CardProblem::implausible_number_b:
      return CardTrouble::check_number_blocked;
    case CardProblem::not_genuine:
      return trouble_of(error.authenticity);
    case CardProblem::not_authorised:
    case CardProblem::not_found:
    case CardProblem::unexpected_answer:
    case CardProblem::broken_contents:
    case CardProblem::cancelled:
    case CardProblem::cannot_present:
      return CardTrouble::unreadable;
  }
  return CardTrouble::unreadable;
}

std::string code_of(const cardreader::CardError& error) {
  switch (trouble_of(error)) {
    case checkin::CardTrouble::expired:
      return "card.expired";
    case checkin::CardTrouble::certificate_expired:
      return "card.certificate-expired";
    default:
      break;
  }
  std::string code = "card." + std::string(name_of(error.problem));
  if (error.authenticity) code += "." + std::string(name_of(*error.authenticity));
  return code;
}

checkin::CardFacts facts_of(cardreader::CardRecord record, std::optional<int> pin_tries_left) {
  checkin::CardFacts facts;
  facts.name = std::move(record.attributes.name);
  facts.address = std::move(record.attributes.address);
  facts.birth_date = record.attributes.birth;
  facts.sex = sex_of(record.attributes.sex);
  facts.certificate_expires_on =
      cardreader::last_day_of_certificate(record.authentication_certificate).value_or(checkin::Date{});
  facts.card_expires_on = record.face.expiry.value_or(facts.certificate_expires_on);
  if (!record.face.portrait.empty()) {
    facts.portrait = std::make_shared<const base::SecretBytes>(std::move(record.face.portrait));
  }
  facts.pin_tries_left = pin_tries_left;
  return facts;
}

checkin::FaceHint hint_of(vision::FaceHint hint) {
  using checkin::FaceHint;
  switch (hint) {
    case vision::FaceHint::none:
      return FaceHint::none;
    case vision::FaceHint::come_into_view:
      return FaceHint::no_face;
    case vision::FaceHint::only_one_person:
      return FaceHint::several_faces;
    case vision::FaceHint::come_closer:
      return FaceHint::come_closer;
    case vision::FaceHint::move_back:
      return FaceHint::step_back;
    case vision::FaceHint::move_to_centre:
      return FaceHint::centre;
    case vision::FaceHint::take_off_mask:
      return FaceHint::take_off_mask;
    case vision::FaceHint::take_off_sunglasses:
      return FaceHint::uncover_face;
    case vision::FaceHint::light_behind_you:
      return FaceHint::light_behind;
    case vision::FaceHint::too_dark:
      return FaceHint::too_dark;
    case vision::FaceHint::too_bright:
      return FaceHint::too_bright;
    case vision::FaceHint::look_straight:
      return FaceHint::look_straight;
    case vision::FaceHint::hold_still:
      return FaceHint::hold_still;
    case vision::FaceHint::open_eyes:
      return FaceHint::open_eyes;
  }
  return FaceHint::none;
}

checkin::FacePrompt prompt_of(const std::optional<vision::LivenessPrompt>& prompt) {
  using checkin::FacePrompt;
  if (!prompt) return FacePrompt::none;
  switch (*prompt) {
    case vision::LivenessPrompt::turn_left:
      return FacePrompt::turn_left;
    case vision::LivenessPrompt::turn_right:
      return FacePrompt::turn_right;
    case vision::LivenessPrompt::nod:
      return FacePrompt::nod;
    case vision::LivenessPrompt::blink:
      return FacePrompt::blink;
    case vision::LivenessPrompt::come_closer:
      return FacePrompt::come_closer;
  }
  return FacePrompt::none;
}

checkin::FaceRejection rejection_of(vision::Verdict verdict) {
  switch (verdict) {
    case vision::Verdict::mismatch:
      return checkin::FaceRejection::not_the_holder;
    case vision::Verdict::not_alive:
      return checkin::FaceRejection::not_alive;
    case vision::Verdict::undecided:
    case vision::Verdict::match:
      break;
  }
  return checkin::FaceRejection::no_usable_face;
}

}  // namespace kiosk::runtime
