// DlibFaceAnalyzer: the real analyzer. dlib finds the face, our evaluator of its 68 points aligns it, OpenCV runs the
// two recognition networks and the passive liveness network.
#pragma once

#include <array>
#include <memory>

#include "vision/face_analyzer.h"
#include "vision/image_quality.h"
#include "vision/model_files.h"

namespace vision {

/// How much to compute for a frame.
enum class AnalysisDepth { identity, identity_and_passive_liveness };

/// Milliseconds and counts since the start, for the kiosk's log and for `uketsuke-face bench`.
struct AnalysisCounters {
  long frames = 0;               ///< seen
  long dropped = 0;              ///< numbers that were left out between frames: the newest one wins
  long embedded = 0;             ///< passed every gate and were compared; of one face the first eight, then each eighth
  std::array<long, 14> gated{};  ///< by `FaceHint`: why the others did not
  double detect_ms = 0, landmarks_ms = 0, quality_ms = 0, embed_ms = 0, passive_ms = 0;

  long gated_by(FaceHint reason) const { return gated[static_cast<std::size_t>(reason)]; }
};

/// One thread at a time. Loading takes about 0.1 s on a warm disk; 120 MB resident.
class DlibFaceAnalyzer final : public FaceAnalyzer {
 public:
  static base::Result<std::unique_ptr<DlibFaceAnalyzer>, VisionError> load(
      const ModelFiles& files, QualityGates gates = {},
      AnalysisDepth depth = AnalysisDepth::identity_and_passive_liveness);
  ~DlibFaceAnalyzer() override;

  base::Result<Observation, VisionError> observe(const Frame& frame) override;
  base::Result<FaceReference, VisionError> reference_from(const Image& portrait) override;
  void forget() override;

  /// Embeds one face without any gate, for measuring: the largest of a picture. `no_face` when there is none.
  base::Result<FaceObservation, VisionError> examine(const Image& picture);

  const AnalysisCounters& counters() const;

 private:
  struct Parts;
  explicit DlibFaceAnalyzer(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace vision
