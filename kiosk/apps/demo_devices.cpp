#include "kiosk/apps/demo_devices.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include <string>

namespace kiosk::apps {

namespace {

constexpr const char* memory = "/dev/shm";
const std::string folder_begins = "uketsuke-demo-";

/// The open folder with its lock; -1 when somebody else holds the lock or it is not ours to open.
int lock_folder(const std::filesystem::path& folder) {
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (opened < 0 || ::flock(opened, LOCK_EX | LOCK_NB) == 0) return opened;
  ::close(opened);
  return -1;
}

/// A demo that was killed could not remove its folder.
void remove_folders_of_the_dead() {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(memory, ignored)) {
    if (entry.path().filename().string().rfind(folder_begins, 0) != 0) continue;
    if (const int lock = lock_folder(entry.path()); lock >= 0) {
      std::filesystem::remove_all(entry.path(), ignored);
      ::close(lock);
    }
  }
}

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

MemoryFolder::MemoryFolder() {
  remove_folders_of_the_dead();
  folder_to_remove_at_exit();  // made before the handler is, so that it outlives it
  std::atexit(remove_at_exit);
  // Another demo that begins now may take a folder not locked yet for a dead one's: then the next one is made.
  for (int attempt = 0; attempt < 3; ++attempt) {
    std::string name = std::string(memory) + "/" + folder_begins + "XXXXXX";
    if (mkdtemp(name.data()) == nullptr) return;
    lock_ = lock_folder(name);
    if (lock_ >= 0 && std::filesystem::exists(name)) {
      path_ = name;
      folder_to_remove_at_exit() = name;
      return;
    }
    if (lock_ >= 0) ::close(lock_);
    lock_ = -1;
  }
}

MemoryFolder::~MemoryFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  folder_to_remove_at_exit().clear();
  if (lock_ >= 0) ::close(lock_);
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
