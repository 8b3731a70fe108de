// OwnFolder: a temporary folder that goes away, even when the process that made it was killed.
#pragma once

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

namespace base {

/// A new folder for this process alone, removed with everything in it at the end of this object (not in a fork's
/// child). It is locked (flock(2)) while it lives, and a lock ends with its process however that ends: so whoever makes
/// the next folder of the same name knows what a killed process has left, and removes it. Any thread, one at a time.
class OwnFolder {
 public:
  /// `parent/name-XXXXXX`, readable by this user only; nothing when none can be made there.
  static std::optional<OwnFolder> make(const std::filesystem::path& parent, const std::string& name) {
    const std::string begins = name + "-";
    remove_those_of_the_dead(parent, begins);
    // Somebody who begins now may take a folder that is not locked yet for a dead one's: then the next one is made.
    for (int attempt = 0; attempt < 16; ++attempt) {
      std::string path = (parent / (begins + "XXXXXX")).string();
      if (::mkdtemp(path.data()) == nullptr) return std::nullopt;
      const int lock = locked(path);
      std::error_code ignored;
      if (lock >= 0 && std::filesystem::exists(path, ignored)) return OwnFolder(path, lock);
      if (lock >= 0) ::close(lock);
    }
    return std::nullopt;
  }
  /// The same where the system keeps temporary files.
  static std::optional<OwnFolder> make(const std::string& name) {
    std::error_code error;
    const auto parent = std::filesystem::temp_directory_path(error);
    return error ? std::nullopt : make(parent, name);
  }

  OwnFolder(OwnFolder&& other) noexcept
      : path_(std::exchange(other.path_, {})), lock_(std::exchange(other.lock_, -1)), maker_(other.maker_) {}
  OwnFolder& operator=(OwnFolder&&) = delete;
  OwnFolder(const OwnFolder&) = delete;
  OwnFolder& operator=(const OwnFolder&) = delete;
  ~OwnFolder() {
    std::error_code ignored;
    if (!path_.empty() && ::getpid() == maker_) std::filesystem::remove_all(path_, ignored);
    if (lock_ >= 0) ::close(lock_);
  }

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  OwnFolder(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}

  /// The open folder with its lock; -1 when somebody else holds the lock or it is not ours.
  static int locked(const std::filesystem::path& folder) {
    const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (opened < 0) return -1;
    struct stat facts {};
    if (::fstat(opened, &facts) == 0 && facts.st_uid == ::geteuid() && ::flock(opened, LOCK_EX | LOCK_NB) == 0)
      return opened;
    ::close(opened);
    return -1;
  }
  static void remove_those_of_the_dead(const std::filesystem::path& parent, const std::string& begins) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(parent, ignored)) {
      if (entry.path().filename().string().rfind(begins, 0) != 0) continue;
      const int lock = locked(entry.path());
      if (lock < 0) continue;
      std::filesystem::remove_all(entry.path(), ignored);
      ::close(lock);
    }
  }

  std::filesystem::path path_;
  int lock_ = -1;
  pid_t maker_ = ::getpid();
};

}  // namespace base
