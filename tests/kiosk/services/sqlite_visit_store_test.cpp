// The SQLite store: what is particular to a file. What every store must do is in visit_store_contract.h.
#include "kiosk/services/sqlite_visit_store.h"

#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <fstream>

#include "tests/kiosk/services/sample_visits.h"
#include "tests/kiosk/services/visit_store_contract.h"
#include "tests/support/own_folder.h"

using namespace kiosk::services;
using kiosk::checkin::StoreProblem;
using sample::hanako_visit;
using support::OwnFolder;

namespace {

std::unique_ptr<SqliteVisitStore> opened(const std::filesystem::path& file) {
  auto store = SqliteVisitStore::open(file);
  REQUIRE_MESSAGE(store, (store ? "" : store.error().detail));
  return std::move(store).value();
}

void with_sqlite(const std::filesystem::path& file, const char* statement) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
  char* message = nullptr;
  CHECK_MESSAGE(sqlite3_exec(database, statement, nullptr, nullptr, &message) == SQLITE_OK,
                (message == nullptr ? "" : message));
  sqlite3_close(database);
}

}  // namespace

TEST_CASE("SQLite keeps the contract of every store of visits") {
  const OwnFolder folder;
  check_visit_store_contract(
      [&](const std::string& name) -> std::unique_ptr<VisitRecords> { return opened(folder / (name + ".db")); });
}

TEST_CASE("visits, numbers and the audit log are still there after the file is opened again") {
  const OwnFolder folder;
  const auto file = folder / "visits.db";
  CHECK(opened(file)->add(hanako_visit("k-1")).value().queue_number == "A-0001");
  const auto store = opened(file);
  CHECK(store->add(hanako_visit("k-2")).value().queue_number == "A-0002");
  CHECK(store->list({}).value().size() == 2);
  CHECK(store->verify().value().problems.empty());
}

TEST_CASE("the file belongs to its owner alone") {
  const OwnFolder folder;
  const auto file = folder / "visits.db";
  const auto store = opened(file);
  CHECK(store->add(hanako_visit("k-1")));
  for (const auto& entry : std::filesystem::directory_iterator{folder.path()}) {
    struct stat status {};
    REQUIRE(::stat(entry.path().c_str(), &status) == 0);
    CHECK_MESSAGE((status.st_mode & 0077) == 0, entry.path().string());
  }
}

TEST_CASE("a missing folder, a file that is no database and another program's database are refused with advice") {
  const OwnFolder folder;
  const auto missing = SqliteVisitStore::open(folder / "no/such/visits.db");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().problem == StoreProblem::cannot_open);
  CHECK(missing.error().detail.find("does not exist: create it") != std::string::npos);

  std::ofstream(folder / "letter.txt") << std::string(4096, 'x');
  const auto no_database = SqliteVisitStore::open(folder / "letter.txt");
  REQUIRE_FALSE(no_database);
  CHECK(no_database.error().problem == StoreProblem::damaged);

  with_sqlite(folder / "other.db", "CREATE TABLE recipe (name TEXT)");
  const auto other = SqliteVisitStore::open(folder / "other.db");
  REQUIRE_FALSE(other);
  CHECK(other.error().problem == StoreProblem::wrong_version);
  CHECK(other.error().detail.find("other.db") != std::string::npos);
}

TEST_CASE("records of a newer program are left alone") {
  const OwnFolder folder;
  const auto file = folder / "visits.db";
  CHECK(opened(file)->add(hanako_visit("k-1")));
  with_sqlite(file, "UPDATE uketsuke_tables SET version = 99");
  const auto newer = SqliteVisitStore::open(file);
  REQUIRE_FALSE(newer);
  CHECK(newer.error().problem == StoreProblem::wrong_version);
  CHECK(newer.error().detail.find("install the newer program") != std::string::npos);
  with_sqlite(file, "UPDATE uketsuke_tables SET version = 2");
  CHECK(opened(file)->list({}).value().size() == 1);
}

TEST_CASE("records of the first version are brought up to date with all that is in them") {
  const OwnFolder folder;
  const auto file = folder / "visits.db";
  {
    const auto store = opened(file);
    CHECK(store->add(hanako_visit("k-1")));
    CHECK(store->add(hanako_visit("k-2")));
  }
  with_sqlite(file,
              "ALTER TABLE delivery DROP COLUMN state; UPDATE uketsuke_tables SET version = 1;"
              "INSERT INTO delivery VALUES ('k-1', 'folder', 1, 0)");
  const auto store = opened(file);
  CHECK(store->list({}).value().size() == 2);
  CHECK(store->undelivered("folder", 10).value().size() == 1);
  CHECK(store->verify().value().problems.empty());
}

TEST_CASE("a damaged page is found when the file is opened") {
  const OwnFolder folder;
  const auto file = folder / "visits.db";
  {
    const auto store = opened(file);
    for (int i = 0; i < 30; ++i) CHECK(store->add(hanako_visit("k-" + std::to_string(i))));
  }
  {
    std::fstream bytes{file, std::ios::in | std::ios::out | std::ios::binary};
    bytes.seekp(3 * 4096);
    bytes << std::string(3 * 4096, '\x5A');
  }
  const auto damaged = SqliteVisitStore::open(file);
  REQUIRE_FALSE(damaged);
  CHECK(damaged.error().problem == StoreProblem::damaged);
  CHECK(damaged.error().detail.find("restore the last backup") != std::string::npos);
}

TEST_CASE("the audit log can be neither changed nor shortened by an honest program") {
  const OwnFolder folder;
  const auto file = folder / "visits.db";
  const auto store = opened(file);
  CHECK(store->add(hanako_visit("k-1")));
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
  CHECK(sqlite3_exec(database, "UPDATE audit SET at = 0", nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT);
  CHECK(sqlite3_exec(database, "DELETE FROM audit", nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT);
  sqlite3_close(database);
}

TEST_CASE("a visit that was changed, removed or slipped in behind the program's back is named by verify") {
  const OwnFolder folder;
  const auto file = folder / "visits.db";
  const auto store = opened(file);
  for (const char* key : {"k-1", "k-2", "k-3"}) CHECK(store->add(hanako_visit(key)));
  with_sqlite(file,
              "UPDATE visit SET record = replace(record, '1985', '1986') WHERE key = 'k-1';"
              "DELETE FROM visit WHERE key = 'k-2';"
              "INSERT INTO visit SELECT 'k-9', day, 99, arrived_at, revision, confirmation, record, salt FROM visit"
              " WHERE key = 'k-3'");
  const auto report = store->verify().value();
  CHECK(report.problems == std::vector<std::string>{"visit k-1 was changed after it was recorded",
                                                    "visit k-2 was recorded but is gone",
                                                    "visit k-9 is there but was never recorded"});
}

TEST_CASE("a chain with a changed, a missing or an exchanged entry is broken there") {
  const OwnFolder folder;
  const auto file = folder / "visits.db";
  const auto store = opened(file);
  for (const char* key : {"k-1", "k-2", "k-3"}) CHECK(store->add(hanako_visit(key)));
  const auto log = store->audit_log().value();
  REQUIRE(log.size() == 3);
  CHECK_FALSE(break_in(log));
  auto changed = log;
  changed[1].at += 1;
  CHECK(break_in(changed) == "entry 2 was changed");
  auto missing = log;
  missing.erase(missing.begin());
  CHECK(break_in(missing) == "entry 1 is missing");
  auto forged = log;
  forged[1].record = "k-9";
  forged[1].hash = hash_of(forged[1]);
  CHECK(break_in(forged) == "entry 3 does not follow the one before");
}

TEST_CASE("a lock held by another program for too long is an error, and the next try succeeds") {
  const OwnFolder folder;
  const auto file = folder / "visits.db";
  const auto store =
      SqliteVisitStore::open(file, SqliteConnection::Missing::create, std::chrono::milliseconds{20}).value();
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
  REQUIRE(sqlite3_exec(database, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
  const auto locked = store->add(hanako_visit("k-1"));
  REQUIRE_FALSE(locked);
  CHECK(locked.error().problem == StoreProblem::locked);
  CHECK(sqlite3_exec(database, "ROLLBACK", nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(database);
  CHECK(store->add(hanako_visit("k-1")).value().queue_number == "A-0001");
}

TEST_CASE("a backup holds everything, is whole at once and opens as records") {
  const OwnFolder folder;
  const auto store = opened(folder / "visits.db");
  CHECK(store->add(hanako_visit("k-1")));
  CHECK(store->back_up(folder / "copy.db"));
  CHECK(store->add(hanako_visit("k-2")));
  CHECK(opened(folder / "copy.db")->list({}).value().size() == 1);
  CHECK(store->back_up(folder / "copy.db"));
  CHECK(opened(folder / "copy.db")->list({}).value().size() == 2);
  const auto nowhere = store->back_up(folder / "no/such/copy.db");
  REQUIRE_FALSE(nowhere);
  CHECK(nowhere.error().problem == StoreProblem::cannot_open);
  CHECK_FALSE(std::filesystem::exists(folder / "copy.db.part"));
}

TEST_CASE("what was purged is gone from the file's bytes too") {
  const OwnFolder folder;
  const auto file = folder / "visits.db";
  {
    const auto store = opened(file);
    CHECK(store->add(hanako_visit("k-1")));
    CHECK(store->purge(sample::ten_in_japan + std::chrono::hours{1}, sample::ten_in_japan).value() == 1);
  }
  for (const auto& entry : std::filesystem::directory_iterator{folder.path()}) {
    std::ifstream in{entry.path(), std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    CHECK(bytes.find("1985-04-12") == std::string::npos);
    CHECK(bytes.find("ヤマダ") == std::string::npos);
  }
}
