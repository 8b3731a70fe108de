// What a row of the check-in gets and gives. The other files of this folder hold the rows, by topic: a row is an
// overload `Step on(Context&, const State&, const Event&)`; a pair without a row is ignored. Only session.cpp includes
// them.
#pragma once

#include <utility>

#include "kiosk/checkin/session.h"

namespace kiosk::checkin {

struct Step {
  State next;
  Effects effects;
};

/// What a row may know besides the state and the event.
struct Context {
  const Rules& rules;
  const Situation& situation;
  SessionMemory& memory;
  Instant at;

  Date today() const { return date_in_japan(at.wall); }
  Ticket next_ticket() { return Ticket{++memory.last_ticket}; }
  base::TimePoint in(base::Duration limit) const { return at.steady + limit; }
  bool is_past(base::TimePoint deadline) const { return at.steady >= deadline; }
  Effect incident(std::string reason) const { return NoteIncident{Incident{at.wall, std::move(reason)}}; }
};

/// Nothing is left to do for this person: Welcome, or "take your card" while it is still in the reader.
inline State end_of_visit(const Context& c) {
  if (c.memory.card == CardPlace::in_reader) return TakingCard{c.at.steady, 0};
  return Welcome{};
}

}  // namespace kiosk::checkin
