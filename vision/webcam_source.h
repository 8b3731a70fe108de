// WebcamSource: a live camera through Video4Linux. A missing or lost camera is a value, and it recovers by itself.
#pragma once

#include <memory>
#include <string>

#include "vision/frame_source.h"

namespace vision {

/// Which camera and what to ask it for; the driver may give another size.
struct CameraChoice {
  std::string device = "/dev/video0";
  int width = 640;
  int height = 480;
  int frames_per_second = 30;
};

/// One thread at a time. Making one opens nothing; `next()` opens the device when it is not open, so a camera plugged
/// in later, or again, starts to work without a word. `next()` blocks until a frame comes, at most 2 s.
class WebcamSource final : public FrameSource {
 public:
  WebcamSource(CameraChoice choice, const base::Clock& clock);
  ~WebcamSource() override;
  base::Result<SharedFrame, VisionError> next() override;

 private:
  struct Device;
  CameraChoice choice_;
  const base::Clock& clock_;
  std::unique_ptr<Device> device_;
  std::uint64_t next_index_ = 0;
  base::TimePoint last_{base::Duration{-1}};
};

}  // namespace vision
