// Copying, moving and comparing states.
#include "kiosk/checkin/state.h"

#include <type_traits>

namespace kiosk::checkin {

// A move that throws would leave a State of nothing behind.
static_assert(std::is_nothrow_move_constructible_v<StateAlternatives>);

State::State(const State& other) = default;
State::State(State&& other) noexcept = default;
State& State::operator=(const State& other) = default;
State& State::operator=(State&& other) noexcept = default;
State::~State() = default;

bool operator==(const State& left, const State& right) {
  return static_cast<const StateAlternatives&>(left) == static_cast<const StateAlternatives&>(right);
}

}  // namespace kiosk::checkin
