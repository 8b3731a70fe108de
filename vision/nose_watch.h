// NoseWatch: whether the nose stands out from the face, told by the picture itself. The 68 points do not tell it
// surely: on paper too they are drawn to where a head's would be.
#pragma once

#include <vector>

#include "kiosk/base/time.h"
#include "vision/face_observation.h"
#include "vision/patch_motion.h"

namespace vision {

/// Every quarter of a second the patch is held against those of the last seconds from which the head has turned most:
/// how much the nose moved for each part of rotation is its relief. One thread at a time.
class NoseWatch {
 public:
  /// The next patch of the same face, in time order. Takes about 3 ms four times a second, else nothing.
  void consider(base::TimePoint seen_at, const FacePatch& patch, const Landmarks& points);
  void restart();

  /// From what the last seconds showed; zero until there is enough.
  const NoseRelief& relief() const { return relief_; }

 private:
  struct Look {
    base::TimePoint seen_at;
    PreparedPatch patch;
    Point nose;  ///< where its tip lies between the eyes, in face widths: it tells how the head is turned
  };
  struct Pair {
    base::TimePoint from, to;
    PatchMotion motion;
  };
  void compare(const Look& now);
  void judge();

  std::vector<Look> looks_;
  std::vector<Pair> pairs_;
  NoseRelief relief_;
};

}  // namespace vision
