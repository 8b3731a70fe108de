// PacedVideo: a recording that plays as a camera would: in real time, again from its start when it is over.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "vision/frame_source.h"

namespace kiosk::apps {

/// `next` on one thread, `play` on any. Opens the file with the first frame; a missing file is a missing camera.
class PacedVideo final : public vision::FrameSource {
 public:
  PacedVideo(std::filesystem::path file, const base::Clock& clock) : file_(std::move(file)), clock_(clock) {}

  /// Waits until the frame's time has come: at most a frame's length, never longer than 0.2 s.
  base::Result<vision::SharedFrame, vision::VisionError> next() override;

  /// Another recording, from its start; waits for the frame that is under way.
  void play(std::filesystem::path file);

 private:
  base::Result<vision::SharedFrame, vision::VisionError> next_of_turn();

  std::mutex mutex_;
  std::filesystem::path file_;
  const base::Clock& clock_;
  std::unique_ptr<vision::FrameSource> source_;
  base::TimePoint begun_;
  base::TimePoint last_{base::Duration{-1}};
  std::uint64_t count_ = 0;
};

}  // namespace kiosk::apps
