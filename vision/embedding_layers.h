// What the two embedding networks share: layers from a file of flat floats, and a picture as their input.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <opencv2/core.hpp>
#include <vector>

#include "kiosk/base/result.h"
#include "vision/onednn_layers.h"
#include "vision/vision_error.h"

namespace vision {

/// One plane of a network's input: which channel of a BGR picture, and what is taken from each value.
struct InputPlane {
  int channel;
  float mean;
};

/// Maps the file and lets `add` lay out the network. `models_damaged` when the file does not fit the layers exactly.
base::Result<std::unique_ptr<OnednnLayers>, VisionError> load_layers(const std::filesystem::path& flat_floats,
                                                                     void (*add)(OnednnLayers&), Precision precision);

/// The network's answer to an 8-bit BGR picture of the network's own input size: (value - mean) * scale in each plane.
base::Result<std::vector<float>, VisionError> run_layers(OnednnLayers& layers, const cv::Mat& bgr,
                                                         const std::array<InputPlane, 3>& planes, float scale);

}  // namespace vision
