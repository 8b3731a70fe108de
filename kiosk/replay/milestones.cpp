#include "kiosk/replay/milestones.h"

namespace kiosk::replay {

void note(Milestones& milestones, const checkin::Event& event, const checkin::Situation& now,
          const checkin::Effects& effects) {
  for (const auto& effect : effects) {
    if (const auto* record = std::get_if<checkin::RecordVisit>(&effect)) milestones.visit = record->visit;
    if (const auto* prove = std::get_if<checkin::ProveCard>(&effect)) milestones.verified_by = prove->how;
    if (const auto* ask = std::get_if<checkin::AskEligibility>(&effect)) {
      if (std::holds_alternative<checkin::EligibilityLetter>(ask->question)) {
        milestones.verified_by = checkin::HowIdentified::letter;
      }
    }
  }
  if (const auto* recorded = std::get_if<checkin::VisitRecorded>(&event)) {
    if (std::holds_alternative<checkin::CheckedIn>(now.state)) {
      milestones.was_recorded = true;
      milestones.queue_number = recorded->receipt.queue_number;
    }
  }
  if (std::holds_alternative<checkin::FaceRejected>(event)) milestones.face_was_refused = true;
  if (std::holds_alternative<checkin::OfferingOtherWays>(now.state)) milestones.asked_for_other_proof = true;
  if (std::holds_alternative<checkin::ExplainingIneligibility>(now.state)) milestones.was_not_eligible = true;
  if (const auto* card = std::get_if<checkin::ExplainingCard>(&now.state)) {
    milestones.card_was_not_genuine |= card->trouble == checkin::CardTrouble::not_genuine;
  }
  if (std::holds_alternative<checkin::ExplainingCard>(now.state) ||
      std::holds_alternative<checkin::ExplainingTrouble>(now.state)) {
    milestones.met_trouble = true;
  }
}

Outcome outcome_of(const Milestones& m) {
  Outcome outcome;
  if (m.was_recorded) {
    outcome.ending = Ending::checked_in;
    outcome.verified_by = m.verified_by;
  } else if (m.was_not_eligible) {
    outcome.ending = Ending::not_eligible;
    outcome.verified_by = m.verified_by;
  } else if (m.asked_for_other_proof || m.card_was_not_genuine) {
    outcome.ending = Ending::not_verified;
  } else if (m.met_trouble) {
    outcome.ending = Ending::error;
  }
  return outcome;
}

}  // namespace kiosk::replay
