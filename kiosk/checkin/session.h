// CheckInSession: one kiosk's check-ins, one after another. Events in, state and effects out; no I/O, no clock, no
// text.
#pragma once

#include <optional>

#include "kiosk/checkin/effect.h"
#include "kiosk/checkin/event.h"
#include "kiosk/checkin/instant.h"
#include "kiosk/checkin/rules.h"
#include "kiosk/checkin/state.h"

namespace kiosk::checkin {

/// What the session remembers besides the state: counters, and where the card is. No personal data.
struct SessionMemory {
  CardPlace card = CardPlace::none;
  int last_ticket = 0;
  int visits_begun = 0;
  int face_attempts_used = 0;
  int staff_passcode_failures = 0;
  int time_extensions_used = 0;
  Instant arrived_at{};
  std::optional<base::TimePoint> idle_deadline;

  bool operator==(const SessionMemory&) const = default;
};

/// Pure: the same session given the same event at the same instant ends in the same state with the same effects.
/// Copyable. One thread at a time.
class CheckInSession {
 public:
  explicit CheckInSession(Rules rules);

  /// Takes in what happened and says what is to be done. An event that means nothing in the current state is ignored.
  Effects handle(const Event& event, Instant at);

  const Situation& situation() const { return situation_; }
  const State& state() const { return situation_.state; }

 private:
  void enter(State next, Effects& effects, Instant at);
  bool idle_deadline_is_past(Instant at) const;
  void reset_idle_deadline(const State& state, Instant at, bool new_screen);
  void extend_time(Instant at);
  void update_warning(Instant at);

  Rules rules_;
  Situation situation_;
  SessionMemory memory_;
};

}  // namespace kiosk::checkin
