#include "kiosk/replay/true_speed_run.h"

#include <thread>

namespace kiosk::replay {
namespace {

constexpr base::Duration one_tick{33};
/// Between two looks at the reader's report.
constexpr base::Duration short_nap{5};
/// How long the workers may take before the story goes on without them: a card is read in 0.1 s, on a loaded machine in
/// one.
constexpr base::Duration settling_limit{5000};

}  // namespace

TrueSpeedRun::~TrueSpeedRun() {
  insurer_.answer_late(base::Duration{0});  // the thread that waits for it is joined
}

void TrueSpeedRun::begin(base::Duration limit) {
  begun_ = std::chrono::steady_clock::now();
  threads_.emplace(kiosk_);
  notice(runtime::ReaderSight::is_there, limit);
  settle();
}

bool TrueSpeedRun::is_settled() const {
  const bool has_answers = kiosk_.services().is_idle() || insurer_.keeps_an_answer_back();
  return has_answers && kiosk_.card().is_idle() && kiosk_.face().is_idle() && kiosk_.letter().is_idle() &&
         !kiosk_.has_mail();
}

void TrueSpeedRun::settle() {
  const base::TimePoint give_up_at = now().steady + settling_limit;
  do {
    kiosk_.await_mail(is_settled() ? base::Duration{0} : short_nap);
    step();
  } while (!is_settled() && now().steady < give_up_at);
}

void TrueSpeedRun::pass_time() {
  kiosk_.await_mail(one_tick);
  step();
}

bool TrueSpeedRun::notice(runtime::ReaderSight expected, base::Duration limit) {
  const base::TimePoint give_up_at = now().steady + limit;
  while (!kiosk_.card().sees(expected)) {
    if (now().steady >= give_up_at) return false;
    std::this_thread::sleep_for(short_nap);
  }
  return true;
}

void TrueSpeedRun::tell(const checkin::Event& event) {
  kiosk_.tell(event, now());
  settle();
}

void TrueSpeedRun::step() {
  if (kiosk_.camera().for_preview().take()) ++frames_shown_;
  kiosk_.step(now());
}

checkin::Instant TrueSpeedRun::now() const {
  const auto passed = std::chrono::steady_clock::now() - begun_;
  return {base::TimePoint{std::chrono::duration_cast<base::Duration>(passed)},
          day_ + std::chrono::duration_cast<std::chrono::seconds>(passed)};
}

}  // namespace kiosk::replay
