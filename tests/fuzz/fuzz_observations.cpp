// Recorded observations from any bytes; what is read can be written, and the written text can be read.
#include <cstdlib>
#include <string>

#include "vision/observation_text.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const auto read = vision::parse_observations({reinterpret_cast<const char*>(bytes), size});
  if (!read) {
    if (read.error().detail.empty()) std::abort();
    return 0;
  }
  const auto reference = vision::scripted_reference();
  for (const auto& observation : read.value()) {
    if (vision::to_text(observation, &reference).empty()) std::abort();
  }
  return 0;
}
