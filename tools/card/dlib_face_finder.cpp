// The only file of this tool that includes dlib.
#include "tools/card/dlib_face_finder.h"

#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/opencv.h>

#include <algorithm>

namespace card_tool {

std::vector<cv::Rect> find_faces(const cv::Mat& grey) {
  auto detector = dlib::get_frontal_face_detector();
  std::vector<cv::Rect> boxes;
  for (const dlib::rectangle& face : detector(dlib::cv_image<unsigned char>(grey))) {
    boxes.emplace_back(static_cast<int>(face.left()), static_cast<int>(face.top()), static_cast<int>(face.width()),
                       static_cast<int>(face.height()));
  }
  std::sort(boxes.begin(), boxes.end(), [](const cv::Rect& a, const cv::Rect& b) { return a.area() > b.area(); });
  return boxes;
}

}  // namespace card_tool
