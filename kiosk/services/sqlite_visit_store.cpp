// Opening: the file, then the tables.
#include "kiosk/services/sqlite_visit_store.h"

#include "kiosk/services/record_tables.h"

namespace kiosk::services {

VisitRecords::Result<std::unique_ptr<SqliteVisitStore>> SqliteVisitStore::open(const std::filesystem::path& file,
                                                                               SqliteConnection::Missing missing,
                                                                               std::chrono::milliseconds lock_wait) {
  auto connection = SqliteConnection::open(file, missing, lock_wait);
  if (!connection) return connection.error();
  if (auto ready = bring_up_to_date(*connection.value()); !ready) {
    checkin::StoreError error = ready.error();
    if (error.detail.find(file.string()) == std::string::npos) error.detail = file.string() + ": " + error.detail;
    return error;
  }
  return std::unique_ptr<SqliteVisitStore>{new SqliteVisitStore{std::move(connection).value()}};
}

}  // namespace kiosk::services
