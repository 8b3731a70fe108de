// Outcome: how a check-in ended, in the words of the harness's report. The JSON is stable: vendors' pipelines read it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/checkin/patient.h"

namespace kiosk::replay {

enum class Ending { checked_in, not_verified, not_eligible, abandoned, error };

/// "checked-in"; and back, nothing for another word.
std::string_view name_of(Ending ending);
std::optional<Ending> ending_from(std::string_view name);

struct Outcome {
  Ending ending = Ending::abandoned;
  std::optional<checkin::HowIdentified> verified_by;
  double seconds = 0;  ///< of story time
  std::uint64_t frames = 0;
};

/// {"outcome": …, "verified_by": …, "seconds": …, "frames": …} on one line.
std::string json_of(const Outcome& outcome);

}  // namespace kiosk::replay
