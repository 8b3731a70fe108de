// Is this picture of a face good enough to compare, and if not, what should the person do? Each measurement and each
// gate is a pure function of its arguments.
#pragma once

#include "vision/face_hint.h"
#include "vision/face_observation.h"

namespace vision {

/// The measured limits; `docs/faces.md` says on what. A frame outside any of them is never compared.
struct QualityGates {
  float least_face_width = 90;        ///< pixels between the outer jaw points
  float largest_frame_share = 0.80F;  ///< of the frame's width
  float furthest_off_centre = 0.28F;  ///< share of the frame's size
  float largest_turn = 0.38F;
  float largest_nod = 0.45F;
  float largest_tilt = 20;  ///< degrees
  float least_eye_opening = 0.13F;
  float least_level = 35;
  float largest_level = 225;
  float largest_clipped = 0.12F;
  float backlight_ratio = 2.2F;  ///< surround brighter than the face by this factor, on a dark face
  float least_sharpness =
      9;  ///< 9 to 18 compare as well as sharper ones (docs/faces.md); below, holders are refused more
  float least_smear = 0.12F;
  float largest_lower_cover = 0.80F;  ///< bare faces of the sample people 0.54 and less, masks 0.99 and more
  float largest_eye_cover = 0.72F;    ///< the same: 0.67 and less with plain glasses, dark ones mostly 0.9 and more
  float least_mouth_line = 0.35F;     ///< 235 bare pictures 0.40 and more, beige masks 0.39 and less, hands mostly 0.3
};

/// Geometry, from the points and the frame's size alone.
float face_width(const Landmarks& points);
float turn_of(const Landmarks& points);
float nod_of(const Landmarks& points);
float tilt_of(const Landmarks& points);
float eye_opening_of(const Landmarks& points);
FaceQuality geometry_of(const Landmarks& points, int frame_width, int frame_height);

/// Whether this is a turned head in which the turn, and the blur of it, is all that may be wrong: good enough to tell
/// whether it is still the same person, not who it is.
bool is_turned_head(FaceQuality quality, const QualityGates& gates);

/// What the frame lacks, most urgent first; `none` when it may be compared.
FaceHint fault_of(const Observation& observation, const QualityGates& gates);

/// The same for one face, whatever else is in the frame.
FaceHint fault_of(const FaceQuality& quality, const QualityGates& gates);

}  // namespace vision
