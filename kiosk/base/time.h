// Time as the rules see it: a point on one steady line, in milliseconds. It arrives with events and frames; nothing in
// the check-in rules, the verifier or the screens reads a clock, so that a recorded video replays exactly.
#pragma once

#include <chrono>

namespace base {

using Duration = std::chrono::milliseconds;

/// Milliseconds since an arbitrary start (program start in the kiosk, first frame in the harness). Not a date.
struct TimePoint {
  Duration since_start{0};

  auto operator<=>(const TimePoint&) const = default;
  friend TimePoint operator+(TimePoint point, Duration duration) { return {point.since_start + duration}; }
  friend Duration operator-(TimePoint later, TimePoint earlier) { return later.since_start - earlier.since_start; }
};

/// Where time comes from. The kiosk uses the steady clock, the harness the time of the current frame.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual TimePoint now() const = 0;
};

/// Milliseconds since it was made, by the machine's steady clock.
class SteadyClock final : public Clock {
 public:
  TimePoint now() const override {
    return {std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begun_)};
  }

 private:
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

}  // namespace base
