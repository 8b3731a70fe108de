// Copying, moving and comparing events.
#include "kiosk/checkin/event.h"

#include <type_traits>

namespace kiosk::checkin {

// A move that throws would leave a Event of nothing behind.
static_assert(std::is_nothrow_move_constructible_v<EventAlternatives>);

Event::Event(const Event& other) = default;
Event::Event(Event&& other) noexcept = default;
Event& Event::operator=(const Event& other) = default;
Event& Event::operator=(Event&& other) noexcept = default;
Event::~Event() = default;

bool operator==(const Event& left, const Event& right) {
  return static_cast<const EventAlternatives&>(left) == static_cast<const EventAlternatives&>(right);
}

}  // namespace kiosk::checkin
