// BlinkWatch: lids seen closing and opening in the picture itself, not in the points, which hardly move on some faces.
#pragma once

#include <vector>

#include "kiosk/base/time.h"
#include "vision/face_observation.h"

namespace vision {

/// Counts blinks: for a moment both eyes look unlike just before and just after, which look alike, while the nose stays
/// what it is and so does what is around the eyes: where the points jump (spectacles), everything changes place.
/// Turning, bending and changing light change a picture for longer or everywhere. One thread at a time.
class BlinkWatch {
 public:
  /// The next band of the same face, in time order.
  void consider(base::TimePoint seen_at, const FaceBand& band);
  void restart();

  int blinks() const { return blinks_; }
  float strongest() const { return strongest_; }  ///< 0-1, of the clearest blink or half-blink so far

 private:
  struct Look {
    base::TimePoint seen_at;
    FaceBand band;
  };
  const Look* look_at(base::TimePoint when) const;
  float flicker(const Look& before, const Look& during, const Look& after) const;

  std::vector<Look> looks_;  ///< of the last second
  int blinks_ = 0;
  float strongest_ = 0;
  base::TimePoint last_blink_{base::Duration{-10000}};
};

}  // namespace vision
