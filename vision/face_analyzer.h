// FaceAnalyzer: pixels to observations. The real one uses dlib and OpenCV; the scripted one reads a text file.
#pragma once

#include "kiosk/base/result.h"
#include "vision/face_observation.h"
#include "vision/frame.h"
#include "vision/vision_error.h"

namespace vision {

/// One thread at a time. Keeps no pixels and no embeddings between calls; the place of the last face (for tracking) is
/// all it remembers, and `forget()` drops that.
class FaceAnalyzer {
 public:
  virtual ~FaceAnalyzer() = default;

  /// Finds and measures the faces of one frame; adds embeddings to the face only when the frame holds exactly one and
  /// it passes the quality gates (not for each of them once one face has been seen for long), or the second network's
  /// vector alone when the head is turned. No face is not an error.
  virtual base::Result<Observation, VisionError> observe(const Frame& frame) = 0;

  /// Makes the reference from a still picture that must show exactly one face (`no_face`, `several_faces`,
  /// `face_too_poor` otherwise).
  virtual base::Result<FaceReference, VisionError> reference_from(const Image& portrait) = 0;

  /// A new person comes: no tracking from the last one.
  virtual void forget() = 0;
};

}  // namespace vision
