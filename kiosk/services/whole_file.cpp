// Write under another name, fsync, rename, fsync the folder: POSIX promises no more than that, and no less.
#include "kiosk/services/whole_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace kiosk::services {
namespace {

std::string because(const std::filesystem::path& file, int reason) {
  const char* advice = reason == ENOSPC || reason == EDQUOT || reason == EFBIG ? ": free some space on the disk"
                       : reason == ENOENT                                      ? ": create its folder"
                       : reason == EACCES || reason == EROFS                   ? ": allow this user to write there"
                                                                               : "";
  return file.string() + " cannot be written (" + std::strerror(reason) + ")" + advice;
}

// Zero when everything is on the disk, else the reason.
int write_and_synchronise(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return count == 0 ? ENOSPC : errno;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return ::fsync(descriptor) == 0 ? 0 : errno;
}

}  // namespace

std::filesystem::path unfinished_name(const std::filesystem::path& file) {
  return file.parent_path() / ("." + file.filename().string() + ".part");
}

std::optional<std::string> stage_file(const std::filesystem::path& file, std::string_view bytes) {
  const auto unfinished = unfinished_name(file);
  const int descriptor = ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return because(file, errno);
  const int reason = write_and_synchronise(descriptor, bytes);
  ::close(descriptor);
  if (reason == 0) return std::nullopt;
  ::unlink(unfinished.c_str());
  return because(file, reason);
}

std::optional<std::string> finish_file(const std::filesystem::path& file) {
  if (std::rename(unfinished_name(file).c_str(), file.c_str()) != 0) return because(file, errno);
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor >= 0) {
    (void)::fsync(descriptor);
    ::close(descriptor);
  }
  return std::nullopt;
}

std::optional<std::string> write_whole_file(const std::filesystem::path& file, std::string_view bytes) {
  if (auto problem = stage_file(file, bytes)) return problem;
  auto problem = finish_file(file);
  if (problem) ::unlink(unfinished_name(file).c_str());
  return problem;
}

}  // namespace kiosk::services
