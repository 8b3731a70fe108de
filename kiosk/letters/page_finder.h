// Finds the sheet in a photograph and lays it flat: straight, evenly lit, large enough to read.
#pragma once

#include <opencv2/core.hpp>

namespace kiosk::letters {

/// The flattened page, 8-bit grey, ruled lines removed, text some 40 pixels high; the whole photograph when no sheet
/// stands out.
cv::Mat flat_page(const cv::Mat& photo);

}  // namespace kiosk::letters
