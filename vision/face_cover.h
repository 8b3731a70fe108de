// What covers a face: a mask over mouth and chin, dark glasses over the eyes. Pure.
#pragma once

#include <opencv2/core.hpp>

namespace vision {

/// Shares of the two regions that are unlike the person's own skin elsewhere on the face, 0-1.
struct FaceCover {
  float lower_face = 0;
  float eyes = 0;
};

/// From the aligned 112x112 BGR face (networks.h). Compares colour and brightness within the one face, so that it needs
/// no idea of what skin should look like but for one question: when eyes and cheeks differ, the more reddish is skin.
/// A grey picture is compared by brightness alone. A cover of skin's own colour (a hand) is not seen.
FaceCover cover_of(const cv::Mat& aligned);

}  // namespace vision
