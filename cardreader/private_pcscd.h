// PrivatePcscd: a PC/SC service of our own, with virtual readers only, on its own socket and port. Needs Debian's pcscd
// and vsmartcard-vpcd; no root, no systemd, no USB, and it never touches a service that runs already.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "cardreader/card_error.h"
#include "cardreader/vpcd_link.h"
#include "kiosk/base/result.h"

namespace cardreader {

struct PrivatePcscdSettings {
  /// The TCP port of the first reader; the second reader has the next one. 0 picks a free pair.
  std::uint16_t port = 0;
  std::string reader_name = "Uketsuke Virtual Reader";
  base::Duration ready_limit{5000};
};

/// The service runs from `start` to destruction; it also ends when the thread that started it ends (so that a crash
/// leaves nothing behind): start it on the main thread. One process uses one socket name for its whole life, because
/// the PC/SC library reads it once; two instances in one process at the same time do not work. One thread at a time.
class PrivatePcscd {
 public:
  /// Starts the service, points this process (PCSCLITE_CSOCK_NAME) at it and waits until its readers are listed. Errors
  /// (cannot_present) say what is missing: a package, a free port, a writable folder.
  static base::Result<PrivatePcscd, CardError> start(const PrivatePcscdSettings& settings = {});
  PrivatePcscd(PrivatePcscd&&) noexcept;
  PrivatePcscd& operator=(PrivatePcscd&&) noexcept;
  ~PrivatePcscd();

  /// Where virtual cards go: slot 0 or 1.
  VpcdAddress address(int slot = 0) const;
  /// For the environment of programs that shall use this service.
  std::filesystem::path socket() const;
  int daemon_id() const;  ///< process id, for tests that stop or kill it

  /// Ends the daemon as a crash would (SIGKILL) or as a shutdown would (SIGTERM); the socket's path stays reserved.
  enum class Ending { killed, terminated };
  void end_daemon(Ending ending);
  /// Starts the daemon anew on the same socket and port; `none` leaves it without a reader, as when the cable is
  /// pulled.
  enum class Readers { two, none };
  base::Result<base::Done, CardError> restart(Readers readers = Readers::two);

 private:
  struct Parts;
  explicit PrivatePcscd(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace cardreader
