// mkstemp, write, fsync, rename.
#include "cardreader/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

namespace cardreader {
namespace {

bool write_all(int descriptor, std::string_view contents) {
  while (!contents.empty()) {
    const ssize_t written = ::write(descriptor, contents.data(), contents.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    contents.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

base::Result<base::Done, CardError> write_atomically(const std::filesystem::path& path, std::string_view contents) {
  std::string temporary = path.string() + ".XXXXXX";
  const auto failed = [&] {
    return CardError{CardProblem::cannot_present, path.string() + " cannot be written: " + std::strerror(errno)};
  };
  const int descriptor = ::mkstemp(temporary.data());
  if (descriptor < 0) return failed();
  const bool written = write_all(descriptor, contents) && ::fsync(descriptor) == 0;
  if (const int error = errno; ::close(descriptor) != 0 || !written) {
    errno = written ? errno : error;
    const CardError reason = failed();
    ::unlink(temporary.c_str());
    return reason;
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    const CardError reason = failed();
    ::unlink(temporary.c_str());
    return reason;
  }
  return base::Done{};
}

}  // namespace cardreader
