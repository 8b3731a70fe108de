// libpqxx's exceptions become StoreErrors here; SQLSTATE classes are those of PostgreSQL's documentation, appendix A.
#include "kiosk/services/postgres_connection.h"

#include <pqxx/pqxx>

namespace kiosk::services {
namespace {

using base::Done;
using base::Result;
using checkin::StoreError;
using checkin::StoreProblem;

constexpr const char* limits =
    "SET statement_timeout = '10s'; SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '30s';"
    "SET client_min_messages = 'warning'";
constexpr const char* writers_lock = "SELECT pg_advisory_xact_lock(7221)";

// The object identifiers of PostgreSQL's three integer types.
bool is_integer_type(pqxx::oid type) { return type == 20 || type == 21 || type == 23; }

// A server that goes down may still have the time to say so: 57P01 to 57P05.
bool is_farewell(const std::string& state) { return state.starts_with("57P"); }

StoreError from_state(const std::string& state) {
  if (state.starts_with("53")) {
    return {StoreProblem::disk_full,
            "the database server is out of space or memory: free some (SQLSTATE " + state + ")"};
  }
  if (state == "55P03" || state == "57014" || state == "40001" || state == "40P01") {
    return {StoreProblem::locked, "the database was busy for too long: try again (SQLSTATE " + state + ")"};
  }
  if (state == "25006") return {StoreProblem::read_only, "the database is read-only (SQLSTATE 25006)"};
  if (state.starts_with("XX")) {
    return {StoreProblem::damaged, "the database is damaged: restore the last backup (SQLSTATE " + state + ")"};
  }
  return {StoreProblem::cannot_write, "the database refused a statement (SQLSTATE " + state + ")"};
}

StoreError unreachable() {
  return {StoreProblem::cannot_open,
          "the PostgreSQL server cannot be reached: check that it runs, the address and the user's rights"};
}

std::vector<std::string> texts_of(const SqlParameters& parameters) {
  std::vector<std::string> texts;
  for (const SqlValue& value : parameters) {
    const auto* number = std::get_if<std::int64_t>(&value);
    texts.push_back(number != nullptr ? std::to_string(*number) : text_in(value));
  }
  return texts;
}

SqlRows rows_of(const pqxx::result& result) {
  SqlRows rows;
  for (const auto& line : result) {
    SqlRow row;
    for (const auto& field : line) {
      if (field.is_null()) {
        row.emplace_back(std::monostate{});
      } else if (is_integer_type(field.type())) {
        row.emplace_back(field.as<std::int64_t>());
      } else {
        row.emplace_back(std::string{field.c_str(), field.size()});
      }
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

struct PostgresConnection::Link {
  explicit Link(const std::string& where) : connection(where) {}
  pqxx::connection connection;
};

PostgresConnection::PostgresConnection(std::string where) : where_(std::move(where)) {}
PostgresConnection::~PostgresConnection() = default;

Result<std::unique_ptr<PostgresConnection>, StoreError> PostgresConnection::open(const std::string& where) {
  std::unique_ptr<PostgresConnection> connection{new PostgresConnection{where}};
  if (auto connected = connection->connect(); !connected) return connected.error();
  return connection;
}

Result<Done, StoreError> PostgresConnection::connect() {
  try {
    link_ = std::make_unique<Link>(where_);
    pqxx::nontransaction{link_->connection}.exec(limits);
    return Done{};
  } catch (const std::exception&) {
    // libpq's own message may quote the connection string with its password; ours does not.
    link_.reset();
    return unreachable();
  }
}

Result<SqlRows, StoreError> PostgresConnection::run(std::string_view statement, const SqlParameters& parameters) {
  if (!link_) {
    if (in_transaction_) return unreachable();
    if (auto connected = connect(); !connected) return connected.error();
  }
  try {
    pqxx::nontransaction work{link_->connection};
    const auto texts = texts_of(parameters);
    return rows_of(parameters.empty()
                       ? work.exec(std::string{statement})
                       : work.exec_params(std::string{statement}, pqxx::prepare::make_dynamic_params(texts)));
  } catch (const pqxx::broken_connection&) {
    link_.reset();
    return unreachable();
  } catch (const pqxx::sql_error& error) {
    if (is_farewell(error.sqlstate()) || !link_->connection.is_open()) {
      link_.reset();
      return unreachable();
    }
    return from_state(error.sqlstate());
  } catch (const std::exception&) {
    link_.reset();
    return unreachable();
  }
}

Result<Done, StoreError> PostgresConnection::begin() {
  in_transaction_ = false;
  if (auto begun = run("BEGIN"); !begun) return begun.error();
  in_transaction_ = true;
  if (auto locked = run(writers_lock); !locked) {
    roll_back();
    return locked.error();
  }
  return Done{};
}

Result<Done, StoreError> PostgresConnection::commit() {
  auto committed = run("COMMIT");
  in_transaction_ = false;
  if (!committed) return committed.error();
  return Done{};
}

void PostgresConnection::roll_back() {
  if (link_) (void)run("ROLLBACK");
  in_transaction_ = false;
}

}  // namespace kiosk::services
