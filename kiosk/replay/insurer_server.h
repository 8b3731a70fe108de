// InsurerServer: the simulated insurer as a process of its own, for stories in which it really dies or stands still.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <string>

#include "kiosk/base/result.h"

namespace kiosk::replay {

/// uketsuke-insurer, from beside the running program. Ends with this object, or with the thread that started it. One
/// thread at a time.
class InsurerServer {
 public:
  /// The roster is a file that insure_people wrote. The error is a sentence.
  static base::Result<std::unique_ptr<InsurerServer>, std::string> start(std::filesystem::path roster);
  ~InsurerServer();
  InsurerServer(const InsurerServer&) = delete;
  InsurerServer& operator=(const InsurerServer&) = delete;

  /// `http://127.0.0.1:…`, the same for its whole life.
  std::string address() const;

  /// Killed, if it still runs, and started on the same port: "normal", "down", "garbled".
  base::Result<base::Done, std::string> start_again(const std::string& mode);
  void end();          ///< as in a crash
  void stand_still();  ///< takes questions and never answers

 private:
  explicit InsurerServer(std::filesystem::path roster) : roster_(std::move(roster)) {}

  std::filesystem::path roster_;
  int port_ = 0;
  pid_t process_ = -1;
};

}  // namespace kiosk::replay
