// The reference engine: dlib's own face network and landmark predictor, and the conversions to and from dlib's files. A
// library of its own (vision_dlib_reference), because dlib's network type takes a minute to compile; only
// uketsuke-models and the equality tests link it.
#pragma once

#include <filesystem>
#include <memory>
#include <opencv2/core.hpp>
#include <vector>

#include "kiosk/base/result.h"
#include "vision/face_observation.h"
#include "vision/vision_error.h"

namespace vision {

/// dlib's face ResNet run by dlib. One thread at a time.
class DlibReferenceNetwork {
 public:
  /// From the flat floats of networks.h; `models_damaged` when the size is wrong.
  static base::Result<DlibReferenceNetwork, VisionError> from_floats(const std::vector<float>& floats);
  /// From a `dlib_face_recognition_resnet_model_v1.dat`, or any other of the same network.
  static base::Result<DlibReferenceNetwork, VisionError> from_dat(const std::filesystem::path& dat);
  DlibReferenceNetwork(DlibReferenceNetwork&&) noexcept;
  ~DlibReferenceNetwork();

  base::Result<base::Done, VisionError> save_dat(const std::filesystem::path& dat);
  std::vector<float> floats();
  base::Result<std::vector<float>, VisionError> embed(const cv::Mat& chip);

 private:
  struct Net;
  explicit DlibReferenceNetwork(std::unique_ptr<Net> net);
  std::unique_ptr<Net> net_;
};

/// dlib's own 68-point predictor, for comparing the compact one with. Thread-safe after loading.
class DlibReferenceLandmarks {
 public:
  static base::Result<DlibReferenceLandmarks, VisionError> load(const std::filesystem::path& dat);
  DlibReferenceLandmarks(DlibReferenceLandmarks&&) noexcept;
  ~DlibReferenceLandmarks();
  Landmarks find(const cv::Mat& grey, const Box& box) const;

 private:
  struct Predictor;
  explicit DlibReferenceLandmarks(std::unique_ptr<Predictor> predictor);
  std::unique_ptr<Predictor> predictor_;
};

/// Writes dlib's built-in frontal face detector in serialized form.
base::Result<base::Done, VisionError> save_frontal_detector(const std::filesystem::path& file);

/// Converts a 68-point `.dat` to the compact form of compact_landmarks.h.
base::Result<base::Done, VisionError> save_compact_landmarks(const std::filesystem::path& dat,
                                                             const std::filesystem::path& compact);

/// Chinese whispers over embeddings that are nearer than `threshold`: the cluster number of each.
std::vector<unsigned long> cluster_faces(const std::vector<std::vector<float>>& embeddings, double threshold);

}  // namespace vision
