// FilmedCamera: a camera that keeps what it sees as a video, while it is told to. A recorded session films only a
// person who has agreed to it (session_recorder.h).
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "vision/frame_source.h"

namespace kiosk::replay {

/// `next` on the camera's thread, the others on the main thread.
class FilmedCamera final : public vision::FrameSource {
 public:
  /// `camera` outlives this.
  explicit FilmedCamera(vision::FrameSource& camera);
  ~FilmedCamera() override;

  base::Result<vision::SharedFrame, vision::VisionError> next() override;

  /// Each frame from now on goes into this .mp4 file, thirty a second: one that comes late is repeated.
  void begin(std::filesystem::path file);
  /// The file is whole now. Without a film under way nothing happens.
  void end();

 private:
  struct Film;
  vision::FrameSource& camera_;
  std::mutex mutex_;
  std::unique_ptr<Film> film_;
};

}  // namespace kiosk::replay
