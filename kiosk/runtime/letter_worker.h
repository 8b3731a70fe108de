// LetterWorker: watches frames until a letter that is held up could be read.
#pragma once

#include <variant>

#include "kiosk/checkin/effect.h"
#include "kiosk/checkin/event.h"
#include "kiosk/checkin/letter_reader.h"
#include "kiosk/runtime/mailbox.h"
#include "vision/frame_source.h"

namespace kiosk::runtime {

using LetterOrder = std::variant<checkin::ReadLetter, checkin::StopReadingLetter>;

/// `run_once` on one thread (the letter thread, or the harness); `order` from any thread. A page that is being read is
/// read to its end, a few seconds; after StopReadingLetter its answer is dropped, and the session would not take it.
class LetterWorker {
 public:
  LetterWorker(checkin::LetterReader& reader, LatestValue<vision::SharedFrame>& frames, Mailbox<checkin::Event>& inbox)
      : reader_(reader), frames_(frames), inbox_(inbox) {}

  void order(LetterOrder order) { orders_.post(std::move(order)); }

  /// Carries out the orders that wait, then takes at most one frame. Waits at most `longest_wait` for either.
  void run_once(base::Duration longest_wait);

  /// No order waits or is being carried out. From any thread.
  bool is_idle() const { return !orders_.has_open(); }

 private:
  void carry_out(const checkin::ReadLetter& order);
  void carry_out(const checkin::StopReadingLetter& order);
  void consider(const vision::Frame& frame);
  void read(const checkin::GrayPicture& picture);
  void hint(checkin::LetterHint hint);

  checkin::LetterReader& reader_;
  LatestValue<vision::SharedFrame>& frames_;
  Mailbox<checkin::Event>& inbox_;
  OrderBook<LetterOrder> orders_;
  std::optional<checkin::ReadLetter> order_;  ///< while a letter is looked for
  checkin::LetterHint last_hint_{};
  int looks_in_vain_ = 0;  ///< one after another
  int looks_at_rest_ = 0;  ///< one after another
};

}  // namespace kiosk::runtime
