// SQLite behind SqlConnection: the only file pair that includes sqlite3.h.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>

#include "kiosk/services/sql_connection.h"

struct sqlite3;
struct sqlite3_stmt;

namespace kiosk::services {

/// Opens one SQLite file (or `:memory:`) with a write-ahead log, full synchronisation at every commit, overwriting of
/// deleted content, and at most `lock_wait` of waiting for another program's lock. A new file is readable by its owner
/// only. One thread at a time.
class SqliteConnection final : public SqlConnection {
 public:
  enum class Missing { create, refuse };
  static constexpr std::chrono::milliseconds usual_lock_wait{5000};

  /// Errors say what is wrong with the file and what to do.
  static base::Result<std::unique_ptr<SqliteConnection>, checkin::StoreError> open(
      const std::filesystem::path& file, Missing missing = Missing::create,
      std::chrono::milliseconds lock_wait = usual_lock_wait);
  ~SqliteConnection() override;
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  SqlDialect dialect() const override { return SqlDialect::sqlite; }
  base::Result<SqlRows, checkin::StoreError> run(std::string_view statement,
                                                 const SqlParameters& parameters = {}) override;
  base::Result<base::Done, checkin::StoreError> begin() override;
  base::Result<base::Done, checkin::StoreError> commit() override;
  void roll_back() override;

  /// Copies the whole database, consistent at one instant, to a new file; the old content of `copy` is replaced at the
  /// end only.
  base::Result<base::Done, checkin::StoreError> back_up(const std::filesystem::path& copy);

  const std::filesystem::path& file() const { return file_; }

 private:
  SqliteConnection(sqlite3* database, std::filesystem::path file);
  base::Result<base::Done, checkin::StoreError> settle();
  base::Result<sqlite3_stmt*, checkin::StoreError> prepared(std::string_view statement);
  checkin::StoreError explain(int code, std::string_view doing) const;

  sqlite3* database_;
  std::filesystem::path file_;
  std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
};

}  // namespace kiosk::services
