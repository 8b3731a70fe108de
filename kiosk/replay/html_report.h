// The report as one page that needs nothing else: no script, no file beside it, no network.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace kiosk::replay {

/// `report` is the document of story_json.h; a scenario's members "pictures" and "story" are shown when they are there.
std::string html_report(const nlohmann::ordered_json& report);

}  // namespace kiosk::replay
