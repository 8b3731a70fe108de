// The timeline of one scenario as a picture: which screen when, how far the face was from the card's photo against the
// thresholds, what the person did and what went wrong.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace kiosk::replay {

/// An <svg> element; `scenario` is one entry of the report's JSON.
std::string timeline_svg(const nlohmann::ordered_json& scenario);

}  // namespace kiosk::replay
