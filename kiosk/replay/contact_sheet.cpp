#include "kiosk/replay/contact_sheet.h"

#include <algorithm>
#include <cstdio>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace kiosk::replay {
namespace {

constexpr int tile_width = 320;
constexpr int picture_height = 240;
constexpr int caption_height = 62;
constexpr int columns = 4;
constexpr std::size_t most_tiles = 12;

const cv::Scalar paper(250, 250, 250);
const cv::Scalar ink(30, 30, 30);
const cv::Scalar accepted(75, 122, 25);
const cv::Scalar open(120, 90, 0);

std::vector<UsedFrame> evenly_chosen(const std::vector<UsedFrame>& frames) {
  if (frames.size() <= most_tiles) return frames;
  std::vector<UsedFrame> chosen;
  for (std::size_t tile = 0; tile < most_tiles; ++tile) {
    chosen.push_back(frames[tile * (frames.size() - 1) / (most_tiles - 1)]);
  }
  return chosen;
}

void hide(cv::Mat& picture, const vision::Box& face) {
  const cv::Rect box = cv::Rect(static_cast<int>(face.left), static_cast<int>(face.top), static_cast<int>(face.width),
                                static_cast<int>(face.height)) &
                       cv::Rect(0, 0, picture.cols, picture.rows);
  if (box.empty()) return;
  cv::Mat part = picture(box);
  cv::Mat coarse;
  cv::resize(part, coarse, cv::Size(6, 6), 0, 0, cv::INTER_AREA);
  cv::resize(coarse, part, part.size(), 0, 0, cv::INTER_NEAREST);
}

void write(cv::Mat& tile, const std::string& words, int line, const cv::Scalar& colour) {
  cv::putText(tile, words, cv::Point(8, picture_height + 18 * (line + 1)), cv::FONT_HERSHEY_SIMPLEX, 0.43, colour, 1,
              cv::LINE_AA);
}

std::string formatted(const char* format, double first, double second) {
  char text[96];
  std::snprintf(text, sizeof text, format, first, second);
  return text;
}

cv::Mat tile_of(const UsedFrame& used, Faces faces) {
  const auto& image = used.frame->image;
  // OpenCV wants a mutable pointer; the pixels are copied before anything is drawn.
  cv::Mat picture = cv::Mat(image.height, image.width, CV_8UC3, const_cast<unsigned char*>(image.bgr.data())).clone();
  if (faces == Faces::hidden) hide(picture, used.face);
  const bool matched = used.decision.verdict == vision::Verdict::match;
  cv::rectangle(picture,
                cv::Rect(static_cast<int>(used.face.left), static_cast<int>(used.face.top),
                         static_cast<int>(used.face.width), static_cast<int>(used.face.height)),
                matched ? accepted : open, std::max(1, picture.cols / 320));
  const double scale = std::min(double(tile_width) / picture.cols, double(picture_height) / picture.rows);
  cv::Mat small;
  cv::resize(picture, small, {}, scale, scale, cv::INTER_AREA);
  cv::Mat tile(picture_height + caption_height, tile_width, CV_8UC3, paper);
  small.copyTo(
      tile(cv::Rect((tile_width - small.cols) / 2, (picture_height - small.rows) / 2, small.cols, small.rows)));
  char time[48];
  std::snprintf(time, sizeof time, "%.2f s  ", static_cast<double>(used.at.since_start.count()) / 1000.0);
  write(tile, time + std::string(vision::name_of(used.decision.verdict)), 0, matched ? accepted : ink);
  if (used.decision.distances) {
    write(tile, formatted("second %.3f (accept <= %.3f)", used.decision.distances->second, used.decision.accept_second),
          1, ink);
    write(tile, formatted("first  %.3f (veto from %.3f)", used.decision.distances->first, used.decision.veto_first), 2,
          ink);
  }
  return tile;
}

/// May throw what OpenCV throws.
cv::Mat sheet_of(const std::vector<UsedFrame>& frames, Faces faces) {
  const auto chosen = evenly_chosen(frames);
  const int count = std::max(1, static_cast<int>(chosen.size()));
  const int rows = (count + columns - 1) / columns;
  cv::Mat sheet(rows * (picture_height + caption_height), std::min(count, columns) * tile_width, CV_8UC3, paper);
  for (int index = 0; index < static_cast<int>(chosen.size()); ++index) {
    const cv::Mat tile = tile_of(chosen[static_cast<std::size_t>(index)], faces);
    tile.copyTo(sheet(cv::Rect((index % columns) * tile_width, (index / columns) * tile.rows, tile.cols, tile.rows)));
  }
  if (chosen.empty())
    cv::putText(sheet, "no frame was used", {40, 120}, cv::FONT_HERSHEY_SIMPLEX, 0.8, ink, 1, cv::LINE_AA);
  return sheet;
}

}  // namespace

base::Result<base::Done, std::string> write_contact_sheet(const std::vector<UsedFrame>& frames,
                                                          const std::filesystem::path& file, Faces faces) {
  try {
    if (!cv::imwrite(file.string(), sheet_of(frames, faces)))
      return "the contact sheet cannot be written to " + file.string();
  } catch (const cv::Exception& problem) {
    return "the contact sheet cannot be written to " + file.string() + ": " + problem.err;
  }
  return base::Done{};
}

base::Result<std::vector<unsigned char>, std::string> contact_sheet_jpeg(const std::vector<UsedFrame>& frames,
                                                                         Faces faces) {
  std::vector<unsigned char> bytes;
  try {
    cv::imencode(".jpg", sheet_of(frames, faces), bytes, {cv::IMWRITE_JPEG_QUALITY, 75});
  } catch (const cv::Exception& problem) {
    return std::string("the contact sheet cannot be made: ") + problem.err;
  }
  return bytes;
}

}  // namespace kiosk::replay
