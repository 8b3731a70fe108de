// One line to stderr when a device or a service fails. Never personal data: callers pass error details, which hold
// none.
#pragma once

#include <string_view>

namespace kiosk::runtime {

/// "uketsuke: <what>: <detail>". Thread-safe.
void log_line(std::string_view what, std::string_view detail);

}  // namespace kiosk::runtime
