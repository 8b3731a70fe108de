// FaceSearch: where the faces are, in one frame of a video after the other, or in a still.
#pragma once

#include <optional>

#include "kiosk/base/time.h"
#include "vision/dlib_detector.h"

namespace vision {

/// Spends a frame's few milliseconds where a face is likely: where one was a moment ago, then in the whole frame, now
/// and then also for faces far away, turned or covered. Boxes are pixels of the picture given, the widest face first.
/// Pictures are 8-bit grey. One thread at a time; errors are the detector's.
class FaceSearch {
 public:
  using Faces = base::Result<std::vector<DetectedFace>, VisionError>;

  explicit FaceSearch(DlibDetector detector);

  /// The next frame of a video. A face that turns away is followed for 1.5 s while the detector doubts it: such a find
  /// has a confidence below `sure_confidence` and is alone.
  Faces in_frame(const cv::Mat& grey, base::TimePoint now);
  /// Of the frame in which `in_frame` has just found none: what might be a covered face. Costs as much again, so it
  /// looks at each fifth such frame only, or at each when `at_once`.
  Faces doubtful_in_frame(const cv::Mat& grey, bool at_once);
  /// From coarse to fine, so that a big picture costs little and a small card photo is magnified.
  Faces in_still(const cv::Mat& grey);
  /// What follows is another video.
  void forget();

 private:
  Faces at_width(const cv::Mat& grey, float width, DetectorViews views, float least = sure_confidence);
  Faces surely_in_frame(const cv::Mat& grey);
  Faces where_it_was(const cv::Mat& grey, float least);

  DlibDetector detector_;
  std::optional<Box> tracked_;      ///< the only face of the last frame
  base::TimePoint surely_found_{};  ///< when it was last found without doubt
  int frames_without_face_ = 0;
  int looks_where_it_was_ = 0;
};

}  // namespace vision
