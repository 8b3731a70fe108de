// CheckInSession: one kiosk's check-ins, one after another. Events in, state and effects out; no I/O, no clock, no
// text.
#pragma once

#include "kiosk/checkin/effect.h"
#include "kiosk/checkin/event.h"
#include "kiosk/checkin/instant.h"
#include "kiosk/checkin/rules.h"
#include "kiosk/checkin/state.h"

namespace kiosk::checkin {

/// Pure: the same session given the same event at the same instant ends in the same state with the same effects.
/// Comparable and copyable. One thread at a time.
class CheckInSession {
 public:
  explicit CheckInSession(Rules rules);

  /// Takes in what happened and says what is to be done. An event that means nothing in the current state is ignored.
  Effects handle(const Event& event, Instant at);

  const Situation& situation() const { return situation_; }
  const State& state() const { return situation_.state; }

 private:
  friend struct Rows;

  Effects settle(State before, Effects effects, Instant at);
  Ticket next_ticket() { return Ticket{++last_ticket_}; }

  Rules rules_;
  Situation situation_;
  CardPlace card_ = CardPlace::none;
  int last_ticket_ = 0;
  int face_attempts_used_ = 0;
  int extensions_used_ = 0;
  Instant arrived_at_{};
  int visits_begun_ = 0;
  std::optional<base::TimePoint> idle_deadline_;
};

}  // namespace kiosk::checkin
