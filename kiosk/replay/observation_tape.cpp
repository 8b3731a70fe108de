#include "kiosk/replay/observation_tape.h"

#include <fstream>
#include <iterator>

#include "vision/observation_text.h"

namespace kiosk::replay {

using vision::VisionError;
using vision::VisionProblem;

base::Result<base::Done, std::string> ObservationTape::load(const std::filesystem::path& tape) {
  std::ifstream stream(tape, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream.is_open() || stream.bad()) return tape.string() + " cannot be read";
  auto observations = vision::parse_observations(text);
  if (!observations) return tape.string() + ": " + vision::describe(observations.error());
  const std::scoped_lock lock(mutex_);
  first_frame_ += next_;
  next_ = 0;
  observations_ = std::move(observations).value();
  const auto begins = observations_.empty() ? base::TimePoint{} : observations_.front().seen_at;
  offset_ = last_time_ + base::Duration{33} - begins;
  return base::Done{};
}

base::Result<vision::SharedFrame, VisionError> ObservationTape::next() {
  const std::scoped_lock lock(mutex_);
  if (next_ >= observations_.size()) return VisionError{VisionProblem::no_more_frames, "the recorded observations"};
  constexpr int width = 16, height = 12;
  vision::Image grey{width, height, std::vector<unsigned char>(static_cast<std::size_t>(width * height * 3), 128)};
  last_time_ = observations_[next_].seen_at + offset_;
  const vision::FrameIndex index{first_frame_ + next_++};
  return vision::SharedFrame(std::make_shared<const vision::Frame>(vision::Frame{std::move(grey), last_time_, index}));
}

base::Result<vision::Observation, VisionError> ObservationTape::observe(const vision::Frame& frame) {
  const std::scoped_lock lock(mutex_);
  const std::uint64_t at = frame.index.number - first_frame_;
  if (frame.index.number < first_frame_ || at >= observations_.size()) {
    return VisionError{VisionProblem::no_more_frames, "a frame of another recording"};
  }
  vision::Observation observation = observations_[at];
  observation.seen_at = frame.captured_at;
  observation.frame = frame.index;
  return observation;
}

base::Result<vision::FaceReference, VisionError> ObservationTape::reference_from(const vision::Image& portrait) {
  if (portrait.empty()) return VisionError{VisionProblem::no_face, "the portrait"};
  return vision::scripted_reference();
}

}  // namespace kiosk::replay
