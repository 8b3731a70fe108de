#include "kiosk/apps/demo_devices.h"

#include <stdlib.h>

#include <string>

namespace kiosk::apps {

MemoryFolder::MemoryFolder() {
  std::string name = "/dev/shm/uketsuke-demo-XXXXXX";
  if (mkdtemp(name.data()) != nullptr) path_ = name;
}

MemoryFolder::~MemoryFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

base::Result<vision::SharedFrame, vision::VisionError> PluggedCamera::next() {
  if (!is_in_) return vision::VisionError{vision::VisionProblem::camera_missing, "unplugged in the demo"};
  const std::scoped_lock turn(mutex_);
  return shows_somebody_else_ && somebody_else_ != nullptr ? somebody_else_->next() : source_.next();
}

base::Result<vision::SharedFrame, vision::VisionError> PluggedCamera::picture() {
  constexpr int settling = 8;  // a webcam's first pictures are dark while it measures the light
  for (int frame = 0; frame < settling; ++frame) {
    if (auto taken = next(); !taken) return taken;
  }
  return next();
}

base::Result<checkin::Eligibility, checkin::ServiceError> SwitchedInsurer::check(
    const checkin::EligibilityQuestion& question, checkin::Date today) {
  if (is_on_) return service_.check(question, today);
  return checkin::ServiceError{checkin::ServiceProblem::unreachable, "switched off in the demo"};
}

base::Result<base::Done, checkin::ServiceError> SwitchedInsurer::register_card(const checkin::CardProof& proof) {
  if (is_on_) return service_.register_card(proof);
  return checkin::ServiceError{checkin::ServiceProblem::unreachable, "switched off in the demo"};
}

}  // namespace kiosk::apps
