// Perspective, light, blur, noise and JPEG, in the order in which a camera adds them.
#include "kiosk/letters/letter_photo.h"

#include <cmath>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <random>

namespace kiosk::letters {
namespace {

cv::Mat placed_on_desk(const cv::Mat& page, const PhotoFlaws& flaws, cv::Size frame) {
  const double scale =
      0.82 * std::min(frame.width / static_cast<double>(page.cols), frame.height / static_cast<double>(page.rows));
  const double half_width = page.cols * scale / 2, half_height = page.rows * scale / 2;
  const double angle = flaws.turned_degrees * CV_PI / 180;
  const cv::Point2f corners[] = {{0, 0},
                                 {static_cast<float>(page.cols), 0},
                                 {static_cast<float>(page.cols), static_cast<float>(page.rows)},
                                 {0, static_cast<float>(page.rows)}};
  const double x[] = {-1, 1, 1, -1}, y[] = {-1, -1, 1, 1};
  cv::Point2f seen[4];
  for (int i = 0; i < 4; ++i) {
    const double width = half_width * (y[i] < 0 ? 1 - flaws.tilt : 1);
    const double px = x[i] * width, py = y[i] * half_height;
    seen[i] = {static_cast<float>(frame.width / 2.0 + px * std::cos(angle) - py * std::sin(angle)),
               static_cast<float>(frame.height / 2.0 + px * std::sin(angle) + py * std::cos(angle))};
  }
  cv::Mat photo;
  cv::warpPerspective(page, photo, cv::getPerspectiveTransform(corners, seen), frame, cv::INTER_AREA,
                      cv::BORDER_CONSTANT, cv::Scalar{52});
  return photo;
}

}  // namespace

PhotoFlaws random_flaws(unsigned seed) {
  std::mt19937 random{seed * 7919 + 1};
  const auto between = [&random](double low, double high) { return std::uniform_real_distribution{low, high}(random); };
  return {between(-8, 8),  between(0, 0.06), between(0, 0.5),
          between(0, 0.9), between(0, 6),    static_cast<int>(between(75, 95))};
}

GrayPicture photograph(const SampleLetter& sample, const PhotoFlaws& flaws, unsigned seed, CameraPose pose) {
  GrayPicture drawn = draw(sample, sample.layout == Layout::card ? 24 : sample.layout == Layout::postcard ? 14 : 7);
  const cv::Mat page{drawn.height, drawn.width, CV_8UC1, drawn.pixels.data()};
  const bool is_upright = sample.layout == Layout::a4 && pose == CameraPose::as_the_paper;
  const cv::Size frame = is_upright ? cv::Size{1080, 1920} : cv::Size{1920, 1080};
  cv::Mat photo;
  placed_on_desk(page, flaws, frame).convertTo(photo, CV_32F);
  for (int x = 0; x < photo.cols; ++x) photo.col(x) *= 1 - flaws.light_fall * x / photo.cols;
  if (flaws.blur_pixels > 0.05) cv::GaussianBlur(photo, photo, {}, flaws.blur_pixels);
  cv::Mat noise{photo.size(), CV_32F};
  cv::RNG random{seed + 1};
  random.fill(noise, cv::RNG::NORMAL, 0, flaws.noise);
  photo += noise;
  cv::Mat bytes;
  photo.convertTo(bytes, CV_8U);
  std::vector<unsigned char> jpeg;
  cv::imencode(".jpg", bytes, jpeg, {cv::IMWRITE_JPEG_QUALITY, flaws.jpeg_quality});
  bytes = cv::imdecode(jpeg, cv::IMREAD_GRAYSCALE);
  GrayPicture picture{bytes.cols, bytes.rows, {}};
  picture.pixels.assign(bytes.data, bytes.data + bytes.total());
  return picture;
}

}  // namespace kiosk::letters
