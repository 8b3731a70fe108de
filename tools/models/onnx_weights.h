// The weights inside an ONNX file of convolutions, as flat floats.
#pragma once

#include <filesystem>
#include <vector>

#include "tools/models/packages.h"

namespace models {

/// All weights in the order of the layers: filters, then bias; a PReLU's slopes.
base::Result<std::vector<float>, Trouble> read_onnx_weights(const std::filesystem::path& onnx);

}  // namespace models
