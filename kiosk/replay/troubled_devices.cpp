#include "kiosk/replay/troubled_devices.h"

#include <algorithm>

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

base::Result<SharedFrame, vision::VisionError> TroubledCamera::next() {
  if (is_lost_) return vision::VisionError{vision::VisionProblem::camera_lost, "the scenario took the camera away"};
  auto frame = source_.next();
  if (!frame || lens_ == Lens::clear) {
    if (frame) last_ = frame.value();
    return frame;
  }
  const Frame& now = *frame.value();
  if (lens_ == Lens::frozen && last_) {
    return SharedFrame(std::make_shared<const Frame>(Frame{last_->image, now.captured_at, now.index}));
  }
  const int keep = lens_ == Lens::covered ? 0 : 6;
  return SharedFrame(std::make_shared<const Frame>(Frame{darkened(now.image, keep), now.captured_at, now.index}));
}

base::Result<checkin::Eligibility, checkin::ServiceError> TroubledInsurer::check(
    const checkin::EligibilityQuestion& question, checkin::Date today) {
  if (problem_) return checkin::ServiceError{*problem_, "the scenario says so"};
  return service_.check(question, today);
}

base::Result<base::Done, checkin::ServiceError> TroubledInsurer::register_card(const checkin::CardProof& proof) {
  if (problem_) return checkin::ServiceError{*problem_, "the scenario says so"};
  return service_.register_card(proof);
}

base::Result<checkin::VisitReceipt, checkin::StoreError> TroubledStore::add(const checkin::Visit& visit) {
  if (problem_) return checkin::StoreError{*problem_, "the scenario says so"};
  return store_.add(visit);
}

base::Result<base::Done, checkin::StoreError> TroubledStore::add(const checkin::Incident& incident) {
  if (problem_) return checkin::StoreError{*problem_, "the scenario says so"};
  return store_.add(incident);
}

}  // namespace kiosk::replay
