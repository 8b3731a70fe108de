// PostgreSQL behind SqlConnection: the only file pair that includes libpqxx.
#pragma once

#include <chrono>
#include <memory>

#include "kiosk/services/sql_connection.h"

namespace kiosk::services {

/// One connection to a PostgreSQL server. A connection that broke is made anew at the next `run` or `begin` outside a
/// transaction. Writers of all kiosks take one advisory lock per transaction, so that queue numbers and the audit chain
/// have no gaps. One thread at a time; every statement and wait is bounded by ten seconds.
class PostgresConnection final : public SqlConnection {
 public:
  /// `where` is a libpq connection string or URI. The error names the server, never a password.
  static base::Result<std::unique_ptr<PostgresConnection>, checkin::StoreError> open(const std::string& where);
  ~PostgresConnection() override;
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  SqlDialect dialect() const override { return SqlDialect::postgresql; }
  base::Result<SqlRows, checkin::StoreError> run(std::string_view statement,
                                                 const SqlParameters& parameters = {}) override;
  base::Result<base::Done, checkin::StoreError> begin() override;
  base::Result<base::Done, checkin::StoreError> commit() override;
  void roll_back() override;

 private:
  explicit PostgresConnection(std::string where);
  base::Result<base::Done, checkin::StoreError> connect();

  struct Link;  ///< the library's connection

  std::string where_;
  std::unique_ptr<Link> link_;
  bool in_transaction_ = false;
};

}  // namespace kiosk::services
