#include "kiosk/replay/filmed_camera.h"

#include <opencv2/videoio.hpp>
#include <optional>

#include "vision/mat_view.h"

namespace kiosk::replay {
namespace {

constexpr std::int64_t frames_a_second = 30;

}  // namespace

struct FilmedCamera::Film {
  std::filesystem::path file;
  cv::VideoWriter writer;
  std::optional<base::TimePoint> begun;
  std::int64_t written = 0;

  /// A film that cannot be written has no file, which whoever asked for it finds out; the camera goes on.
  void add(const vision::Frame& frame) {
    const cv::Mat picture = vision::view_of(frame.image);
    if (!begun) {
      begun = frame.captured_at;
      writer.open(file.string(), cv::CAP_FFMPEG, cv::VideoWriter::fourcc('m', 'p', '4', 'v'), frames_a_second,
                  picture.size());
    }
    const std::int64_t due = (frame.captured_at - *begun).count() * frames_a_second / 1000 + 1;
    for (; written < due && writer.isOpened(); ++written) writer.write(picture);
  }
};

FilmedCamera::FilmedCamera(vision::FrameSource& camera) : camera_(camera) {}
FilmedCamera::~FilmedCamera() = default;

base::Result<vision::SharedFrame, vision::VisionError> FilmedCamera::next() {
  auto frame = camera_.next();
  const std::scoped_lock lock(mutex_);
  if (!frame || !film_) return frame;
  try {
    film_->add(*frame.value());
  } catch (const cv::Exception&) {
    film_.reset();
  }
  return frame;
}

void FilmedCamera::begin(std::filesystem::path file) {
  const std::scoped_lock lock(mutex_);
  film_ = std::make_unique<Film>();
  film_->file = std::move(file);
}

void FilmedCamera::end() {
  const std::scoped_lock lock(mutex_);
  film_.reset();
}

}  // namespace kiosk::replay
