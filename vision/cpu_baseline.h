// The processor that the face code was compiled for.
#pragma once

#include <optional>

#include "vision/vision_error.h"

namespace vision {

/// The face detector is compiled with AVX2 and FMA on x86 (twice as fast); this says, before any of it runs, what a
/// processor lacks. On other architectures nothing is lacking.
std::optional<VisionError> missing_processor_features();

}  // namespace vision
