// Perspective, light, blur, noise, compression: drawn from a seed.
#include "cardreader/front/photographed_card.h"

#include <array>
#include <cmath>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace cardreader {
namespace {

constexpr int width = 1600;
constexpr int height = 1200;

/// Corners of the card on the picture: turned about the middle, then each pulled a little.
std::array<cv::Point2f, 4> corners_on_table(cv::RNG& chance, const cv::Size& card, const Photography& how) {
  const double angle = chance.uniform(-how.turn, how.turn) * CV_PI / 180 + (chance.uniform(0, 2) == 1 ? CV_PI : 0);
  const double scale = chance.uniform(1.05, 1.25);
  const cv::Point2d middle(width / 2.0 + chance.uniform(-60, 60), height / 2.0 + chance.uniform(-60, 60));
  const double pull = how.tilt * card.width;
  std::array<cv::Point2f, 4> corners;
  const std::array<cv::Point2d, 4> own{cv::Point2d{-0.5, -0.5}, {0.5, -0.5}, {0.5, 0.5}, {-0.5, 0.5}};
  for (std::size_t i = 0; i < own.size(); ++i) {
    const double x = own[i].x * card.width * scale;
    const double y = own[i].y * card.height * scale;
    corners[i] = cv::Point2f(
        static_cast<float>(middle.x + x * std::cos(angle) - y * std::sin(angle) + chance.uniform(-pull, pull) / 2),
        static_cast<float>(middle.y + x * std::sin(angle) + y * std::cos(angle) + chance.uniform(-pull, pull) / 2));
  }
  return corners;
}

/// Light that falls off across the picture, and a soft shine that may lie over the card.
void light(cv::Mat& picture, cv::RNG& chance, const Photography& how) {
  const double direction = chance.uniform(0.0, 2 * CV_PI);
  const double fall = chance.uniform(0.0, how.light_fall);
  const double whole = chance.uniform(0.75, 1.08);
  for (int y = 0; y < picture.rows; ++y) {
    auto* row = picture.ptr<cv::Vec3f>(y);
    for (int x = 0; x < picture.cols; ++x) {
      const double along = (x / static_cast<double>(width) - 0.5) * std::cos(direction) +
                           (y / static_cast<double>(height) - 0.5) * std::sin(direction);
      row[x] *= static_cast<float>(whole * (1 - fall * (along + 0.5)));
    }
  }
}

}  // namespace

cv::Mat photograph(const cv::Mat& front, std::uint64_t seed, const Photography& how) {
  cv::RNG chance(seed * 0x9E3779B97F4A7C15ULL + 1);
  const int grey = chance.uniform(25, 110);
  cv::Mat table(height, width, CV_8UC3, cv::Scalar(grey * 0.7, grey * 0.85, grey));
  const auto corners = corners_on_table(chance, front.size(), how);
  const std::array<cv::Point2f, 4> own{cv::Point2f{0, 0},
                                       {static_cast<float>(front.cols), 0},
                                       {static_cast<float>(front.cols), static_cast<float>(front.rows)},
                                       {0, static_cast<float>(front.rows)}};
  cv::warpPerspective(front, table, cv::getPerspectiveTransform(own.data(), corners.data()), table.size(),
                      cv::INTER_AREA, cv::BORDER_TRANSPARENT);
  cv::Mat picture;
  table.convertTo(picture, CV_32FC3);
  light(picture, chance, how);
  const double blur = chance.uniform(0.3, how.blur);
  cv::GaussianBlur(picture, picture, {}, blur);
  cv::Mat noise(picture.size(), CV_32FC3);
  chance.fill(noise, cv::RNG::NORMAL, 0, chance.uniform(1.0, how.noise));
  picture += noise;
  cv::Mat eight_bit;
  picture.convertTo(eight_bit, CV_8UC3);
  std::vector<unsigned char> jpeg;
  cv::imencode(".jpg", eight_bit, jpeg, {cv::IMWRITE_JPEG_QUALITY, chance.uniform(75, 95)});
  return cv::imdecode(jpeg, cv::IMREAD_COLOR);
}

}  // namespace cardreader
