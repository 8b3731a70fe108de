// Trouble: what can go wrong around the kiosk at a named moment of a scenario, in a nurse's words.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/time.h"

namespace kiosk::replay {

enum class Trouble {
  pull_the_card,
  camera_is_lost,
  camera_is_covered,
  camera_freezes,
  light_goes_out,
  camera_is_back,
  card_service_stops,
  card_service_starts,
  insurer_is_down,
  insurer_cannot_be_reached,
  insurer_answers_garbage,
  insurer_refuses,
  insurer_is_slow,
  insurer_is_back,
  disk_is_full,
  disk_is_read_only,
  store_is_locked,
  store_works_again,
  card_is_mute,
  card_is_slow,
  card_answers_garbage,
  card_works_again,
  reader_is_unplugged,
  reader_is_plugged_in,
  clock_jumps_ahead,
  clock_jumps_back,
  front_cannot_be_read,
  front_can_be_read_again,
};

/// "the card is pulled"; and back, nothing for other words.
std::string_view name_of(Trouble trouble);
std::optional<Trouble> trouble_from(std::string_view words);
std::vector<std::string_view> all_troubles();

/// "when SCREEN appears, TROUBLE".
struct Appointment {
  std::string screen;
  Trouble trouble{};
};
/// The appointment, or a sentence that says what is not understood.
struct AppointmentReading {
  std::optional<Appointment> appointment;
  std::string problem;
};
AppointmentReading appointment_from(std::string_view words);

/// How long a slow card takes for each answer: longer than the kiosk waits for one.
inline constexpr base::Duration slow_card_answer{4'000};

/// How far a clock jumps that is set: a day.
inline constexpr std::chrono::hours clock_jump{24};

/// How long a slow insurer keeps its answer back: longer than the kiosk waits.
inline constexpr base::Duration slow_answer{25'000};

}  // namespace kiosk::replay
