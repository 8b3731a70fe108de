// Frame: one picture of a camera or a recording, with the moment it was taken.
#pragma once

#include <cstdint>
#include <memory>

#include "kiosk/base/time.h"
#include "vision/image.h"

namespace vision {

/// The place of a frame in its source, counted from 0. A gap tells that frames were dropped before analysis.
struct FrameIndex {
  std::uint64_t number = 0;
  auto operator<=>(const FrameIndex&) const = default;
};

/// Pixels and the time they were captured; for a recording the time comes from the file, never from a clock. Immutable
/// once published: everybody holds a `SharedFrame`.
struct Frame {
  Image image;
  base::TimePoint captured_at;
  FrameIndex index;
};

using SharedFrame = std::shared_ptr<const Frame>;

}  // namespace vision
