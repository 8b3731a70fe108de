// The embedded store of visits: one SQLite file beside the kiosk.
#pragma once

#include <filesystem>

#include "kiosk/services/sqlite_connection.h"
#include "kiosk/services/visit_records.h"

namespace kiosk::services {

/// VisitRecords in one SQLite file (see SqliteConnection for durability and locking). `add` has the visit on disk, with
/// the write-ahead log synchronised, before it returns.
class SqliteVisitStore final : public VisitRecords {
 public:
  /// Creates the file when `missing` says so; `:memory:` for a store that is forgotten with the object.
  static Result<std::unique_ptr<SqliteVisitStore>> open(
      const std::filesystem::path& file, SqliteConnection::Missing missing = SqliteConnection::Missing::create,
      std::chrono::milliseconds lock_wait = SqliteConnection::usual_lock_wait);

  /// A consistent copy of everything, while other programs go on writing.
  Result<base::Done> back_up(const std::filesystem::path& copy) { return sqlite().back_up(copy); }

 private:
  explicit SqliteVisitStore(std::unique_ptr<SqliteConnection> connection) : VisitRecords(std::move(connection)) {}
  SqliteConnection& sqlite() { return static_cast<SqliteConnection&>(connection()); }
};

}  // namespace kiosk::services
