// The simulated insurer: answers eligibility questions over HTTP as the real system does, good days and bad days alike.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/base/result.h"
#include "kiosk/services/certificate_judge.h"
#include "kiosk/services/roster.h"

namespace insurer {

/// How the server behaves.
enum class Mode {
  normal,
  slow,     ///< answers, but after `slow_latency`
  down,     ///< says that it is out of order (status 503)
  wrong,    ///< answers about somebody else
  garbled,  ///< answers something that is no JSON
  huge,     ///< answers tens of megabytes
};
std::optional<Mode> mode_from(const std::string& word);

struct Settings {
  std::filesystem::path roster;
  std::filesystem::path ledger = ":memory:";               ///< answers by idempotency key, and nonces, in SQLite
  std::optional<kiosk::services::CertificateJudge> judge;  ///< without one, any certificate is accepted
  enum class Unsigned { accept, refuse } without_signature = Unsigned::accept;
  std::chrono::milliseconds shortest_latency{3000}, longest_latency{7000}, slow_latency{30'000};
  Mode mode = Mode::normal;
};

/// One server on loopback. `open` binds the port; `run` answers until `stop`, which any thread may call.
class Insurer {
 public:
  /// Port 0 takes a free one. The error is a sentence.
  static base::Result<std::unique_ptr<Insurer>, std::string> open(Settings settings, int port);
  ~Insurer();
  Insurer(const Insurer&) = delete;

  int port() const;
  void run();
  void stop();
  void set_mode(Mode mode);
  /// Questions answered, without repeated ones.
  int answered() const;

 private:
  struct Desk;
  explicit Insurer(std::unique_ptr<Desk> desk);
  std::unique_ptr<Desk> desk_;
};

}  // namespace insurer
