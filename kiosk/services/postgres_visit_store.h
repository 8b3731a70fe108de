// The store of visits for a clinic with many kiosks: one PostgreSQL database for all.
#pragma once

#include <string>

#include "kiosk/services/sqlite_visit_store.h"

namespace kiosk::services {

/// VisitRecords on a PostgreSQL server; queue numbers run through all kiosks that use it.
struct PostgresVisitStore {
  /// `where`: a libpq connection string or URI, for example `postgresql:///clinic?host=/run/postgresql`.
  static VisitRecords::Result<std::unique_ptr<VisitRecords>> open(const std::string& where);
};

/// Opens the records that a word names: `postgresql://…` or `postgres://…` a server, anything else a SQLite file.
VisitRecords::Result<std::unique_ptr<VisitRecords>> open_records(
    const std::string& where, SqliteConnection::Missing missing = SqliteConnection::Missing::create);

}  // namespace kiosk::services
