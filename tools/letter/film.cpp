#include "tools/letter/film.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include "kiosk/letters/letter_photo.h"

namespace letter {
namespace {

using namespace kiosk::letters;

constexpr double frames_a_second = 10;
constexpr double brought_up = 1.2;  // seconds until the hand is at rest

/// The flaws of the photograph at that moment: a hand that comes to rest, and trembles a little.
PhotoFlaws flaws_at(double second, const PhotoFlaws& at_rest) {
  PhotoFlaws now = at_rest;
  const double on_the_way = std::max(0.0, 1 - second / brought_up);
  now.turned_degrees += 25 * on_the_way + 0.15 * std::sin(5 * second);
  now.blur_pixels += 4 * on_the_way;
  return now;
}

}  // namespace

std::optional<std::string> shoot(const Film& film) {
  namespace fs = std::filesystem;
  const fs::path to(film.to), part = to.string() + ".part" + to.extension().string();
  cv::VideoWriter writer(part.string(), cv::CAP_FFMPEG, cv::VideoWriter::fourcc('m', 'p', '4', 'v'), frames_a_second,
                         {1920, 1080});
  if (!writer.isOpened()) return "cannot write " + film.to + "; is the folder there, and its ending .mp4?";
  const PhotoFlaws at_rest{.turned_degrees = 3, .tilt = 0.02, .light_fall = 0.25, .blur_pixels = 0.4, .noise = 3};
  const int count = static_cast<int>(film.seconds * frames_a_second);
  for (int i = 0; i < count; ++i) {
    const PhotoFlaws flaws = flaws_at(i / frames_a_second, at_rest);
    GrayPicture seen = photograph(film.sample, flaws, film.seed + static_cast<unsigned>(i), CameraPose::lying);
    const cv::Mat grey{seen.height, seen.width, CV_8UC1, seen.pixels.data()};
    cv::Mat colour;
    cv::cvtColor(grey, colour, cv::COLOR_GRAY2BGR);
    writer.write(colour);
  }
  writer.release();
  std::error_code error;
  if (fs::file_size(part, error) < 1000 || error) return "cannot write " + film.to + "; is the disk full?";
  fs::rename(part, to, error);
  if (error) return "cannot write " + film.to + ": " + error.message();
  return std::nullopt;
}

}  // namespace letter
