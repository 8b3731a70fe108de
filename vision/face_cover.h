// What covers a face: a mask or a hand over mouth and chin, dark glasses over the eyes. Pure.
#pragma once

#include <opencv2/core.hpp>

namespace vision {

struct FaceCover {
  float lower_face = 0;  ///< share of the region that is unlike the person's own skin elsewhere on the face, 0-1
  float eyes = 0;        ///< the same
  float mouth_line = 0;  ///< darkness of the line between the lips, in units of the eyes' contrast
};

/// From the aligned 112x112 BGR face (networks.h). Compares colour and brightness within the one face, so that it needs
/// no idea of what skin should look like but for one question: when eyes and cheeks differ, the more reddish is skin.
/// A grey picture is compared by brightness alone. A cover of skin's own colour (a hand, a beige mask) hides the line
/// between the lips, which every mouth has, open or closed, shaven or not.
FaceCover cover_of(const cv::Mat& aligned);

}  // namespace vision
