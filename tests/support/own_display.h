// An X display of the test's own (Xvfb), on a free number, without a network; ended with the test.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>
#include <string>

namespace support {

class OwnDisplay {
 public:
  /// Sets DISPLAY for this process and its children. Throws std::runtime_error when there is no Xvfb: a test without
  /// its display fails, it is never skipped.
  OwnDisplay(int width, int height) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
    const std::string size = std::to_string(width) + "x" + std::to_string(height) + "x24";
    server_ = ::fork();
    if (server_ == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      const int nothing = ::open("/dev/null", O_RDWR);
      ::dup2(nothing, 2);
      ::close(ends[0]);
      const std::string descriptor = std::to_string(ends[1]);
      ::execlp("Xvfb", "Xvfb", "-displayfd", descriptor.c_str(), "-screen", "0", size.c_str(), "-nolisten", "tcp",
               nullptr);
      ::_exit(127);
    }
    ::close(ends[1]);
    std::string number;
    pollfd waiting{ends[0], POLLIN, 0};
    char letter = 0;
    while (::poll(&waiting, 1, 15'000) == 1 && ::read(ends[0], &letter, 1) == 1 && letter != '\n') number += letter;
    ::close(ends[0]);
    if (number.empty()) throw std::runtime_error("Xvfb does not start; the package xvfb is needed");
    ::setenv("DISPLAY", (":" + number).c_str(), 1);
  }
  ~OwnDisplay() {
    ::kill(server_, SIGTERM);
    ::waitpid(server_, nullptr, 0);
  }
  OwnDisplay(const OwnDisplay&) = delete;
  OwnDisplay& operator=(const OwnDisplay&) = delete;

 private:
  pid_t server_ = -1;
};

}  // namespace support
