// LockstepRun: drives the same workers on one thread, on the time of the recording. Every order is carried out to its
// end before time passes, so the same inputs give the same check-in, however slow the machine.
#pragma once

#include "kiosk/runtime/kiosk.h"
#include "kiosk/runtime/story_run.h"

namespace kiosk::runtime {

/// One thread. Time passes only in `pass_time`.
class LockstepRun final : public StoryRun {
 public:
  /// `begin` is the wall-clock instant that the story starts at.
  LockstepRun(Kiosk& kiosk, std::chrono::sys_seconds begin) : kiosk_(kiosk), begin_(begin) {}

  void begin(base::Duration limit) override;
  void settle() override;

  /// While the camera is needed: the next frame, and its share of time. Otherwise (or after the last frame) 33 ms.
  void pass_time() override;
  bool notice(ReaderSight expected, base::Duration limit) override;

  /// Waits for the reader to notice a card that came or went, at most `limit` of real time; no story time passes.
  /// False when nothing was noticed.
  bool await_reader(base::Duration limit);

  void tell(const checkin::Event& event) override;

  /// Counted from the moment it was asked for; an answer of the store is kept back as well.
  void keep_next_answer_back(base::Duration delay) override;

  void set_clock(std::chrono::seconds by) override { begin_ += by; }

  checkin::Instant now() const override;
  std::uint64_t frames_shown() const override { return frames_shown_; }

 private:
  bool camera_is_needed() const;
  bool services_may_answer();

  Kiosk& kiosk_;
  std::chrono::sys_seconds begin_;
  base::TimePoint time_{};
  std::optional<base::TimePoint> last_frame_at_;
  std::uint64_t frames_shown_ = 0;
  base::TimePoint reader_seen_at_{};
  base::Duration answer_delay_{0};
  std::optional<base::TimePoint> asked_at_;
};

}  // namespace kiosk::runtime
