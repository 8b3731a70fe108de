// One list of statements per version. What is written in both databases' SQL stands once; the guards differ.
#include "kiosk/services/record_tables.h"

namespace kiosk::services {
namespace {

using base::Done;
using base::Result;
using checkin::StoreError;
using checkin::StoreProblem;

using Statements = std::vector<std::string_view>;

// `record` is the visit as JSON and the only column with personal data; it is NULL after the retention time. `salt`
// goes with it: the audit log seals each record by a salted hash, which says nothing once the salt is gone.
const Statements version_1 = {
    "CREATE TABLE visit (key TEXT PRIMARY KEY, day TEXT NOT NULL, queue_index BIGINT NOT NULL,"
    " arrived_at BIGINT NOT NULL, revision BIGINT NOT NULL, confirmation TEXT NOT NULL, record TEXT, salt TEXT,"
    " UNIQUE (day, queue_index))",
    "CREATE INDEX visit_arrived ON visit (arrived_at)",
    "CREATE INDEX visit_open ON visit (confirmation) WHERE confirmation <> 'confirmed'",
    // One row per visit and place of delivery: which revision arrived there.
    "CREATE TABLE delivery (visit_key TEXT NOT NULL, destination TEXT NOT NULL, revision BIGINT NOT NULL,"
    " delivered_at BIGINT NOT NULL, PRIMARY KEY (visit_key, destination))",
    "CREATE TABLE audit (sequence BIGINT PRIMARY KEY, at BIGINT NOT NULL, action TEXT NOT NULL,"
    " record TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL)",
};

const Statements version_1_guards_sqlite = {
    "CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN"
    " SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit BEGIN"
    " SELECT RAISE(ABORT, 'the audit log is append-only'); END",
};

const Statements version_1_guards_postgresql = {
    "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
    " $body$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $body$",
    "CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit"
    " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
};

// A delivery has two steps since version 2: the file lies ready under another name, then it is there.
const Statements version_2 = {
    "ALTER TABLE delivery ADD COLUMN state TEXT NOT NULL DEFAULT 'delivered'",
};

std::string_view table_question(SqlDialect dialect) {
  return dialect == SqlDialect::sqlite
             ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
             : "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()";
}

// The version of the tables: 0 in an empty database; an error when the database belongs to something else.
Result<int, StoreError> version_found(SqlConnection& connection) {
  const auto tables = connection.run(table_question(connection.dialect()));
  if (!tables) return tables.error();
  for (const SqlRow& table : tables.value()) {
    if (text_in(table[0]) != "uketsuke_tables") continue;
    const auto version = connection.run("SELECT version FROM uketsuke_tables");
    if (!version) return version.error();
    return version.value().empty() ? 0 : static_cast<int>(number_in(version.value()[0][0]));
  }
  if (tables.value().empty()) return 0;
  return StoreError{StoreProblem::wrong_version,
                    "the database holds tables of another program: choose an empty one for the clinic's records"};
}

Result<Done, StoreError> run_all(SqlConnection& connection, const Statements& statements) {
  for (const auto statement : statements) {
    if (auto done = connection.run(statement); !done) return done.error();
  }
  return Done{};
}

Result<Done, StoreError> make_version_1(SqlConnection& connection) {
  const Statements& guards =
      connection.dialect() == SqlDialect::sqlite ? version_1_guards_sqlite : version_1_guards_postgresql;
  return run_all(connection, {"CREATE TABLE uketsuke_tables (version BIGINT NOT NULL)",
                              "INSERT INTO uketsuke_tables (version) VALUES (0)"})
      .and_then([&](Done) { return run_all(connection, version_1); })
      .and_then([&](Done) { return run_all(connection, guards); });
}

Result<Done, StoreError> migrate(SqlConnection& connection) {
  const auto found = version_found(connection);
  if (!found) return found.error();
  if (found.value() > record_tables_version) {
    return StoreError{StoreProblem::wrong_version, "the records were written by a newer program (tables version " +
                                                       std::to_string(found.value()) + ", this program knows " +
                                                       std::to_string(record_tables_version) +
                                                       "): install the newer program; nothing was changed"};
  }
  if (found.value() == record_tables_version) return Done{};
  // Further versions follow here, each from the one before.
  if (found.value() < 1) {
    if (auto made = make_version_1(connection); !made) return made.error();
  }
  if (found.value() < 2) {
    if (auto made = run_all(connection, version_2); !made) return made.error();
  }
  auto set = connection.run("UPDATE uketsuke_tables SET version = $1", {std::int64_t{record_tables_version}});
  if (!set) return set.error();
  return Done{};
}

}  // namespace

Result<Done, StoreError> bring_up_to_date(SqlConnection& connection) {
  return in_transaction(connection, [&] { return migrate(connection); });
}

}  // namespace kiosk::services
