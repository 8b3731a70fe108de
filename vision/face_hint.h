// FaceHint: the one plain thing to tell a person so that the next frames are better, in order of urgency.
#pragma once

#include <string_view>

namespace vision {

enum class FaceHint {
  none,             ///< nothing to say: all is well
  come_into_view,   ///< no face
  only_one_person,  ///< more than one face
  come_closer,
  move_back,
  move_to_centre,
  take_off_mask,        ///< mouth and chin covered
  take_off_sunglasses,  ///< eyes covered
  light_behind_you,
  too_dark,
  too_bright,
  look_straight,
  hold_still,
  open_eyes,
};

/// The hint's name as in observation files and reports, for example "come-closer".
std::string_view name_of(FaceHint hint);

}  // namespace vision
