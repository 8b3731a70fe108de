// How the middle of a face moved from one picture to another: as a sheet of paper could, or with the nose before it.
#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <optional>

#include "vision/face_observation.h"

namespace vision {

/// A patch made ready for comparing, coarse to fine: brightness and contrast of the surroundings taken away.
struct PreparedPatch {
  std::array<cv::Mat, 3> levels;  ///< float, rows x columns of the patch
};

PreparedPatch prepared(const FacePatch& patch);

/// Movement along one axis of the picture, in parts of the mean head's depth: 1 is a rotation by an angle whose sine
/// is 1.
struct AxisMotion {
  float rotation = 0;            ///< all but what moves, turns, sizes and shears the whole
  float nose = 0;                ///< what no sheet shows that is bent any way
  float nose_beside_crease = 0;  ///< nor one that is creased along the ridge of the nose besides
  float leaning = 0;             ///< what a crease shows that leans to one side, in face widths of depth
};

struct PatchMotion {
  AxisMotion across, down;
  float residual = 0;  ///< what is left unexplained, in contrasts of the patch: 0.05 to 0.3
};

/// By Lucas' and Kanade's method over the whole patch without the eyes, with surfaces in place of a single shift; the
/// landmarks only bring the patches near to each other. None when they are too plain. About 1 ms. Reentrant.
std::optional<PatchMotion> motion_between(const PreparedPatch& from, const PreparedPatch& to);

}  // namespace vision
