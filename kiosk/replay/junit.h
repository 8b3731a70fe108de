// The report as JUnit XML, which every CI service reads.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace kiosk::replay {

/// One test suite; a scenario is a test case. `report` is the JSON document of story_json.h.
std::string junit_xml(const nlohmann::ordered_json& report);

/// Text for XML and HTML: the five characters that mean something there are written out, and control characters, which
/// XML cannot hold, become a question mark.
std::string escaped(const std::string& text);

}  // namespace kiosk::replay
