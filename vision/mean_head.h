// A mean head: where the 68 points lie in space. Used to draw scripted faces, to turn heads in made videos and to tell
// a rigid head from a flat sheet.
#pragma once

#include <array>

namespace vision {

/// In units of the face width (outer jaw points 1 apart): x to the right, y down, z towards the camera; the origin is
/// between the eyes. A plain symmetric head made from the proportions that anatomy books and the usual frontal mean
/// shape give; depths are rounded.
struct HeadPoint {
  float x = 0;
  float y = 0;
  float z = 0;
};

const std::array<HeadPoint, 68>& mean_head();

}  // namespace vision
