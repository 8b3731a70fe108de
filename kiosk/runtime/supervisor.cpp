#include "kiosk/runtime/supervisor.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace kiosk::runtime {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

}  // namespace

Supervisor Supervisor::from_environment() {
  Supervisor supervisor;
  supervisor.address_ = variable("NOTIFY_SOCKET");
  if (supervisor.address_.empty() || supervisor.address_.size() >= sizeof(sockaddr_un::sun_path)) return supervisor;
  supervisor.socket_ = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  const std::string microseconds = variable("WATCHDOG_USEC");
  long long value = 0;
  const auto parsed = std::from_chars(microseconds.data(), microseconds.data() + microseconds.size(), value);
  // A third of the limit, so that one lost datagram or one slow turn is no alarm.
  if (parsed.ec == std::errc{} && value > 0) supervisor.every_ = base::Duration(value / 3000);
  return supervisor;
}

Supervisor::Supervisor(Supervisor&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      address_(std::move(other.address_)),
      every_(other.every_),
      last_alive_(other.last_alive_) {}

Supervisor::~Supervisor() {
  if (socket_ >= 0) close(socket_);
}

void Supervisor::ready() { send("READY=1"); }

void Supervisor::alive(base::TimePoint now) {
  if (!every_ || (last_alive_ && now - *last_alive_ < *every_)) return;
  last_alive_ = now;
  send("WATCHDOG=1");
}

void Supervisor::status(std::string_view words) { send("STATUS=" + std::string(words)); }

void Supervisor::stopping() { send("STOPPING=1"); }

void Supervisor::send(std::string_view message) {
  if (socket_ < 0) return;
  sockaddr_un to{};
  to.sun_family = AF_UNIX;
  std::memcpy(to.sun_path, address_.data(), address_.size());
  if (to.sun_path[0] == '@') to.sun_path[0] = '\0';  // an abstract socket
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address_.size());
  // A service manager that does not listen is no reason to disturb a check-in.
  (void)sendto(socket_, message.data(), message.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&to), length);
}

}  // namespace kiosk::runtime
