// HeldUpLetter: a camera before which the demo can hold a sample letter of an invented person, since few have one.
#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "kiosk/apps/demo_devices.h"
#include "kiosk/letters/sample_letter.h"

namespace kiosk::apps {

/// `next` on one thread, `hold_up_another` on any.
class HeldUpLetter final : public vision::FrameSource {
 public:
  /// `source` is what the camera sees without a letter; `plug` is pulled for both. Both outlive this.
  HeldUpLetter(vision::FrameSource& source, const PluggedCamera& plug, const base::Clock& clock, checkin::Date today)
      : source_(source), plug_(plug), clock_(clock), today_(today) {}

  base::Result<vision::SharedFrame, vision::VisionError> next() override;

  /// A letter as a card, a postcard, an A4 sheet, the notice, the old insurance card, nothing, and again. Says which.
  std::string hold_up_another();

  /// The insurer knows the people of the letters. A sentence when the roster cannot be written.
  static std::optional<std::string> insure_people(const std::filesystem::path& roster, checkin::Date today);

 private:
  vision::FrameSource& source_;
  const PluggedCamera& plug_;
  const base::Clock& clock_;
  checkin::Date today_;
  std::mutex mutex_;
  std::size_t in_hand_ = 0;
  std::vector<vision::Image> pictures_;  ///< of what is in hand, each a little different
  std::uint64_t count_ = 0;
};

}  // namespace kiosk::apps
