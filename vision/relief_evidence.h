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
/// move against the bridge and the nostrils as a real one does. From how each point moves while the head turns its
/// depth follows; what is left of that beside what any sheet can show is the relief.
struct ReliefEvidence {
  float share = 0;   ///< relief that no sheet can show, over a mean head's: bent sheets 0 if their points were perfect
  float amount = 0;  ///< how much rotation there was: root mean square of its sine
};

/// From some seconds of one tracked face, in time order; all zero when there is too little. Pure. Uses the mean head's
/// depths, quadratic surfaces and an upright crease; limits and measurements: docs/faces.md.
ReliefEvidence relief_evidence(std::span<const TimedLandmarks> track);

}  // namespace vision
