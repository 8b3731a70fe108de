// DlibDetector: dlib's HOG face detector and dlib's aligned face chip. With its .cpp the only pair of the library that
// includes dlib (the reference network is apart), because dlib takes long to compile.
#pragma once

#include <filesystem>
#include <memory>
#include <opencv2/core.hpp>
#include <vector>

#include "kiosk/base/result.h"
#include "vision/face_observation.h"
#include "vision/vision_error.h"

namespace vision {

/// Faces seen from the front only (a third of the time), or turned ones too; or frontal ones of 75 to 140 pixels.
enum class DetectorViews { frontal, all, known_size };

struct DetectedFace {
  Box box;
  float confidence = 0;
};

/// One thread at a time. No exception leaves it: `engine_failed` instead.
class DlibDetector {
 public:
  /// Loads the serialized detector that `uketsuke-models` wrote (5 ms; building dlib's own takes 0.4 s).
  static base::Result<DlibDetector, VisionError> load(const std::filesystem::path& file);
  DlibDetector(DlibDetector&&) noexcept;
  DlibDetector& operator=(DlibDetector&&) noexcept;
  ~DlibDetector();

  /// Faces of at least about 80 pixels in an 8-bit grey picture whose confidence is over `least` (dlib's own limit is
  /// 0).
  base::Result<std::vector<DetectedFace>, VisionError> find(const cv::Mat& grey, DetectorViews views, float least = 0);

 private:
  struct Parts;
  explicit DlibDetector(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// The 150x150 chip of `get_face_chip_details(shape, 150, 0.25)`, as dlib's network was trained on; BGR in and out.
/// `engine_failed` when dlib throws. Thread-safe.
base::Result<cv::Mat, VisionError> face_chip(const cv::Mat& bgr, const Landmarks& points);

}  // namespace vision
