// ObservationTape: what a camera and the networks made of a person in a live session, without a picture, played again.
// The kiosk's own verifier decides once more. session_recorder.h writes tapes; vision/observation_text.h describes the
// file.
#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/result.h"
#include "vision/face_analyzer.h"
#include "vision/frame_source.h"

namespace kiosk::replay {

inline constexpr std::string_view tape_ending = ".observations";

/// Camera and analyzer in one: each frame is grey and comes at the time of an observation, which is what the analyzer
/// then says. Thread-safe: the story loads while the workers play.
class ObservationTape final : public vision::FrameSource, public vision::FaceAnalyzer {
 public:
  /// What was loaded before is over. A sentence when the file cannot be read.
  base::Result<base::Done, std::string> load(const std::filesystem::path& tape);

  base::Result<vision::SharedFrame, vision::VisionError> next() override;

  base::Result<vision::Observation, vision::VisionError> observe(const vision::Frame& frame) override;
  base::Result<vision::FaceReference, vision::VisionError> reference_from(const vision::Image& portrait) override;
  void forget() override {}

 private:
  std::mutex mutex_;
  std::vector<vision::Observation> observations_;
  std::size_t next_ = 0;
  std::uint64_t first_frame_ = 0;  ///< the frame number of the first observation; earlier frames belong to other tapes
  base::Duration offset_{0};
  base::TimePoint last_time_{};
};

}  // namespace kiosk::replay
