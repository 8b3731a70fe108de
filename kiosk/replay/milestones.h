// Milestones: what happened on a person's way that its ending is told from.
#pragma once

#include <optional>
#include <string>

#include "kiosk/checkin/effect.h"
#include "kiosk/checkin/event.h"
#include "kiosk/checkin/visit_store.h"
#include "kiosk/replay/outcome.h"

namespace kiosk::replay {

/// What happened on the way that the ending is told from.
struct Milestones {
  std::optional<checkin::HowIdentified> verified_by;
  std::optional<checkin::Visit> visit;  ///< recorded, in the words of the record
  std::string queue_number;
  bool was_recorded = false;
  bool face_was_refused = false;
  bool asked_for_other_proof = false;  ///< staff, PIN or letter was the only way on
  bool card_was_not_genuine = false;
  bool was_not_eligible = false;
  bool met_trouble = false;  ///< of the kiosk's own: card unreadable, store or device failed
};

/// Takes one step of the session in.
void note(Milestones& milestones, const checkin::Event& event, const checkin::Situation& now,
          const checkin::Effects& effects);

/// The ending as it stands; without times and frames.
Outcome outcome_of(const Milestones& milestones);

}  // namespace kiosk::replay
