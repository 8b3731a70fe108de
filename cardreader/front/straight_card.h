// Finds the card in a photograph and lays it straight.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace cardreader {

/// The card as a picture of 1012x638 pixels, for each way it may lie (two: as found and upside down). Empty when there
/// is no quadrangle of a card's shape. OpenCV's exceptions do not leave it.
std::vector<cv::Mat> straight_cards(const cv::Mat& photograph);

}  // namespace cardreader
