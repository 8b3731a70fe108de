#include "kiosk/replay/outcome.h"

#include <array>
#include <nlohmann/json.hpp>

#include "kiosk/checkin/names.h"

namespace kiosk::replay {
namespace {
constexpr std::array<std::string_view, 5> names = {"checked-in", "not-verified", "not-eligible", "abandoned", "error"};
}

std::string_view name_of(Ending ending) { return names[static_cast<std::size_t>(ending)]; }

std::optional<Ending> ending_from(std::string_view name) {
  for (std::size_t index = 0; index < names.size(); ++index) {
    if (names[index] == name) return static_cast<Ending>(index);
  }
  return std::nullopt;
}

std::string json_of(const Outcome& outcome) {
  nlohmann::ordered_json json;
  json["outcome"] = name_of(outcome.ending);
  json["verified_by"] = nullptr;
  if (outcome.verified_by) json["verified_by"] = checkin::name_of(*outcome.verified_by);
  json["seconds"] = outcome.seconds;
  json["frames"] = outcome.frames;
  return json.dump();
}

}  // namespace kiosk::replay
