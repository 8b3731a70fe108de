#include "kiosk/runtime/lockstep_run.h"

#include <algorithm>

namespace kiosk::runtime {
namespace {

constexpr base::Duration one_tick{33};
constexpr base::Duration at_once{0};

}  // namespace

void LockstepRun::begin(base::Duration limit) {
  kiosk_.card().run_once(limit);
  settle();
}

void LockstepRun::settle() {
  do {
    if (services_may_answer()) kiosk_.services().run_once(at_once);
    while (!kiosk_.card().is_idle()) kiosk_.card().run_once(at_once);
    if (!kiosk_.face().is_idle()) kiosk_.face().run_once(at_once);
    if (!kiosk_.letter().is_idle()) kiosk_.letter().run_once(at_once);
    kiosk_.step(now());
  } while (kiosk_.has_mail() || !kiosk_.card().is_idle() || !kiosk_.face().is_idle() || !kiosk_.letter().is_idle() ||
           (!kiosk_.services().is_idle() && services_may_answer()));
}

void LockstepRun::pass_time() {
  base::Duration passed = one_tick;
  if (camera_is_needed() && !kiosk_.camera().is_at_end()) {
    kiosk_.camera().run_once(at_once);
    if (auto frame = kiosk_.camera().for_preview().take()) {
      ++frames_shown_;
      if (last_frame_at_) passed = std::max(base::Duration{1}, (*frame)->captured_at - *last_frame_at_);
      last_frame_at_ = (*frame)->captured_at;
      kiosk_.face().run_once(at_once);
      kiosk_.letter().run_once(at_once);
    }
  } else {
    kiosk_.camera().run_once(at_once);
  }
  time_ = time_ + passed;
  // Whoever puts cards in and takes them out awaits the reader; what happens there unasked is seen once a second.
  if (time_ - reader_seen_at_ >= base::Duration{1000}) {
    reader_seen_at_ = time_;
    kiosk_.card().run_once(at_once);
  }
  settle();
}

bool LockstepRun::notice(ReaderSight expected, base::Duration limit) {
  const auto give_up_at = std::chrono::steady_clock::now() + limit;
  while (!kiosk_.card().sees(expected)) {
    const auto left = give_up_at - std::chrono::steady_clock::now();
    if (left <= std::chrono::steady_clock::duration::zero()) return false;
    kiosk_.card().run_once(std::chrono::duration_cast<base::Duration>(left));
  }
  return true;
}

bool LockstepRun::await_reader(base::Duration limit) {
  const auto give_up_at = std::chrono::steady_clock::now() + limit;
  while (!kiosk_.has_mail()) {
    const auto left = give_up_at - std::chrono::steady_clock::now();
    if (left <= std::chrono::steady_clock::duration::zero()) return false;
    kiosk_.card().run_once(std::chrono::duration_cast<base::Duration>(left));
  }
  settle();
  return true;
}

void LockstepRun::tell(const checkin::Event& event) {
  kiosk_.tell(event, now());
  settle();
}

checkin::Instant LockstepRun::now() const {
  return {time_, begin_ + std::chrono::duration_cast<std::chrono::seconds>(time_.since_start)};
}

void LockstepRun::keep_next_answer_back(base::Duration delay) {
  answer_delay_ = delay;
  asked_at_.reset();
}

bool LockstepRun::services_may_answer() {
  if (kiosk_.services().is_idle() || answer_delay_ == base::Duration{0}) return asked_at_.reset(), true;
  if (!asked_at_) asked_at_ = time_;
  if (time_ - *asked_at_ < answer_delay_) return false;
  answer_delay_ = base::Duration{0};
  return true;
}

bool LockstepRun::camera_is_needed() const {
  return std::holds_alternative<checkin::CheckingFace>(kiosk_.situation().state) ||
         std::holds_alternative<checkin::ReadingLetter>(kiosk_.situation().state);
}

}  // namespace kiosk::runtime
