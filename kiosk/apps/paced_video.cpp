#include "kiosk/apps/paced_video.h"

#include <algorithm>
#include <thread>

#include "vision/video_file_source.h"

namespace kiosk::apps {

void PacedVideo::play(std::filesystem::path file) {
  const std::scoped_lock turn(mutex_);
  file_ = std::move(file);
  source_.reset();
}

base::Result<vision::SharedFrame, vision::VisionError> PacedVideo::next() {
  const std::scoped_lock turn(mutex_);
  return next_of_turn();
}

base::Result<vision::SharedFrame, vision::VisionError> PacedVideo::next_of_turn() {
  if (!source_) {
    auto opened = vision::VideoFileSource::open(file_.string());
    if (!opened) return vision::VisionError{vision::VisionProblem::camera_missing, opened.error().detail};
    source_ = std::move(opened).value();
    begun_ = clock_.now();
  }
  auto frame = source_->next();
  if (!frame) {
    source_.reset();
    if (frame.error().problem == vision::VisionProblem::no_more_frames && count_ > 0) return next_of_turn();
    return frame.error();
  }
  const base::TimePoint due = begun_ + frame.value()->captured_at.since_start;
  const base::Duration wait = std::clamp(due - clock_.now(), base::Duration{0}, base::Duration{200});
  std::this_thread::sleep_for(wait);
  last_ = std::max(clock_.now(), last_ + base::Duration{1});
  return vision::SharedFrame(
      std::make_shared<const vision::Frame>(vision::Frame{frame.value()->image, last_, vision::FrameIndex{count_++}}));
}

}  // namespace kiosk::apps
