// One played scenario as JSON: what vendors' pipelines and the report read. assets/schemas/replay-report.schema.json
// says what is in it. The same inputs give the same JSON to the byte, but for the members whose names begin with
// "wall".
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "kiosk/replay/replay.h"

namespace kiosk::replay {

/// Raised when a member changes its meaning or goes away; new members do not raise it.
inline constexpr int report_version = 1;

/// How a scenario came out as a test.
enum class ScenarioStatus { passed, failed, bad_input, crashed, endless };
std::string_view name_of(ScenarioStatus status);

/// A scenario that could not be played.
nlohmann::ordered_json json_of_unplayed(const std::string& name, const std::string& file, ScenarioStatus status,
                                        const std::string& message, int line);
nlohmann::ordered_json json_of_played(const std::string& name, const std::string& file, const std::string& title,
                                      const PlayedStory& played);

/// The document around them.
nlohmann::ordered_json json_of_report(const nlohmann::ordered_json& scenarios);

}  // namespace kiosk::replay
