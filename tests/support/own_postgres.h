// A PostgreSQL server of the test's own: fresh folder, private socket, no network; stopped and removed at the end.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/own_folder.h"

namespace support {

/// Runs as the user `postgres` when the test runs as root (the server refuses root). Throws std::runtime_error with a
/// sentence when the server cannot be started: a test without its server fails, it is never skipped.
class OwnPostgres {
 public:
  /// `safe` is the server as it is installed; `fast` writes without waiting for the disk, for tests of behaviour.
  enum class Durability { safe, fast };
  explicit OwnPostgres(Durability durability = Durability::fast);
  ~OwnPostgres();
  OwnPostgres(const OwnPostgres&) = delete;
  OwnPostgres& operator=(const OwnPostgres&) = delete;

  /// A fresh, empty database.
  std::string new_database(const std::string& name);
  /// The URI of a database made before.
  std::string uri(const std::string& database) const;
  /// Stops the server at once, as a power cut would; `start` brings it back.
  void kill_server();
  void start();

 private:
  void run(const std::vector<std::string>& command) const;
  pid_t launch(const std::vector<std::string>& command, const std::filesystem::path& output) const;

  OwnFolder folder_;
  std::string programs_;
  Durability durability_;
  pid_t server_ = -1;
};

}  // namespace support
