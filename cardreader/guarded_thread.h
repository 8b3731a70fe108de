// GuardedThread: runs calls that may block for ever, and gives up waiting for them after a limit.
#pragma once

#include <functional>
#include <memory>
#include <thread>

#include "kiosk/base/time.h"

namespace cardreader {

/// The watchdog of the PC/SC calls: SCardTransmit has no time limit, and nothing can end it from outside while a card
/// keeps silent. A call that overruns is left behind together with its thread; both end when the call returns, and
/// whatever the job captured is released there. Jobs must therefore own (by shared_ptr) all that they touch.
class GuardedThread {
 public:
  enum class Outcome { finished, overrun };

  GuardedThread();
  /// Joins at once unless a call has overrun; such a thread is on its own already.
  ~GuardedThread();
  GuardedThread(const GuardedThread&) = delete;
  GuardedThread& operator=(const GuardedThread&) = delete;

  /// Runs `job` on the thread and waits for it, at most `limit`. After an overrun every later call overruns at once.
  Outcome run(std::function<void()> job, base::Duration limit);
  bool is_stuck() const;
  /// Expires once this object is gone and its thread, stuck or not, has ended.
  std::weak_ptr<void> pulse() const;

 private:
  struct Shared;
  static void serve(const std::shared_ptr<Shared>& shared);
  std::shared_ptr<Shared> shared_;
  std::thread thread_;
};

}  // namespace cardreader
