// A card's front as the camera over a reader sees it: laid crooked on a table, lit from a side, a little out of focus.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

namespace cardreader {

/// How bad the photograph may be; angles in degrees, blur in pixels (standard deviation).
struct Photography {
  double turn = 12;          ///< rotation in the picture's plane, to either side
  double tilt = 0.06;        ///< how far corners move by perspective, as a share of the card's width
  double blur = 1.2;         ///< at most
  double light_fall = 0.35;  ///< how much darker the far side may be
  double noise = 6;          ///< grey levels
};

/// The photograph, 1600x1200 colour; the same seed gives the same picture. `front` is the printed front of 1012x638.
cv::Mat photograph(const cv::Mat& front, std::uint64_t seed, const Photography& how = {});

}  // namespace cardreader
