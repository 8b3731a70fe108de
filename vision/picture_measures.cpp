// Light and sharpness.
#include "vision/picture_measures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "vision/similarity.h"

namespace vision {
namespace {

/// The middle of the 150-pixel chip, where there is skin and no background.
const cv::Rect inner_face(32, 34, 86, 90);
constexpr int blown_out = 250;

float mean_of(const cv::Mat& image) { return static_cast<float>(cv::mean(image)[0]); }

/// Mean brightness of what is not the face, from a small version of the frame.
float surround_of(const cv::Mat& grey, const Box& box) {
  constexpr double small = 80;
  const cv::Mat tiny = shrunk(grey, std::min(1.0, small / std::max(grey.cols, grey.rows)));
  const float scale = static_cast<float>(tiny.cols) / static_cast<float>(grey.cols);
  cv::Mat outside(tiny.size(), CV_8U, cv::Scalar(255));
  const cv::Rect face(static_cast<int>((box.left - 0.2F * box.width) * scale),
                      static_cast<int>((box.top - 0.4F * box.height) * scale),
                      static_cast<int>(1.4F * box.width * scale), static_cast<int>(1.8F * box.height * scale));
  outside(face & cv::Rect({}, tiny.size())).setTo(0);
  return cv::countNonZero(outside) > 0 ? static_cast<float>(cv::mean(tiny, outside)[0]) : mean_of(grey);
}

/// Light denoising first: sensor noise would pass for sharpness.
void measure_sharpness(const cv::Mat& grey_chip, FaceQuality& quality) {
  cv::Mat calm, laplacian, dx, dy;
  cv::GaussianBlur(grey_chip, calm, {3, 3}, 0.8);
  const cv::Mat face = calm(inner_face);
  cv::Laplacian(face, laplacian, CV_32F);
  cv::Scalar mean, deviation;
  cv::meanStdDev(laplacian, mean, deviation);
  quality.sharpness = static_cast<float>(deviation[0] * deviation[0]);
  // Motion smears along one direction: the structure tensor's weaker direction loses its fine detail.
  cv::Sobel(face, dx, CV_32F, 1, 0, 3);
  cv::Sobel(face, dy, CV_32F, 0, 1, 3);
  const double xx = dx.dot(dx), yy = dy.dot(dy), xy = dx.dot(dy);
  const double middle = (xx + yy) / 2, spread = std::sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
  quality.smear = static_cast<float>((middle - spread) / std::max(1.0, middle + spread));
}

}  // namespace

cv::Mat shrunk(const cv::Mat& picture, double scale) {
  const cv::Size wanted(std::max(1, cvRound(picture.cols * scale)), std::max(1, cvRound(picture.rows * scale)));
  cv::Mat smaller = picture;
  while (smaller.cols >= 2 * wanted.width && smaller.rows >= 2 * wanted.height) {
    // An odd last row or column is left out, so that each half is a mean of two by two.
    const cv::Mat even = smaller(cv::Rect(0, 0, smaller.cols / 2 * 2, smaller.rows / 2 * 2));
    cv::Mat half;
    cv::resize(even, half, {even.cols / 2, even.rows / 2}, 0, 0, cv::INTER_AREA);
    smaller = half;
  }
  if (smaller.size() != wanted) cv::resize(smaller, smaller, wanted, 0, 0, cv::INTER_LINEAR);
  return smaller;
}

void measure_picture(const cv::Mat& grey, const cv::Mat& chip, const FaceObservation& face, FaceQuality& quality) {
  cv::Mat grey_chip;
  cv::cvtColor(chip, grey_chip, cv::COLOR_BGR2GRAY);
  const cv::Mat inner = grey_chip(inner_face);
  quality.level = mean_of(inner);
  quality.clipped = static_cast<float>(cv::countNonZero(inner >= blown_out)) / static_cast<float>(inner.total());
  quality.surround = surround_of(grey, face.box);
  measure_sharpness(grey_chip, quality);
}

FaceBand band_of(const cv::Mat& grey, const Landmarks& points) {
  constexpr std::array<std::size_t, 8> firm{36, 39, 42, 45, 27, 28, 29, 30};
  constexpr std::array<Point, 8> places{
      {{26, 40}, {45, 41}, {67, 41}, {86, 40}, {56, 42}, {56, 52}, {56, 60}, {56, 68}}};
  std::array<Point, 8> found;
  for (std::size_t i = 0; i < firm.size(); ++i) found[i] = points[firm[i]];
  cv::Mat aligned, half;
  cv::warpAffine(grey, aligned, similarity(found, places), {112, 112}, cv::INTER_LINEAR);
  cv::GaussianBlur(aligned, aligned, {}, 1);
  cv::resize(aligned, half, {56, 56}, 0, 0, cv::INTER_AREA);
  constexpr int left = 6, top = 9;
  FaceBand band;
  for (int y = 0; y < FaceBand::height; ++y)
    std::copy_n(half.ptr(top + y) + left, FaceBand::width, band.grey.begin() + y * FaceBand::width);
  return band;
}

FacePatch patch_of(const cv::Mat& grey, const Landmarks& points) {
  const cv::Point2f left((points[36].x + points[39].x) / 2, (points[36].y + points[39].y) / 2);
  const cv::Point2f right((points[42].x + points[45].x) / 2, (points[42].y + points[45].y) / 2);
  const float face = std::max(1.0F, std::hypot(points[16].x - points[0].x, points[16].y - points[0].y));
  const cv::Point2f along = (right - left) / std::max(1e-3F, static_cast<float>(cv::norm(right - left))) * face;
  const cv::Point2f down(-along.y, along.x);
  // Twice as fine first: a face is mostly larger than its patch.
  constexpr float fine = FacePatch::pixel / 2;
  const cv::Point2f origin =
      (left + right) / 2 + along * (FacePatch::left + fine / 2) + down * (FacePatch::top + fine / 2);
  const cv::Matx23f there(along.x * fine, down.x * fine, origin.x, along.y * fine, down.y * fine, origin.y);
  cv::Mat doubled, patch;
  cv::warpAffine(grey, doubled, there, {2 * FacePatch::width, 2 * FacePatch::height},
                 cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
  cv::resize(doubled, patch, {FacePatch::width, FacePatch::height}, 0, 0, cv::INTER_AREA);
  FacePatch made;
  std::copy_n(patch.ptr(), made.grey.size(), made.grey.begin());
  return made;
}

float edges_around(const cv::Mat& grey, const Landmarks& points) {
  constexpr float width = 320;
  const float scale = width / static_cast<float>(grey.cols);
  cv::Mat small, edges;
  cv::resize(grey, small, {}, scale, scale, cv::INTER_AREA);
  cv::Canny(small, edges, 40, 100);
  const float face = std::hypot(points[16].x - points[0].x, points[16].y - points[0].y) * scale;
  const cv::Point2f centre(points[30].x * scale, points[30].y * scale);
  std::vector<cv::Vec4i> lines;
  cv::HoughLinesP(edges, lines, 1, CV_PI / 180, 30, face * 0.7, 6);
  float left = 0, right = 0, level = 0;
  for (const cv::Vec4i& line : lines) {
    const cv::Point2f a(static_cast<float>(line[0]), static_cast<float>(line[1])),
        b(static_cast<float>(line[2]), static_cast<float>(line[3]));
    const cv::Point2f middle = (a + b) * 0.5F - centre, along = b - a;
    const float length = static_cast<float>(cv::norm(along)) / face;
    const bool upright = std::abs(along.x) < 0.2F * std::abs(along.y),
               flat = std::abs(along.y) < 0.2F * std::abs(along.x);
    const float aside = std::abs(middle.x) / face, above = std::abs(middle.y) / face;
    // Outside the face, but not far from it, and not beside another part of the frame.
    if (upright && aside > 0.6F && aside < 1.5F && above < 1) (middle.x < 0 ? left : right) += length;
    if (flat && above > 0.7F && above < 1.9F && aside < 0.8F) level += length;
  }
  const auto clear = [](float length) { return std::min(1.0F, length / 1.2F); };
  return std::min(clear(left), clear(right)) * (0.5F + 0.5F * clear(level));
}

// A screen's grid beats with the camera's: one frequency stands out of the spectrum as no skin or hair does.
float surface_waves(const cv::Mat& grey, const Landmarks& points) {
  constexpr int side = 128, slowest = 18, fastest = 60, rings = fastest - slowest;
  const cv::Rect patch(static_cast<int>(points[30].x) - side / 2, static_cast<int>(points[30].y) - side / 2, side,
                       side);
  if ((patch & cv::Rect(0, 0, grey.cols, grey.rows)) != patch) return 0;
  static const cv::Mat window = [] {
    cv::Mat hann;
    cv::createHanningWindow(hann, {side, side}, CV_32F);
    return hann;
  }();
  cv::Mat calm, spectrum;
  grey(patch).convertTo(calm, CV_32F);
  calm = (calm - cv::mean(calm)[0]).mul(window);
  cv::dft(calm, spectrum, cv::DFT_COMPLEX_OUTPUT);
  std::array<std::vector<float>, rings> power;
  for (int v = 0; v <= side / 2; ++v)
    for (int u = 0; u < side; ++u) {
      const int x = u < side / 2 ? u : u - side;
      const int ring = static_cast<int>(std::hypot(x, v)) - slowest;
      // Eight-pixel blocks of the compression lie on the axes.
      const bool block = (std::abs(x) < 2 && (v + 1) % 16 < 3) || (v < 2 && (std::abs(x) + 1) % 16 < 3);
      if (ring < 0 || ring >= rings || block) continue;
      const auto value = spectrum.at<cv::Vec2f>(v, u);
      power[static_cast<std::size_t>(ring)].push_back(value.dot(value));
    }
  float highest = 0;
  for (auto& ring : power) {
    const auto middle = ring.begin() + static_cast<std::ptrdiff_t>(ring.size() / 2);
    std::nth_element(ring.begin(), middle, ring.end());
    highest = std::max(highest, *std::max_element(middle, ring.end()) / std::max(1.0F, *middle));
  }
  // Noise alone gives about 11 times the middle; the limits are measured (docs/faces.md).
  return std::clamp((std::log10(std::max(1.0F, highest)) - 1.0F) / 2.0F, 0.0F, 1.0F);
}

}  // namespace vision
