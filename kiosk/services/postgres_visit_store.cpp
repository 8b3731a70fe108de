// Choosing and opening.
#include "kiosk/services/postgres_visit_store.h"

#include "kiosk/services/postgres_connection.h"

namespace kiosk::services {

VisitRecords::Result<std::unique_ptr<VisitRecords>> PostgresVisitStore::open(const std::string& where) {
  auto connection = PostgresConnection::open(where);
  if (!connection) return connection.error();
  return VisitRecords::open(std::move(connection).value());
}

VisitRecords::Result<std::unique_ptr<VisitRecords>> open_records(const std::string& where,
                                                                 SqliteConnection::Missing missing) {
  if (where.starts_with("postgresql://") || where.starts_with("postgres://")) return PostgresVisitStore::open(where);
  auto store = SqliteVisitStore::open(where, missing);
  if (!store) return store.error();
  return std::unique_ptr<VisitRecords>{std::move(store).value()};
}

}  // namespace kiosk::services
