// The protection is watched from a child of the test, so that it does not stick to the test program itself.
#include "kiosk/runtime/program_protection.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <string>

namespace {

/// Runs `question` in a protected child; true when it answers true.
bool holds_when_protected(const std::function<bool()>& question) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    kiosk::runtime::protect_this_program();
    _exit(question() ? 0 : 1);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

TEST_CASE("a protected program makes files that only its own user can read") {
  const std::string file =
      (std::filesystem::temp_directory_path() / ("uketsuke-protection-" + std::to_string(getpid()))).string();
  const bool private_file = holds_when_protected([&] {
    const int descriptor = open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY, 0666);
    struct stat status {};
    return descriptor >= 0 && fstat(descriptor, &status) == 0 && (status.st_mode & 0777) == 0600;
  });
  unlink(file.c_str());
  CHECK(private_file);
}

TEST_CASE("a protected program leaves no core dump, and cannot be traced by its own user") {
  CHECK(holds_when_protected([] {
    rlimit limit{1, 1};
    return getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_cur == 0 && limit.rlim_max == 0;
  }));
  CHECK(holds_when_protected([] { return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0; }));
}

TEST_CASE("a protected program is never swapped out where the limit allows that, and locks nothing where it does not") {
  const auto is_locked_under = [](rlim_t limit) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      const rlimit lockable{limit, limit};
      if (setrlimit(RLIMIT_MEMLOCK, &lockable) != 0) _exit(2);
      kiosk::runtime::protect_this_program();
      _exit(kiosk::runtime::memory_is_locked() ? 1 : 0);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return WEXITSTATUS(status);
  };
  CHECK(is_locked_under(65536) == 0);
  const int without_limit = is_locked_under(RLIM_INFINITY);
  WARN_MESSAGE(without_limit != 2, "this user may not raise the limit on locked memory, so that is not tried here");
  if (without_limit != 2) CHECK(without_limit == 1);
}
