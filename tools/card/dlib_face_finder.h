// Finds faces with dlib's own frontal detector, which needs no model file: cards can be made before models are fetched.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace card_tool {

/// Boxes of the faces in a grey picture, largest first. A box spans brows to chin.
std::vector<cv::Rect> find_faces(const cv::Mat& grey);

}  // namespace card_tool
