#include "kiosk/replay/insurer_server.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>

namespace kiosk::replay {
namespace {

constexpr std::chrono::seconds ready_limit{10};

std::filesystem::path program_beside_this() {
  std::error_code ignored;
  return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path() / "uketsuke-insurer";
}

/// The first line that comes out of the pipe, or what came of it within the limit.
std::string first_line(int from) {
  std::string line;
  const auto give_up_at = std::chrono::steady_clock::now() + ready_limit;
  while (line.find('\n') == std::string::npos) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(give_up_at - std::chrono::steady_clock::now());
    pollfd waits{from, POLLIN, 0};
    if (left.count() <= 0 || poll(&waits, 1, static_cast<int>(left.count())) <= 0) break;
    char some[256];
    const ssize_t got = read(from, some, sizeof some);
    if (got <= 0) break;
    line.append(some, static_cast<std::size_t>(got));
  }
  return line;
}

int port_in(const std::string& line) {
  const auto colon = line.rfind(':');
  return colon == std::string::npos ? 0 : std::atoi(line.c_str() + colon + 1);
}

}  // namespace

base::Result<std::unique_ptr<InsurerServer>, std::string> InsurerServer::start(std::filesystem::path roster) {
  std::unique_ptr<InsurerServer> server(new InsurerServer(std::move(roster)));
  const auto started = server->start_again("normal");
  if (!started) return started.error();
  return server;
}

InsurerServer::~InsurerServer() { end(); }

std::string InsurerServer::address() const { return "http://127.0.0.1:" + std::to_string(port_); }

base::Result<base::Done, std::string> InsurerServer::start_again(const std::string& mode) {
  end();
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return std::string("no pipe can be made for the insurer's server");
  const std::string program = program_beside_this().string();
  const std::string port = std::to_string(port_), roster = roster_.string();
  const pid_t parent = getpid();
  process_ = fork();
  if (process_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);
    dup2(ends[1], STDOUT_FILENO);
    execl(program.c_str(), program.c_str(), "--roster", roster.c_str(), "--port", port.c_str(), "--latency-ms", "0",
          "0", "--mode", mode.c_str(), nullptr);
    _exit(127);
  }
  close(ends[1]);
  const std::string line = process_ < 0 ? std::string() : first_line(ends[0]);
  close(ends[0]);
  const int port_now = port_in(line);
  if (port_now == 0) {
    end();
    return "the insurer's server does not start; is " + program + " built?";
  }
  port_ = port_now;
  return base::Done{};
}

void InsurerServer::end() {
  if (process_ <= 0) return;
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  process_ = -1;
}

void InsurerServer::stand_still() {
  if (process_ > 0) kill(process_, SIGSTOP);
}

}  // namespace kiosk::replay
