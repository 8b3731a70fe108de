// Plane against head.
#include "vision/depth_evidence.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/calib3d.hpp>
#include <vector>

#include "vision/similarity.h"

namespace vision {
namespace {

constexpr std::array<std::size_t, 13> rigid{27, 28, 29, 30, 31, 33, 35, 36, 39, 42, 45, 0, 16};

std::vector<cv::Point2f> rigid_points(const Landmarks& shape) {
  std::vector<cv::Point2f> points;
  for (const std::size_t i : rigid) points.emplace_back(shape[i].x, shape[i].y);
  return points;
}

/// Means of neighbouring shapes, so that the jitter of single frames does not pass for depth.
std::vector<std::vector<cv::Point2f>> smoothed(std::span<const Landmarks> shapes) {
  constexpr std::size_t width = 3;
  std::vector<std::vector<cv::Point2f>> means;
  for (std::size_t at = 0; at + width <= shapes.size(); at += width) {
    auto mean = rigid_points(shapes[at]);
    for (std::size_t k = 1; k < width; ++k) {
      const auto next = rigid_points(shapes[at + k]);
      for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += next[i];
    }
    for (auto& point : mean) point *= 1.0F / width;
    means.push_back(std::move(mean));
  }
  return means;
}

std::vector<Point> as_points(const std::vector<cv::Point2f>& shape) {
  std::vector<Point> points;
  for (const cv::Point2f& p : shape) points.push_back({p.x, p.y});
  return points;
}

float face_span(const std::vector<cv::Point2f>& points) {
  return static_cast<float>(std::max(1.0, cv::norm(points[11] - points[12])));
}

float rms_after(const std::vector<cv::Point2f>& from, const std::vector<cv::Point2f>& to, const cv::Mat& homography) {
  std::vector<cv::Point2f> moved;
  cv::perspectiveTransform(from, moved, homography);
  double sum = 0;
  for (std::size_t i = 0; i < to.size(); ++i) sum += (moved[i] - to[i]).dot(moved[i] - to[i]);
  return static_cast<float>(std::sqrt(sum / static_cast<double>(to.size())));
}

}  // namespace

DepthEvidence depth_evidence(std::span<const Landmarks> shapes) {
  DepthEvidence evidence;
  if (shapes.size() < 8) return evidence;
  const auto means = smoothed(shapes);
  float noise = 0;
  std::vector<float> steps, residuals;
  for (std::size_t i = 1; i < means.size(); ++i) {
    const float span = face_span(means[i]);
    const cv::Mat step = cv::findHomography(means[i - 1], means[i]);
    const cv::Mat whole = cv::findHomography(means.front(), means[i]);
    if (!step.empty()) steps.push_back(rms_after(means[i - 1], means[i], step) / span);
    if (!whole.empty()) residuals.push_back(rms_after(means.front(), means[i], whole) / span);
    const cv::Matx23d s = similarity(as_points(means.front()), as_points(means[i]));
    const cv::Mat square(cv::Matx33d(s(0, 0), s(0, 1), s(0, 2), s(1, 0), s(1, 1), s(1, 2), 0, 0, 1));
    evidence.motion = std::max(evidence.motion, rms_after(means.front(), means[i], square) / span);
  }
  if (steps.empty() || residuals.size() < 2) return evidence;
  std::nth_element(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2), steps.end());
  noise = std::max(steps[steps.size() / 2], 0.004F);
  const auto high = residuals.begin() + static_cast<std::ptrdiff_t>(residuals.size() * 9 / 10);
  std::nth_element(residuals.begin(), high, residuals.end());
  evidence.depth = *high / (3 * noise);
  return evidence;
}

}  // namespace vision
