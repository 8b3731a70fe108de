// Instant: when something happened, on the steady line (for time limits) and by the calendar (for dates and records).
#pragma once

#include <chrono>

#include "kiosk/base/time.h"

namespace kiosk::checkin {

using Date = std::chrono::year_month_day;

/// Every event arrives with its instant; the rules read no clock.
struct Instant {
  base::TimePoint steady{};
  std::chrono::sys_seconds wall{};

  bool operator==(const Instant&) const = default;
};

/// The calendar day in Japan (UTC+9, no daylight saving time), whatever the machine's own time zone.
inline Date date_in_japan(std::chrono::sys_seconds wall) {
  return Date{std::chrono::floor<std::chrono::days>(wall + std::chrono::hours{9})};
}

}  // namespace kiosk::checkin
