// Finds the sheet in a photograph and lays it flat: straight, evenly lit, large enough to read.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "kiosk/checkin/letter_reader.h"

namespace kiosk::letters {

/// The flattened page, 8-bit grey, ruled lines removed, text some 40 pixels high; the whole photograph when no sheet
/// stands out.
cv::Mat flat_page(const cv::Mat& photo);

/// Watches a sheet while it is brought before the camera: 3 ms a picture of 1920 x 1080.
class PageWatch {
 public:
  /// What the person should do now; `none` when the sheet is near, lit, and where it was in the picture before.
  checkin::LetterHint look(const checkin::GrayPicture& picture);

 private:
  std::vector<cv::Point2f> before_;  ///< the sheet's corners
};

}  // namespace kiosk::letters
