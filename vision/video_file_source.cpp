// Recorded videos through OpenCV's FFmpeg reader.
#include "vision/video_file_source.h"

#include <stdlib.h>  // NOLINT: setenv is POSIX

#include <cmath>
#include <filesystem>
#include <opencv2/videoio.hpp>

#include "vision/mat_view.h"

namespace vision {
namespace {

/// Larger frames are a mistake (or an attack on our memory); the largest camera we serve gives 8 megapixels.
constexpr double most_frame_pixels = 34'000'000;

}  // namespace

struct VideoFileSource::Reader {
  std::string path;
  cv::VideoCapture capture;
  double rate = 30;
  double announced_frames = 0;
  std::uint64_t next = 0;
  base::TimePoint last{base::Duration{-1}};
  SharedFrame first;
  bool ended = false;
};

VideoFileSource::VideoFileSource(std::unique_ptr<Reader> reader) : reader_(std::move(reader)) {}
VideoFileSource::~VideoFileSource() = default;

base::Result<std::unique_ptr<VideoFileSource>, VisionError> VideoFileSource::open(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return VisionError{VisionProblem::file_missing, path};
  if (std::filesystem::file_size(path, error) == 0) return VisionError{VisionProblem::file_empty, path};
  ::setenv("OPENCV_FFMPEG_LOGLEVEL", "-8", 0);  // FFmpeg would print its own words beside ours
  try {
    auto reader = std::make_unique<Reader>();
    reader->path = path;
    if (!reader->capture.open(path, cv::CAP_FFMPEG)) return VisionError{VisionProblem::file_damaged, path};
    const double pixels =
        reader->capture.get(cv::CAP_PROP_FRAME_WIDTH) * reader->capture.get(cv::CAP_PROP_FRAME_HEIGHT);
    if (pixels > most_frame_pixels) return VisionError{VisionProblem::picture_too_large, path};
    const double rate = reader->capture.get(cv::CAP_PROP_FPS);
    if (std::isfinite(rate) && rate >= 1 && rate <= 1000) reader->rate = rate;
    reader->announced_frames = reader->capture.get(cv::CAP_PROP_FRAME_COUNT);
    std::unique_ptr<VideoFileSource> source(new VideoFileSource(std::move(reader)));
    auto first = source->next();
    if (!first) return VisionError{VisionProblem::file_damaged, path};
    source->reader_->first = std::move(first).value();
    return source;
  } catch (const cv::Exception&) {
    return VisionError{VisionProblem::file_damaged, path};
  } catch (const std::bad_alloc&) {
    return VisionError{VisionProblem::picture_too_large, path};
  }
}

base::Result<SharedFrame, VisionError> VideoFileSource::next() {
  Reader& r = *reader_;
  if (r.first) return std::exchange(r.first, nullptr);
  if (r.ended) return VisionError{VisionProblem::no_more_frames, r.path};
  try {
    const double at = r.capture.get(cv::CAP_PROP_POS_MSEC);
    cv::Mat pixels;
    if (!r.capture.read(pixels) || pixels.empty() || pixels.type() != CV_8UC3) {
      r.ended = true;
      // Containers announce a count that may be off by a few frames; half of it missing is a broken file.
      const bool broke_off = r.announced_frames > 0 && static_cast<double>(r.next) < r.announced_frames / 2;
      return VisionError{broke_off ? VisionProblem::file_damaged : VisionProblem::no_more_frames, r.path};
    }
    const double position = r.capture.get(cv::CAP_PROP_POS_MSEC);
    const double fallback = static_cast<double>(r.next) * 1000 / r.rate;
    const double milliseconds = position > 0 && std::isfinite(position) ? position : std::max(at, fallback);
    base::TimePoint captured{base::Duration{std::llround(milliseconds)}};
    if (captured <= r.last) captured = r.last + base::Duration{1};
    r.last = captured;
    return std::make_shared<const Frame>(Frame{image_from(pixels), captured, FrameIndex{r.next++}});
  } catch (const cv::Exception& e) {
    r.ended = true;
    return VisionError{VisionProblem::file_damaged, r.path + " (" + e.err + ")"};
  }
}

double VideoFileSource::frames_per_second() const { return reader_->rate; }

}  // namespace vision
