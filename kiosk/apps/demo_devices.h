// The demo's devices with switches on them: a camera with a plug, an insurer that can be cut off, a folder in memory.
#pragma once

#include <atomic>
#include <filesystem>
#include <mutex>
#include <optional>

#include "kiosk/base/own_folder.h"
#include "kiosk/checkin/eligibility_service.h"
#include "vision/frame_source.h"

namespace kiosk::apps {

/// A folder in memory (/dev/shm) that is gone, with the card in it, when the demo closes, also when the display goes
/// first; what a killed demo leaves behind is removed by the next one.
class MemoryFolder {
 public:
  MemoryFolder();
  ~MemoryFolder();
  MemoryFolder(const MemoryFolder&) = delete;
  MemoryFolder& operator=(const MemoryFolder&) = delete;
  /// Empty when none could be made.
  std::filesystem::path path() const { return folder_ ? folder_->path() : std::filesystem::path{}; }

 private:
  std::optional<base::OwnFolder> folder_;
};

/// A camera with a plug, and perhaps with somebody else in front of it. `next` and `picture` may come from different
/// threads; they take turns.
class PluggedCamera final : public vision::FrameSource {
 public:
  /// `somebody_else` may be null. Both must outlive this.
  PluggedCamera(vision::FrameSource& source, vision::FrameSource* somebody_else)
      : source_(source), somebody_else_(somebody_else) {}

  base::Result<vision::SharedFrame, vision::VisionError> next() override;

  /// One picture for a card, after a few that let the camera settle.
  base::Result<vision::SharedFrame, vision::VisionError> picture();

  bool is_in() const { return is_in_; }
  bool toggle_plug() { return is_in_ = !is_in_; }
  bool toggle_somebody_else() { return shows_somebody_else_ = !shows_somebody_else_; }
  bool has_somebody_else() const { return somebody_else_ != nullptr; }

 private:
  vision::FrameSource& source_;
  vision::FrameSource* somebody_else_;
  std::mutex mutex_;
  std::atomic<bool> is_in_ = true;
  std::atomic<bool> shows_somebody_else_ = false;
};

/// An insurer with a switch: off, it cannot be reached.
class SwitchedInsurer final : public checkin::EligibilityService {
 public:
  explicit SwitchedInsurer(checkin::EligibilityService& service) : service_(service) {}
  base::Result<checkin::Eligibility, checkin::ServiceError> check(const checkin::EligibilityQuestion& question,
                                                                  checkin::Date today) override;
  base::Result<base::Done, checkin::ServiceError> register_card(const checkin::CardProof& proof) override;
  bool toggle() { return is_on_ = !is_on_; }

 private:
  checkin::EligibilityService& service_;
  std::atomic<bool> is_on_ = true;
};

}  // namespace kiosk::apps
