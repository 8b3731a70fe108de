// Questions about a state that the rules for every state ask: does it need the card, hold a face, wait for the person?
#pragma once

#include <optional>

#include "kiosk/checkin/event.h"
#include "kiosk/checkin/rules.h"
#include "kiosk/checkin/state.h"

namespace kiosk::checkin {

/// Pulling the card out in this state ends the check-in: somebody else could go on in the holder's name.
bool needs_card(const State& state);

/// The face worker may hold the reference of the card's photo in this state, and in no other.
bool holds_face(const State& state);

/// "Cancel" does something here. Not while the visit is being written: the person would not know what became of it.
bool person_may_cancel(const State& state);

/// How long this state waits for the person; nothing when it waits for a machine or for nobody.
std::optional<base::Duration> idle_limit(const State& state, const Rules& rules);

/// The person faces the same question as before (typing another digit is no new screen).
bool is_same_question(const State& before, const State& after);

/// The person did something: the waiting time begins anew.
bool is_from_person(const Event& event);

}  // namespace kiosk::checkin
