// Light and sharpness.
#include "vision/picture_measures.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace vision {
namespace {

/// The middle of the 150-pixel chip, where there is skin and no background.
const cv::Rect inner_face(32, 34, 86, 90);
constexpr int blown_out = 250;

float mean_of(const cv::Mat& image) { return static_cast<float>(cv::mean(image)[0]); }

/// Mean brightness of what is not the face, from a small version of the frame.
float surround_of(const cv::Mat& grey, const Box& box) {
  constexpr int small = 64;
  cv::Mat tiny;
  cv::resize(grey, tiny, {small, small}, 0, 0, cv::INTER_AREA);
  const float sx = small / static_cast<float>(grey.cols), sy = small / static_cast<float>(grey.rows);
  cv::Mat outside(small, small, CV_8U, cv::Scalar(255));
  const cv::Rect face(static_cast<int>((box.left - 0.2F * box.width) * sx),
                      static_cast<int>((box.top - 0.4F * box.height) * sy), static_cast<int>(1.4F * box.width * sx),
                      static_cast<int>(1.8F * box.height * sy));
  outside(face & cv::Rect(0, 0, small, small)).setTo(0);
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

void measure_picture(const cv::Mat& grey, const cv::Mat& chip, const FaceObservation& face, FaceQuality& quality) {
  cv::Mat grey_chip;
  cv::cvtColor(chip, grey_chip, cv::COLOR_BGR2GRAY);
  const cv::Mat inner = grey_chip(inner_face);
  quality.level = mean_of(inner);
  quality.clipped = static_cast<float>(cv::countNonZero(inner >= blown_out)) / static_cast<float>(inner.total());
  quality.surround = surround_of(grey, face.box);
  measure_sharpness(grey_chip, quality);
}

}  // namespace vision
