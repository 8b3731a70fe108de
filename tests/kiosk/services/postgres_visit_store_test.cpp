// The PostgreSQL store on a server of the test's own.
#include "kiosk/services/postgres_visit_store.h"

#include <doctest/doctest.h>

#include <set>
#include <thread>

#include "kiosk/services/postgres_connection.h"
#include "tests/kiosk/services/sample_visits.h"
#include "tests/kiosk/services/visit_store_contract.h"
#include "tests/support/own_postgres.h"

using namespace kiosk::services;
using kiosk::checkin::StoreProblem;
using sample::hanako_visit;

namespace {

std::unique_ptr<VisitRecords> opened(const std::string& where) {
  auto store = PostgresVisitStore::open(where);
  REQUIRE_MESSAGE(store, (store ? "" : store.error().detail));
  return std::move(store).value();
}

}  // namespace

TEST_CASE("PostgreSQL keeps the contract of every store of visits, with many kiosks and over a server's fall") {
  static support::OwnPostgres server;  // one for all of what follows

  SUBCASE("the contract") {
    std::set<std::string> made;
    check_visit_store_contract([&](const std::string& name) {
      if (made.insert(name).second) server.new_database("clinic_" + name);
      return opened(server.uri("clinic_" + name));
    });
  }
  SUBCASE("eight kiosks at once give every visit its own number and one unbroken chain") {
    const auto where = server.new_database("busy");
    { opened(where); }
    constexpr int kiosks = 8, visits_each = 25;
    {
      std::vector<std::jthread> threads;
      for (int kiosk = 0; kiosk < kiosks; ++kiosk) {
        threads.emplace_back([&where, kiosk] {
          const auto store = PostgresVisitStore::open(where);
          for (int i = 0; store && i < visits_each; ++i) {
            (void)store.value()->add(hanako_visit("k" + std::to_string(kiosk) + "-" + std::to_string(i)));
          }
        });
      }
    }
    const auto store = opened(where);
    std::set<std::string> numbers;
    const auto visits = store->list({}).value();
    for (const auto& visit : visits) numbers.insert(visit.queue_number);
    CHECK(numbers.size() == kiosks * visits_each);
    CHECK(numbers.contains("A-0200"));
    CHECK(store->verify().value().problems.empty());
  }
  SUBCASE("a server that falls and comes back is an error in between and goes on afterwards") {
    const auto where = server.new_database("falls");
    const auto store = opened(where);
    CHECK(store->add(hanako_visit("k-1")).value().queue_number == "A-0001");
    server.kill_server();
    const auto down = store->add(hanako_visit("k-2"));
    REQUIRE_FALSE(down);
    CHECK(down.error().problem == StoreProblem::cannot_open);
    CHECK(down.error().detail.find("cannot be reached") != std::string::npos);
    server.start();
    auto receipt = store->add(hanako_visit("k-2"));
    if (!receipt) receipt = store->add(hanako_visit("k-2"));
    REQUIRE(receipt);
    CHECK(receipt.value().queue_number == "A-0002");
    CHECK(store->verify().value().problems.empty());
  }
  SUBCASE("another program's database is refused") {
    const auto where = server.new_database("other");
    CHECK(PostgresConnection::open(where).value()->run("CREATE TABLE recipe (name TEXT)"));
    const auto store = PostgresVisitStore::open(where);
    REQUIRE_FALSE(store);
    CHECK(store.error().problem == StoreProblem::wrong_version);
  }
  SUBCASE("the audit log can be neither changed nor shortened") {
    const auto where = server.new_database("guarded");
    CHECK(opened(where)->add(hanako_visit("k-1")));
    const auto connection = PostgresConnection::open(where);
    for (const char* statement : {"UPDATE audit SET at = 0", "DELETE FROM audit", "TRUNCATE audit"}) {
      CHECK_FALSE(connection.value()->run(statement));
    }
  }
}

TEST_CASE("a server that is not there is named without the password") {
  const auto store = PostgresVisitStore::open("postgresql://clinic:sesame@127.0.0.1:1/clinic?connect_timeout=2");
  REQUIRE_FALSE(store);
  CHECK(store.error().problem == StoreProblem::cannot_open);
  CHECK(store.error().detail.find("sesame") == std::string::npos);
}
