// Image: plain pixels, so that nobody outside this folder needs an imaging library to hold, show or make a picture.
#pragma once

#include <cstddef>
#include <vector>

namespace vision {

/// 8-bit colour pixels, blue-green-red, three bytes a pixel, rows from the top without padding:
/// `bgr.size() == width * height * 3`. An empty image has width and height 0.
struct Image {
  int width = 0;
  int height = 0;
  std::vector<unsigned char> bgr;

  bool empty() const { return bgr.empty(); }
  std::size_t row_bytes() const { return static_cast<std::size_t>(width) * 3; }
};

}  // namespace vision
