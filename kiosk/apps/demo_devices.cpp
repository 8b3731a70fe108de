#include "kiosk/apps/demo_devices.h"

#include <unistd.h>

#include <cstdlib>
#include <string>

namespace kiosk::apps {

namespace {

/// Xlib ends the process with exit(3) when its display goes, as at a logout: no destructor of main's runs then.
std::string& folder_to_remove_at_exit() {
  static std::string folder;
  return folder;
}
void remove_at_exit() {
  if (folder_to_remove_at_exit().empty()) return;  // main came to its end
  std::error_code ignored;
  std::filesystem::remove_all(folder_to_remove_at_exit(), ignored);
  ::_exit(1);  // the workers still run: nothing static may be taken from under them
}

}  // namespace

MemoryFolder::MemoryFolder() : folder_(base::OwnFolder::make("/dev/shm", "uketsuke-demo")) {
  folder_to_remove_at_exit();  // made before the handler is, so that it outlives it
  std::atexit(remove_at_exit);
  if (folder_) folder_to_remove_at_exit() = folder_->path();
}

MemoryFolder::~MemoryFolder() { folder_to_remove_at_exit().clear(); }

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
