// Regions of the aligned face, compared by chromaticity and brightness.
#include "vision/face_cover.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <span>
#include <vector>

namespace vision {
namespace {

/// Under the eyes and between the brows: seen above every mask, hidden by large glasses.
const std::array above_mask{cv::Rect(30, 57, 14, 6), cv::Rect(68, 57, 14, 6), cv::Rect(50, 36, 12, 12)};
const std::array between_brows{cv::Rect(50, 34, 12, 12)};
/// Cheeks and nose: seen below every pair of glasses, hidden by a mask.
const std::array below_glasses{cv::Rect(34, 68, 14, 9), cv::Rect(64, 68, 14, 9), cv::Rect(50, 64, 12, 10)};
const std::array around_eyes{cv::Rect(28, 44, 20, 15), cv::Rect(64, 44, 20, 15)};
/// Jaw on both sides, and mouth with chin, which weighs twice: a beard leaves the lips.
const std::array lower_half{cv::Rect(32, 76, 12, 16), cv::Rect(68, 76, 12, 16), cv::Rect(42, 80, 28, 24),
                            cv::Rect(42, 80, 28, 24)};

struct Tone {
  float brightness, red, green;  ///< red and green as shares of all three
};

Tone tone_of(const cv::Vec3b& pixel) {
  // A little grey added: chromaticity of almost black pixels is noise.
  const float sum = static_cast<float>(pixel[0] + pixel[1] + pixel[2]) + 15;
  return {sum / 3, (static_cast<float>(pixel[2]) + 5) / sum, (static_cast<float>(pixel[1]) + 5) / sum};
}

Tone middle_tone(const cv::Mat& face, std::span<const cv::Rect> regions) {
  std::array<std::vector<float>, 3> values;
  for (const cv::Rect& region : regions)
    for (int y = region.y; y < region.br().y; ++y)
      for (int x = region.x; x < region.br().x; ++x) {
        const Tone tone = tone_of(face.at<cv::Vec3b>(y, x));
        values[0].push_back(tone.brightness), values[1].push_back(tone.red), values[2].push_back(tone.green);
      }
  const auto median = [](std::vector<float>& list) {
    std::nth_element(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(list.size() / 2), list.end());
    return list[list.size() / 2];
  };
  return {median(values[0]), median(values[1]), median(values[2])};
}

const cv::Rect eye_band(26, 44, 60, 16);
/// The middle of the mouth, where lips meet in one row or nearly so.
constexpr int mouth_left = 46, mouth_width = 20, mouth_top = 82, mouth_bottom = 104, lip_height = 4;

float mouth_line_of(const cv::Mat& aligned) {
  cv::Mat grey;
  cv::cvtColor(aligned, grey, cv::COLOR_BGR2GRAY);
  cv::GaussianBlur(grey, grey, {}, 1);
  const auto row = [&](int y) { return cv::mean(grey(cv::Rect(mouth_left, y, mouth_width, 1)))[0]; };
  double darkest = 0;
  for (int y = mouth_top; y < mouth_bottom; ++y)
    darkest = std::max(darkest, (row(y - lip_height) + row(y + lip_height)) / 2 - row(y));
  cv::Scalar mean, deviation;
  cv::meanStdDev(grey(eye_band), mean, deviation);
  return static_cast<float>(darkest / std::max(1.0, deviation[0]));
}

/// Shadow and light change brightness by half and double; colour of skin stays within `other_colour` on one face.
constexpr float other_colour = 0.055F;

float share_unlike(const cv::Mat& face, std::span<const cv::Rect> regions, const Tone& skin, float darkest,
                   float brightest) {
  float sum = 0;
  for (const cv::Rect& region : regions) {
    int unlike = 0;
    for (int y = region.y; y < region.br().y; ++y)
      for (int x = region.x; x < region.br().x; ++x) {
        const Tone tone = tone_of(face.at<cv::Vec3b>(y, x));
        const float light = tone.brightness / skin.brightness;
        if (light < darkest || light > brightest ||
            std::hypot(tone.red - skin.red, tone.green - skin.green) > other_colour)
          ++unlike;
      }
    sum += static_cast<float>(unlike) / static_cast<float>(region.area());
  }
  return sum / static_cast<float>(regions.size());
}

}  // namespace

FaceCover cover_of(const cv::Mat& aligned) {
  const Tone upper = middle_tone(aligned, above_mask), lower = middle_tone(aligned, below_glasses);
  const FaceCover both{share_unlike(aligned, lower_half, upper, 0.35F, 1.9F),
                       share_unlike(aligned, around_eyes, lower, 0.5F, 1.9F), mouth_line_of(aligned)};
  // Either half being unlike the other says that one is covered, not which. Glasses are dark before reddish skin that
  // goes on between the brows; else what is below is the cover.
  constexpr float reddish = 0.355F;  // grey is a third
  const bool dark_eyes = middle_tone(aligned, around_eyes).brightness < 0.6F * lower.brightness;
  const bool grey_picture = std::abs(upper.red - 1 / 3.0F) < 0.004F && std::abs(lower.red - 1 / 3.0F) < 0.004F;
  const Tone brow = middle_tone(aligned, between_brows);
  const float light = brow.brightness / lower.brightness;
  const bool goes_on =
      light > 0.6F && light < 1.5F && std::hypot(brow.red - lower.red, brow.green - lower.green) < 0.04F;
  const bool glasses = dark_eyes && goes_on && (lower.red > reddish || grey_picture);
  return glasses ? FaceCover{0, both.eyes, both.mouth_line} : FaceCover{both.lower_face, 0, both.mouth_line};
}

}  // namespace vision
