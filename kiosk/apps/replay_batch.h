// Many scenarios: each in a process of its own, so that one that crashes or never ends harms no other.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "kiosk/apps/replay_options.h"
#include "kiosk/replay/scenario.h"

namespace kiosk::apps {

/// Plays all, `options.jobs` at a time, one line for each on stderr as it ends. The report's JSON, in the files' order.
/// Call it before anything starts a thread.
nlohmann::ordered_json play_batch(const ReplayOptions& options, const std::vector<std::filesystem::path>& files);

/// Writes what the options ask for (JUnit, page, JSON on stdout), and the summary. The exit status.
int report_batch(const ReplayOptions& options, const nlohmann::ordered_json& report);

}  // namespace kiosk::apps
