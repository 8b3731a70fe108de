#include "kiosk/replay/troubled_devices.h"

#include <algorithm>
#include <thread>

namespace kiosk::replay {
namespace {

using vision::Frame;
using vision::SharedFrame;

constexpr base::Duration frame_time{33};

/// The picture as a covered or unlit camera would see it.
vision::Image darkened(vision::Image image, int keep_percent) {
  std::transform(image.bgr.begin(), image.bgr.end(), image.bgr.begin(),
                 [&](unsigned char value) { return static_cast<unsigned char>(value * keep_percent / 100); });
  return image;
}

}  // namespace

base::Result<SharedFrame, vision::VisionError> BlankFrames::next() {
  constexpr int width = 16, height = 12;
  vision::Image grey{width, height, std::vector<unsigned char>(static_cast<std::size_t>(width * height * 3), 128)};
  const base::TimePoint at{frame_time * static_cast<std::int64_t>(++count_)};
  return SharedFrame(std::make_shared<const Frame>(Frame{std::move(grey), at, vision::FrameIndex{count_ - 1}}));
}

base::Result<SharedFrame, vision::VisionError> PacedFrames::next() {
  auto frame = source_.next();
  if (!frame) return frame;
  constexpr base::Duration longest_pause{200};
  const auto now = std::chrono::steady_clock::now();
  const auto at = frame.value()->captured_at;
  const auto pause = last_at_ ? std::clamp(at - *last_at_, base::Duration{0}, longest_pause) : base::Duration{0};
  last_at_ = at;
  // A camera that was at rest, or a machine that is late, does not hurry afterwards.
  last_due_ = std::max(now, last_due_ + pause);
  std::this_thread::sleep_until(last_due_);
  return frame;
}

base::Result<SharedFrame, vision::VisionError> TroubledCamera::next() {
  if (is_lost_) return vision::VisionError{vision::VisionProblem::camera_lost, "the scenario took the camera away"};
  auto frame = source_.next();
  const Lens lens = lens_;
  if (!frame || lens == Lens::clear) {
    if (frame) last_ = frame.value();
    return frame;
  }
  const Frame& now = *frame.value();
  if (lens == Lens::frozen && last_) {
    return SharedFrame(std::make_shared<const Frame>(Frame{last_->image, now.captured_at, now.index}));
  }
  const int keep = lens == Lens::covered ? 0 : 6;
  return SharedFrame(std::make_shared<const Frame>(Frame{darkened(now.image, keep), now.captured_at, now.index}));
}

void TroubledInsurer::fail_with(std::optional<checkin::ServiceProblem> problem) {
  const std::scoped_lock lock(mutex_);
  problem_ = problem;
}

void TroubledInsurer::answer_late(base::Duration delay) {
  {
    const std::scoped_lock lock(mutex_);
    delay_ = delay;
  }
  may_answer_.notify_all();
}

bool TroubledInsurer::keeps_an_answer_back() const {
  const std::scoped_lock lock(mutex_);
  return delay_ > base::Duration{0};
}

std::optional<checkin::ServiceProblem> TroubledInsurer::problem_now() {
  std::unique_lock lock(mutex_);
  may_answer_.wait_for(lock, delay_, [this] { return delay_ == base::Duration{0}; });
  delay_ = base::Duration{0};
  return problem_;
}

base::Result<checkin::Eligibility, checkin::ServiceError> TroubledInsurer::check(
    const checkin::EligibilityQuestion& question, checkin::Date today) {
  if (const auto problem = problem_now()) return checkin::ServiceError{*problem, "the scenario says so"};
  return service_.check(question, today);
}

base::Result<base::Done, checkin::ServiceError> TroubledInsurer::register_card(const checkin::CardProof& proof) {
  if (const auto problem = problem_now()) return checkin::ServiceError{*problem, "the scenario says so"};
  return service_.register_card(proof);
}

void TroubledStore::fail_with(std::optional<checkin::StoreProblem> problem) {
  const std::scoped_lock lock(mutex_);
  problem_ = problem;
}

std::optional<checkin::StoreProblem> TroubledStore::problem_now() const {
  const std::scoped_lock lock(mutex_);
  return problem_;
}

base::Result<checkin::VisitReceipt, checkin::StoreError> TroubledStore::add(const checkin::Visit& visit) {
  if (const auto problem = problem_now()) return checkin::StoreError{*problem, "the scenario says so"};
  return store_.add(visit);
}

base::Result<base::Done, checkin::StoreError> TroubledStore::add(const checkin::Incident& incident) {
  if (const auto problem = problem_now()) return checkin::StoreError{*problem, "the scenario says so"};
  return store_.add(incident);
}

}  // namespace kiosk::replay
