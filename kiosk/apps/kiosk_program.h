// uketsuke-kiosk at work: the devices and services that its options name, opened and run.
#pragma once

#include "kiosk/apps/kiosk_options.h"

namespace kiosk::apps {

/// Does what the options ask for: checks people in until the window is closed, or only looks at settings or devices.
/// Gives the exit status: 0 done, 1 the self-test found something, 2 something is missing.
int run_kiosk(const KioskOptions& options);

}  // namespace kiosk::apps
