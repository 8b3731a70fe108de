// The touchscreen's main loop: the kiosk on its threads, the screen and the fingers on this one.
#pragma once

#include <functional>
#include <string>

#include "kiosk/runtime/kiosk.h"
#include "kiosk/runtime/threaded_run.h"
#include "kiosk/screens/front_end.h"

namespace kiosk::apps {

/// The welcome screen, at once, before everything behind it is ready.
void show_first_screen(screens::FrontEnd& front_end, const std::string& language);

enum class GoesOn { yes, no };

/// Runs until the front end is over or `between`, which is asked before every look, says no. Main thread.
void run_touch(
    runtime::Kiosk& kiosk, screens::FrontEnd& front_end,
    const std::function<GoesOn()>& between = [] { return GoesOn::yes; });

/// A look at a frame; empty without one.
screens::Preview preview_of(const vision::SharedFrame& frame);

}  // namespace kiosk::apps
