// StoryRun: how the kiosk of a told story is driven: in lockstep on the story's own time, or at true speed on threads.
#pragma once

#include <cstdint>

#include "kiosk/base/time.h"
#include "kiosk/checkin/event.h"
#include "kiosk/checkin/session.h"
#include "kiosk/runtime/card_worker.h"

namespace kiosk::runtime {

/// Main thread only.
class StoryRun {
 public:
  virtual ~StoryRun() = default;

  /// The kiosk takes its first look at the reader: an empty reader is no news, a missing one is.
  virtual void begin(base::Duration limit) = 0;

  /// Until the workers have finished what was ordered and the session has taken in their answers. Answers that are kept
  /// back are not waited for.
  virtual void settle() = 0;

  /// A moment of the story: one frame while the camera is needed, else 33 ms.
  virtual void pass_time() = 0;

  /// Until the card worker reports this, at most `limit` of real time; the session takes it in later. False when it did
  /// not come. May be called from within a step.
  virtual bool notice(ReaderSight expected, base::Duration limit) = 0;

  virtual void tell(const checkin::Event& event) = 0;

  /// The next answer of the insurer comes this much later; those behind it wait as long. Zero: at once.
  virtual void keep_next_answer_back(base::Duration delay) = 0;

  /// The wall clock is set; the steady clock goes on as before.
  virtual void set_clock(std::chrono::seconds by) = 0;

  virtual checkin::Instant now() const = 0;
  virtual std::uint64_t frames_shown() const = 0;
};

}  // namespace kiosk::runtime
