// A socket of the test stands for the service manager.
#include "kiosk/runtime/supervisor.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

using kiosk::runtime::Supervisor;

namespace {

base::TimePoint after(int milliseconds) { return {base::Duration(milliseconds)}; }

/// Listens as systemd does, on an abstract socket, and sets the two variables as long as it lives.
class ServiceManager {
 public:
  explicit ServiceManager(const char* watchdog_microseconds) {
    const std::string name = "@uketsuke-supervisor-test-" + std::to_string(getpid());
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name.data(), name.size());
    address.sun_path[0] = '\0';
    socket_ = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
    REQUIRE(bind(socket_, reinterpret_cast<sockaddr*>(&address), length) == 0);
    setenv("NOTIFY_SOCKET", name.c_str(), 1);
    if (watchdog_microseconds != nullptr) setenv("WATCHDOG_USEC", watchdog_microseconds, 1);
  }
  ~ServiceManager() {
    close(socket_);
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
  }

  std::vector<std::string> heard() const {
    std::vector<std::string> messages;
    std::array<char, 256> text{};
    for (ssize_t size; (size = recv(socket_, text.data(), text.size(), 0)) > 0;) {
      messages.emplace_back(text.data(), static_cast<std::size_t>(size));
    }
    return messages;
  }

 private:
  int socket_ = -1;
};

}  // namespace

TEST_CASE("the service manager hears that the kiosk is ready, what it does, and that it stops") {
  const ServiceManager manager(nullptr);
  Supervisor supervisor = Supervisor::from_environment();
  supervisor.ready();
  supervisor.status("waiting for a card");
  supervisor.stopping();
  CHECK(manager.heard() == std::vector<std::string>{"READY=1", "STATUS=waiting for a card", "STOPPING=1"});
}

TEST_CASE("a watched kiosk says three times within the watchdog's limit that it is alive, and no more often") {
  const ServiceManager manager("3000000");
  Supervisor supervisor = Supervisor::from_environment();
  REQUIRE(supervisor.is_watched());
  for (int now = 0; now < 3000; now += 16) supervisor.alive(after(now));
  CHECK(manager.heard() == std::vector<std::string>{"WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"});
}

TEST_CASE("a kiosk that is not watched sends no sign of life") {
  const ServiceManager manager(nullptr);
  Supervisor supervisor = Supervisor::from_environment();
  supervisor.alive(after(0));
  CHECK(manager.heard().empty());
}

TEST_CASE("without a service manager nothing is sent and nothing fails") {
  unsetenv("NOTIFY_SOCKET");
  Supervisor supervisor = Supervisor::from_environment();
  supervisor.ready();
  supervisor.alive(after(0));
  CHECK_FALSE(supervisor.is_watched());
}
