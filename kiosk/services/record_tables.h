// The tables of the clinic's records, and their migrations from version to version, for both databases.
#pragma once

#include "kiosk/services/sql_connection.h"

namespace kiosk::services {

inline constexpr int record_tables_version = 2;

/// Brings the tables to this version in one transaction; a fresh database gets all of them. A database of a newer
/// version, or one that is not ours, is refused and left as it is.
base::Result<base::Done, checkin::StoreError> bring_up_to_date(SqlConnection& connection);

}  // namespace kiosk::services
