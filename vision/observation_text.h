// Observations as text, so that decisions are tested without models or video, and can be read by a person.
//
// One line for a frame, then one indented line for each face in it:
//   frame 12 at 400 size 640x480
//     face box 220,120,200,200 confidence 1.4 distance 0.41,0.83 passive 0.7 quality turn=0.02,level=120
// `at` is in milliseconds. `distance` gives the distances to the reference by the first and the second network (no
// vector is ever written); without it the frame was not compared. `turned` gives that of a turned head, by the second
// network. Qualities that are not named are those of a good frame. `blinks` says how many were seen in the picture so
// far; without it they are looked for in the points. `points` followed by 136 numbers gives the 68 points; without it a
// mean face fills the box. '#' starts a comment.
#pragma once

#include <string>
#include <vector>

#include "kiosk/base/result.h"
#include "vision/face_observation.h"
#include "vision/vision_error.h"

namespace vision {

base::Result<std::vector<Observation>, VisionError> parse_observations(const std::string& text);

/// Writes one observation; distances are taken against `reference` when there is one.
std::string to_text(const Observation& observation, const FaceReference* reference);

/// The reference that the distances of parsed observations are measured from.
FaceReference scripted_reference();

/// A frontal, open-eyed, rigid mean face that fills `box`; what the parser uses when a line has no points.
Landmarks mean_face(const Box& box);

}  // namespace vision
