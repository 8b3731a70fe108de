#include "kiosk/runtime/threaded_run.h"

namespace kiosk::runtime {
namespace {

/// How long a worker may sleep before it looks whether it is to stop.
constexpr base::Duration longest_nap{100};

template <class Worker>
std::jthread thread_of(Worker& worker) {
  return std::jthread([&worker](const std::stop_token& stop) {
    while (!stop.stop_requested()) worker.run_once(longest_nap);
  });
}

}  // namespace

ThreadedRun::ThreadedRun(Kiosk& kiosk) : begun_(std::chrono::steady_clock::now()) {
  threads_.push_back(thread_of(kiosk.services()));
  threads_.push_back(thread_of(kiosk.card()));
  threads_.push_back(thread_of(kiosk.face()));
  threads_.push_back(thread_of(kiosk.letter()));
  threads_.push_back(thread_of(kiosk.camera()));
}

checkin::Instant ThreadedRun::now() const {
  return {base::TimePoint{std::chrono::duration_cast<base::Duration>(std::chrono::steady_clock::now() - begun_)},
          std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())};
}

}  // namespace kiosk::runtime
