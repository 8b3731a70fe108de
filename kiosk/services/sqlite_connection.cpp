// Opening with care, running statements, and turning SQLite's result codes into sentences.
#include "kiosk/services/sqlite_connection.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace kiosk::services {
namespace {

using base::Done;
using base::Result;
using checkin::StoreError;
using checkin::StoreProblem;

StoreProblem problem_from(int code) {
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return StoreProblem::disk_full;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return StoreProblem::read_only;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return StoreProblem::locked;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return StoreProblem::damaged;
    case SQLITE_CANTOPEN:
      return StoreProblem::cannot_open;
    default:
      return StoreProblem::cannot_write;
  }
}

std::string_view advice_for(StoreProblem problem) {
  switch (problem) {
    case StoreProblem::disk_full:
      return "the disk is full: free some space, nothing was written";
    case StoreProblem::read_only:
      return "the file or its folder is read-only: allow this user to write there";
    case StoreProblem::locked:
      return "another program holds the file: close it and try again";
    case StoreProblem::damaged:
      return "the file is damaged or is no database: put it aside and restore the last backup";
    case StoreProblem::cannot_open:
      return "the file cannot be opened: check that its folder exists and may be read";
    case StoreProblem::cannot_write:
      return "the file cannot be written: check the disk";
    case StoreProblem::wrong_version:
      return "the file belongs to another version of the program";
  }
  return "";
}

// A new file belongs to its owner alone: it will hold names and insurance numbers.
std::optional<StoreError> make_private_file(const std::filesystem::path& file) {
  std::error_code error;
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
  if (!std::filesystem::is_directory(folder, error)) {
    return StoreError{StoreProblem::cannot_open, "the folder " + folder.string() + " for the file " +
                                                     file.filename().string() +
                                                     " does not exist: create it or choose another file"};
  }
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor >= 0) {
    ::close(descriptor);
    return std::nullopt;
  }
  const int reason = errno;
  const bool no_write = reason == EACCES || reason == EROFS || reason == EPERM;
  const auto problem = reason == ENOSPC ? StoreProblem::disk_full
                       : no_write       ? StoreProblem::read_only
                                        : StoreProblem::cannot_open;
  return StoreError{problem,
                    file.string() + ": " + std::string{advice_for(problem)} + " (" + std::strerror(reason) + ")"};
}

SqlValue value_at(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_NULL:
      return std::monostate{};
    default: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      return std::string{text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
    }
  }
}

void bind(sqlite3_stmt* statement, int index, const SqlValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    sqlite3_bind_int64(statement, index, *number);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    sqlite3_bind_text(statement, index, text->data(), static_cast<int>(text->size()), SQLITE_TRANSIENT);
  } else {
    sqlite3_bind_null(statement, index);
  }
}

}  // namespace

std::int64_t number_in(const SqlValue& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  return number == nullptr ? 0 : *number;
}

const std::string& text_in(const SqlValue& value) {
  static const std::string nothing;
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr ? nothing : *text;
}

SqliteConnection::SqliteConnection(sqlite3* database, std::filesystem::path file)
    : database_(database), file_(std::move(file)) {}

SqliteConnection::~SqliteConnection() {
  for (const auto& [text, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(database_);
}

Result<std::unique_ptr<SqliteConnection>, StoreError> SqliteConnection::open(const std::filesystem::path& file,
                                                                             Missing missing,
                                                                             std::chrono::milliseconds lock_wait) {
  const bool in_memory = file == ":memory:";
  if (!in_memory && missing == Missing::refuse && !std::filesystem::exists(file)) {
    return StoreError{StoreProblem::cannot_open, "there is no file " + file.string() + ": check the path"};
  }
  if (!in_memory) {
    if (auto error = make_private_file(file)) return *error;
  }
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  std::unique_ptr<SqliteConnection> connection{new SqliteConnection{database, file}};
  if (code != SQLITE_OK) return connection->explain(code, "opening");
  sqlite3_extended_result_codes(database, 1);
  sqlite3_busy_timeout(database, static_cast<int>(lock_wait.count()));
  if (auto settled = connection->settle(); !settled) return settled.error();
  return connection;
}

Result<Done, StoreError> SqliteConnection::settle() {
  for (const auto* setting : {"PRAGMA secure_delete=ON", "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL"}) {
    if (auto set = run(setting); !set) return set.error();
  }
  const auto checked = run("PRAGMA quick_check(1)");
  if (!checked) return checked.error();
  if (checked.value().empty() || text_in(checked.value()[0][0]) != "ok") return explain(SQLITE_CORRUPT, "checking");
  return Done{};
}

Result<sqlite3_stmt*, StoreError> SqliteConnection::prepared(std::string_view text) {
  if (const auto found = statements_.find(text); found != statements_.end()) return found->second;
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(database_, text.data(), static_cast<int>(text.size()), 0, &statement, nullptr);
  if (code != SQLITE_OK) return explain(code, "reading");
  statements_.emplace(std::string{text}, statement);
  return statement;
}

Result<SqlRows, StoreError> SqliteConnection::run(std::string_view text, const SqlParameters& parameters) {
  auto found = prepared(text);
  if (!found) return found.error();
  sqlite3_stmt* statement = found.value();
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const std::string name = "$" + std::to_string(i + 1);
    const int index = sqlite3_bind_parameter_index(statement, name.c_str());
    if (index > 0) bind(statement, index, parameters[i]);
  }
  SqlRows rows;
  int code = sqlite3_step(statement);
  for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
    SqlRow row;
    for (int column = 0; column < sqlite3_column_count(statement); ++column) row.push_back(value_at(statement, column));
    rows.push_back(std::move(row));
  }
  // Reset also releases the locks; cleared bindings keep no personal text in memory.
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  if (code != SQLITE_DONE) return explain(code, "using");
  return rows;
}

Result<Done, StoreError> SqliteConnection::begin() {
  auto begun = run("BEGIN IMMEDIATE");
  if (!begun) return begun.error();
  return Done{};
}

Result<Done, StoreError> SqliteConnection::commit() {
  auto committed = run("COMMIT");
  if (!committed) return committed.error();
  return Done{};
}

void SqliteConnection::roll_back() {
  if (sqlite3_get_autocommit(database_) == 0) (void)run("ROLLBACK");
}

Result<Done, StoreError> SqliteConnection::back_up(const std::filesystem::path& copy) {
  const std::filesystem::path unfinished = copy.string() + ".part";
  std::error_code ignored;
  std::filesystem::remove(unfinished, ignored);
  if (auto error = make_private_file(unfinished)) return *error;
  sqlite3* target = nullptr;
  int code = sqlite3_open_v2(unfinished.c_str(), &target, SQLITE_OPEN_READWRITE, nullptr);
  if (code == SQLITE_OK) {
    sqlite3_backup* backup = sqlite3_backup_init(target, "main", database_, "main");
    code = backup == nullptr ? sqlite3_errcode(target) : sqlite3_backup_step(backup, -1);
    if (backup != nullptr) sqlite3_backup_finish(backup);
    if (code == SQLITE_DONE) code = SQLITE_OK;
  }
  sqlite3_close(target);
  if (code == SQLITE_OK) {
    const int descriptor = ::open(unfinished.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 || ::fsync(descriptor) != 0) code = SQLITE_IOERR;
    if (descriptor >= 0) ::close(descriptor);
  }
  std::error_code renamed;
  if (code == SQLITE_OK) std::filesystem::rename(unfinished, copy, renamed);
  if (code == SQLITE_OK && !renamed) return Done{};
  std::filesystem::remove(unfinished, ignored);
  const auto problem = problem_from(code);
  return StoreError{problem, "backup to " + copy.string() + ": " + std::string{advice_for(problem)}};
}

StoreError SqliteConnection::explain(int code, std::string_view doing) const {
  const StoreProblem problem = problem_from(code);
  // sqlite3_errstr names the code only; sqlite3_errmsg could quote what a person typed.
  std::string detail = file_.string() + ": " + std::string{advice_for(problem)} + " (" + std::string{doing} + ": " +
                       sqlite3_errstr(code) + ", code " + std::to_string(code) + ")";
  return StoreError{problem, std::move(detail)};
}

}  // namespace kiosk::services
