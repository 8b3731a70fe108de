// Asks the processor; compiled for any processor, so that the answer can be given on an old one.
#include "vision/cpu_baseline.h"

namespace vision {

std::optional<VisionError> missing_processor_features() {
#if defined(__x86_64__)
  if (!__builtin_cpu_supports("avx2")) return VisionError{VisionProblem::processor_too_old, "AVX2"};
  if (!__builtin_cpu_supports("fma")) return VisionError{VisionProblem::processor_too_old, "FMA"};
#endif
  return std::nullopt;
}

}  // namespace vision
