// CompactLandmarks: dlib's 68-point shape predictor from our own compact file, mapped instead of parsed.
//
// The file (written by uketsuke-models, little-endian): 8 bytes "UKLM68\0\1"; u32 cascades, trees, splits, features;
// float32 initial shape[136]; then for each cascade: float32 leaf scale; features x {u32 anchor, float32 dx, float32
// dy}; trees x {splits x {u16 first, u16 second, float32 threshold}, (splits + 1) x 136 int16}.
#pragma once

#include <filesystem>
#include <memory>
#include <opencv2/core.hpp>

#include "kiosk/base/result.h"
#include "vision/face_observation.h"
#include "vision/vision_error.h"

namespace vision {

/// Evaluates an ensemble of regression trees (Kazemi and Sullivan 2014) as dlib 19.24 does, with int16 leaves: within
/// dlib's rounding to whole pixels (mean 0.5, at most 2.2 pixels on a face 180 pixels wide). Thread-safe after loading.
class CompactLandmarks {
 public:
  static base::Result<CompactLandmarks, VisionError> load(const std::filesystem::path& file);
  CompactLandmarks(CompactLandmarks&&) noexcept;
  CompactLandmarks& operator=(CompactLandmarks&&) noexcept;
  ~CompactLandmarks();

  /// The 68 points of the face in `box` (as the HOG detector gives it) of an 8-bit grey picture.
  Landmarks find(const cv::Mat& grey, const Box& box) const;

 private:
  struct Mapping;
  explicit CompactLandmarks(std::unique_ptr<Mapping> mapping);
  std::unique_ptr<Mapping> mapping_;
};

}  // namespace vision
