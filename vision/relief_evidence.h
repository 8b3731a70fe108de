// Whether what moved has the relief of a head (a nose before a face), or that of a sheet, however it is bent.
#pragma once

#include <span>

#include "kiosk/base/time.h"
#include "vision/face_observation.h"

namespace vision {

/// The 68 points at one moment.
struct TimedLandmarks {
  base::TimePoint seen_at;
  Landmarks points;
};

/// A sheet bends along one direction only, so each line across it stays straight: the tip of a nose on paper cannot
/// move against the bridge and the nostrils as a real one does. What the movement shows of a head's depth is split into
/// the part that a bent sheet could show too and the part that it cannot.
struct ReliefEvidence {
  float share = 0;  ///< rotation told by what no sheet can show, over rotation told by all depth: a head gives about 1
  float clarity = 0;  ///< how far the part that no sheet can show stands out of what is left unexplained; noise gives 1
  float amount = 0;   ///< how much rotation there was: root mean square of its sine
};

/// From some seconds of one tracked face, in time order; all zero when there is too little. Pure. Uses the mean head's
/// depths, quadratic surfaces and an upright crease; limits and measurements: docs/faces.md.
ReliefEvidence relief_evidence(std::span<const TimedLandmarks> track);

}  // namespace vision
