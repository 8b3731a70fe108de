// Between our Image and OpenCV's matrices. For the sources of this folder and the face tools; no public header needs
// it.
#pragma once

#include <algorithm>
#include <opencv2/core.hpp>

#include "vision/image.h"

namespace vision {

/// A matrix over the image's own pixels, which must outlive it and must not be written through it.
inline cv::Mat view_of(const Image& image) {
  return cv::Mat(image.height, image.width, CV_8UC3, const_cast<unsigned char*>(image.bgr.data()));
}

/// A copy of an 8-bit matrix with three channels.
inline Image image_from(const cv::Mat& bgr) {
  Image image{bgr.cols, bgr.rows, {}};
  image.bgr.resize(image.row_bytes() * static_cast<std::size_t>(bgr.rows));
  for (int row = 0; row < bgr.rows; ++row)
    std::copy_n(bgr.ptr(row), image.row_bytes(),
                image.bgr.begin() + static_cast<std::ptrdiff_t>(row * image.row_bytes()));
  return image;
}

}  // namespace vision
