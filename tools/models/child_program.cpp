// posix_spawn with one pipe and a deadline.
#include "tools/models/child_program.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

extern char** environ;  // NOLINT: POSIX names it so

namespace models {
namespace {

using Clock = std::chrono::steady_clock;

/// Reads until the child closes its end or time is up; false when time is up.
bool read_until(int descriptor, Clock::time_point deadline, std::string& said) {
  std::array<char, 4096> block{};
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    pollfd waiting{descriptor, POLLIN, 0};
    if (left <= 0 || ::poll(&waiting, 1, static_cast<int>(left)) == 0) return false;
    const ssize_t got = ::read(descriptor, block.data(), block.size());
    if (got <= 0) return true;
    if (said.size() < 100'000) said.append(block.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace

ChildOutcome run_child(const std::vector<std::string>& words, std::chrono::seconds limit) {
  ChildOutcome outcome;
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return outcome.exit_status = 1, outcome;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);  // its own group, so that all of it can be ended
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, arguments[0], &actions, &attributes, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  ::close(ends[1]);
  if (error != 0) {
    ::close(ends[0]);
    return outcome.end = ChildEnd::not_found, outcome;
  }
  if (!read_until(ends[0], Clock::now() + limit, outcome.said)) {
    outcome.end = ChildEnd::out_of_time;
    ::kill(-child, SIGKILL);
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  outcome.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 1;
  return outcome;
}

}  // namespace models
