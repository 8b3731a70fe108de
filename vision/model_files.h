// Where the face models are, and whether they are what they should be.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/base/result.h"
#include "vision/vision_error.h"

namespace vision {

/// Paths of the files that `uketsuke-models` writes, and the SHA-256 (hex) of the two that decide who a person is.
struct ModelFiles {
  std::filesystem::path first_network;        ///< flat floats of dlib's ResNet
  std::filesystem::path second_network;       ///< flat floats of MobileFaceNet
  std::filesystem::path detector;             ///< dlib's frontal HOG detector, serialized
  std::filesystem::path landmarks;            ///< 68 points, compact
  std::filesystem::path passive_liveness;     ///< passive liveness network, ONNX
  std::filesystem::path first_network_dat;    ///< the same ResNet as a dlib .dat, for the reference engine
  std::filesystem::path second_network_onnx;  ///< MobileFaceNet as its ONNX file, likewise
  std::string first_model;
  std::string second_model;
};

/// `$UKETSUKE_MODELS`, else `$XDG_CACHE_HOME/uketsuke/models`, else `~/.cache/uketsuke/models`.
std::filesystem::path models_folder();

/// Finds the files of `folder` and checks each against the list of checksums (`models.json`) beside them.
/// `models_missing` and `models_damaged` name the file.
base::Result<ModelFiles, VisionError> find_models(const std::filesystem::path& folder = models_folder());

/// SHA-256 of a file in lower-case hex; `file_missing` when it cannot be read.
base::Result<std::string, VisionError> sha256_of(const std::filesystem::path& file);

}  // namespace vision
