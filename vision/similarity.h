// Turning, scaling and moving points onto others. For the sources of this folder.
#pragma once

#include <cstddef>
#include <opencv2/core.hpp>
#include <span>

#include "vision/face_observation.h"

namespace vision {

/// The least-squares similarity from `from` to `to` (as many, two or more), as the 2x3 matrix of an affine warp.
inline cv::Matx23d similarity(std::span<const Point> from, std::span<const Point> to) {
  const auto count = static_cast<double>(from.size());
  double fx = 0, fy = 0, tx = 0, ty = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    fx += from[i].x / count, fy += from[i].y / count;
    tx += to[i].x / count, ty += to[i].y / count;
  }
  double along = 0, cross = 0, square = 1e-9;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const double x = from[i].x - fx, y = from[i].y - fy, u = to[i].x - tx, v = to[i].y - ty;
    along += x * u + y * v;
    cross += x * v - y * u;
    square += x * x + y * y;
  }
  const double a = along / square, b = cross / square;
  return {a, -b, tx - a * fx + b * fy, b, a, ty - b * fx - a * fy};
}

}  // namespace vision
