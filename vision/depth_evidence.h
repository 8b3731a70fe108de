// Depth from motion: could a flat sheet make the landmarks move as they did, or does it take a head?
#pragma once

#include <span>

#include "vision/face_observation.h"

namespace vision {

struct DepthEvidence {
  float depth =
      0;  ///< rigid-point motion that no plane explains, over the noise of the points; a sheet stays near 1 or below
  float motion = 0;  ///< largest change of the points after the best similarity, in face widths
};

/// Compares the shapes of one track, in time order, with the best planar homography from the first clear one. Uses
/// points that the face's expression does not move (nose ridge and base, eye corners). Fewer than 8 shapes give zero.
DepthEvidence depth_evidence(std::span<const Landmarks> shapes);

}  // namespace vision
