// The three networks: dlib's face ResNet and MobileFaceNet, run by oneDNN in the quickest precision that the processor
// has, and the passive liveness network, by OpenCV.
#pragma once

#include <filesystem>
#include <memory>
#include <opencv2/core.hpp>
#include <vector>

#include "kiosk/base/result.h"
#include "vision/face_observation.h"
#include "vision/onednn_layers.h"
#include "vision/vision_error.h"

namespace vision {

/// Number of floats in the flat file of the first network: 29 convolutions with the scale layers folded in (weights,
/// then bias, input to output), then the last layer, 128 x 256.
constexpr std::size_t first_network_floats = 5'607'488;
/// And of the second: 50 convolutions in the order of its ONNX file, those that a PReLU follows with its slopes.
constexpr std::size_t second_network_floats = 1'190'336;

/// dlib's ResNet (150x150 BGR chip to 128 numbers) from flat floats. One thread at a time.
class FirstNetwork {
 public:
  static base::Result<FirstNetwork, VisionError> load(const std::filesystem::path& flat_floats,
                                                      Precision precision = quickest_precision());
  FirstNetwork(FirstNetwork&&) noexcept;
  ~FirstNetwork();
  /// Not normalised; compared by Euclidean distance.
  base::Result<std::vector<float>, VisionError> embed(const cv::Mat& chip);

 private:
  explicit FirstNetwork(std::unique_ptr<OnednnLayers> layers);
  std::unique_ptr<OnednnLayers> layers_;
};

/// Whether a face is embedded as it is, together with its mirror image (steadier, twice the time), or mirrored: frames
/// of a video that take turns give together what `with` gives for one.
enum class Mirror { without, with, only };

/// MobileFaceNet: 112x112 BGR aligned face to a unit vector of 512 numbers. One thread at a time.
class SecondNetwork {
 public:
  static base::Result<SecondNetwork, VisionError> load(const std::filesystem::path& flat_floats,
                                                       Precision precision = quickest_precision());
  SecondNetwork(SecondNetwork&&) noexcept;
  ~SecondNetwork();
  base::Result<std::vector<float>, VisionError> embed(const cv::Mat& aligned, Mirror mirror);

 private:
  explicit SecondNetwork(std::unique_ptr<OnednnLayers> layers);
  std::unique_ptr<OnednnLayers> layers_;
};

/// The passive liveness network: a 2.7-fold crop around the face to a number from 0 (picture) to 1 (person). It is weak
/// evidence: by itself it does not separate people from screens. One thread at a time.
class PassiveNetwork {
 public:
  static base::Result<PassiveNetwork, VisionError> load(const std::filesystem::path& onnx);
  PassiveNetwork(PassiveNetwork&&) noexcept;
  ~PassiveNetwork();
  base::Result<float, VisionError> judge(const cv::Mat& bgr, const Box& face);

 private:
  struct Net;
  explicit PassiveNetwork(std::unique_ptr<Net> net);
  std::unique_ptr<Net> net_;
};

/// The 112x112 crop for the second network: five points made of the 68, least-squares similarity to the ArcFace
/// template.
/// `shift` (pixels of the crop) and `zoom` displace it, for averaging over several crops of a small card photo.
cv::Mat aligned_face(const cv::Mat& bgr, const Landmarks& points, Point shift = {}, float zoom = 1);

}  // namespace vision
