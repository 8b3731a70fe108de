// Films a sample letter as a webcam sees it when somebody holds it up: it comes into the picture, sways, is held still.
#pragma once

#include <optional>
#include <string>

#include "kiosk/letters/sample_letter.h"

namespace letter {

struct Film {
  kiosk::letters::SampleLetter sample;
  unsigned seed = 1;
  double seconds = 4;
  std::string to;  ///< .mp4
};

/// 1920 x 1080, ten frames a second. A sentence when it could not be written.
std::optional<std::string> shoot(const Film& film);

}  // namespace letter
