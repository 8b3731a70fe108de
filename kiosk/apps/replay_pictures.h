// The pictures of the report's page: each screen that was shown, drawn by the kiosk's own painter, and the frames that
// the decision about the face rests on.
#pragma once

#include <nlohmann/json.hpp>

#include "kiosk/replay/contact_sheet.h"
#include "kiosk/replay/replay.h"

namespace kiosk::apps {

/// {"screens": [base64 JPEG or "" for each shown screen], "frames": base64 JPEG or ""}.
nlohmann::ordered_json pictures_of(const replay::PlayedStory& played, replay::Faces faces);

}  // namespace kiosk::apps
