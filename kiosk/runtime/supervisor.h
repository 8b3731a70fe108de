// Supervisor: tells the service manager that the kiosk is ready and still alive, so that a kiosk that hangs is started
// again. The protocol is systemd's sd_notify: one datagram of text to the socket named in NOTIFY_SOCKET.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/base/time.h"

namespace kiosk::runtime {

/// Without a service manager (no NOTIFY_SOCKET) every call is a no-op. Main thread only: an alive message must come
/// from the loop whose standstill would harm people, not from a thread that outlives it.
class Supervisor {
 public:
  /// Reads NOTIFY_SOCKET and WATCHDOG_USEC.
  static Supervisor from_environment();

  Supervisor(Supervisor&&) noexcept;
  Supervisor(const Supervisor&) = delete;
  ~Supervisor();

  /// The first screen is shown.
  void ready();
  /// Call on each turn of the main loop; sends at most once in a third of the watchdog's time.
  void alive(base::TimePoint now);
  /// A line for `systemctl status`; never personal data.
  void status(std::string_view words);
  void stopping();

  bool is_watched() const { return every_.has_value(); }

 private:
  Supervisor() = default;
  void send(std::string_view message);

  int socket_ = -1;
  std::string address_;
  std::optional<base::Duration> every_;
  std::optional<base::TimePoint> last_alive_;
};

}  // namespace kiosk::runtime
