// FrameSource: where frames come from, a camera, a recording or a folder of stills, under one contract.
#pragma once

#include "kiosk/base/result.h"
#include "vision/frame.h"
#include "vision/vision_error.h"

namespace vision {

/// Gives frames one after another. One thread at a time. The contract, tested over every source:
/// - frames are never null, have at least one pixel, and `captured_at` and `index` strictly grow from the first call
/// on;
/// - a recording ends with `no_more_frames`, and says so again when asked again;
/// - a camera that fails answers `camera_missing` or `camera_lost` within 2 s and tries to open again on the next call;
/// - no exception leaves `next()`.
class FrameSource {
 public:
  virtual ~FrameSource() = default;
  virtual base::Result<SharedFrame, VisionError> next() = 0;
};

}  // namespace vision
