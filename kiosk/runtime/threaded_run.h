// ThreadedRun: drives a kiosk's workers on five threads, for the touchscreen and the demo. The main thread steps the
// kiosk.
#pragma once

#include <thread>
#include <vector>

#include "kiosk/runtime/kiosk.h"

namespace kiosk::runtime {

/// The threads run from construction to destruction; destruction waits for the workers' current call, each of which has
/// a limit of its own. Main thread only.
class ThreadedRun {
 public:
  explicit ThreadedRun(Kiosk& kiosk);

  /// The instant now, on the steady clock of this run and on the wall clock.
  checkin::Instant now() const;

 private:
  std::chrono::steady_clock::time_point begun_;
  std::vector<std::jthread> threads_;
};

}  // namespace kiosk::runtime
