// The touchscreen's main loop: the kiosk on its threads, the screen and the fingers on this one.
#pragma once

#include "kiosk/runtime/kiosk.h"
#include "kiosk/runtime/threaded_run.h"
#include "kiosk/screens/front_end.h"

namespace kiosk::apps {

/// Runs until the front end is over. Main thread.
void run_touch(runtime::Kiosk& kiosk, screens::FrontEnd& front_end);

/// A look at a frame; empty without one.
screens::Preview preview_of(const vision::SharedFrame& frame);

}  // namespace kiosk::apps
