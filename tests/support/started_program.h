// A program that runs beside the test: its lines are read as they come, and it is asked to end with the test, and
// killed when it does not.
#pragma once

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace support {

class StartedProgram {
 public:
  explicit StartedProgram(std::vector<std::string> words) {
    int ends[2];
    if (::pipe(ends) != 0) return;
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    child_ = ::fork();
    if (child_ == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      ::dup2(ends[1], 1);
      ::close(ends[0]);
      ::close(ends[1]);
      ::execv(arguments[0], arguments.data());
      ::_exit(127);
    }
    ::close(ends[1]);
    output_ = ends[0];
  }
  ~StartedProgram() {
    if (child_ > 0) {
      ::kill(child_, SIGTERM);
      if (!has_ended_within(std::chrono::seconds(20))) ::kill(child_, SIGKILL);
      ::waitpid(child_, nullptr, 0);
    }
    if (output_ >= 0) ::close(output_);
  }
  StartedProgram(const StartedProgram&) = delete;
  StartedProgram& operator=(const StartedProgram&) = delete;

  /// The next line of its stdout; nothing when none comes within the limit or it has ended.
  std::optional<std::string> line(std::chrono::milliseconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    for (;;) {
      if (const auto at = pending_.find('\n'); at != std::string::npos) {
        std::string whole = pending_.substr(0, at);
        pending_.erase(0, at + 1);
        return whole;
      }
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
      pollfd waiting{output_, POLLIN, 0};
      if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) != 1) return std::nullopt;
      char room[4096];
      const ssize_t size = ::read(output_, room, sizeof room);
      if (size <= 0) return std::nullopt;
      pending_.append(room, static_cast<std::size_t>(size));
    }
  }

  pid_t id() const { return child_; }

  /// Waits for its end, which stays to be asked for by the destructor.
  bool has_ended_within(std::chrono::milliseconds limit) const {
    pollfd ending{static_cast<int>(::syscall(SYS_pidfd_open, child_, 0)), POLLIN, 0};
    if (ending.fd < 0) return false;
    const bool ended = ::poll(&ending, 1, static_cast<int>(limit.count())) == 1;
    ::close(ending.fd);
    return ended;
  }

 private:
  pid_t child_ = -1;
  int output_ = -1;
  std::string pending_;
};

}  // namespace support
