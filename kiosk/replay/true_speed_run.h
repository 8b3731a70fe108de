// TrueSpeedRun: a story at true speed. The kiosk's workers run on their five threads as in a clinic; this thread steps
// the kiosk and really waits.
#pragma once

#include <optional>

#include "kiosk/replay/troubled_devices.h"
#include "kiosk/runtime/story_run.h"
#include "kiosk/runtime/threaded_run.h"

namespace kiosk::replay {

/// Main thread only. The threads run from `begin` to destruction.
class TrueSpeedRun final : public runtime::StoryRun {
 public:
  /// `day` is the wall-clock instant that the story starts at. Kiosk and insurer outlive the run.
  TrueSpeedRun(runtime::Kiosk& kiosk, TroubledInsurer& insurer, std::chrono::sys_seconds day)
      : kiosk_(kiosk), insurer_(insurer), day_(day) {}
  ~TrueSpeedRun() override;

  void begin(base::Duration limit) override;
  void settle() override;
  void pass_time() override;
  bool notice(runtime::ReaderSight expected, base::Duration limit) override;
  void tell(const checkin::Event& event) override;
  void keep_next_answer_back(base::Duration delay) override { insurer_.answer_late(delay); }
  void set_clock(std::chrono::seconds by) override { day_ += by; }
  checkin::Instant now() const override;
  std::uint64_t frames_shown() const override { return frames_shown_; }

 private:
  bool is_settled() const;
  void step();

  runtime::Kiosk& kiosk_;
  TroubledInsurer& insurer_;
  std::chrono::sys_seconds day_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  std::uint64_t frames_shown_ = 0;
  std::optional<runtime::ThreadedRun> threads_;
};

}  // namespace kiosk::replay
