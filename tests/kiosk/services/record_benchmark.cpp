// How long recording takes: SQLite with full durability, and PostgreSQL with eight kiosks. Each beside its floor in the
// same run: what one synchronised write, or one bare commit, costs on this machine.
//   record_benchmark [--json] [--folder FOLDER] [--seconds N]
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <thread>

#include "kiosk/services/postgres_connection.h"
#include "kiosk/services/postgres_visit_store.h"
#include "tests/kiosk/services/sample_visits.h"
#include "tests/support/own_postgres.h"
#include "tests/support/walk.h"

namespace {

using namespace kiosk::services;
using Clock = std::chrono::steady_clock;
using Json = nlohmann::ordered_json;

constexpr int sqlite_visits = 300, burst_visits_each = 125, kiosks = 8;
constexpr double check_ins_per_minute = 1000;

double ms_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

template <class Work>
std::vector<double> timed(int times, Work work) {
  std::vector<double> ms;
  for (int i = 0; i < times; ++i) {
    const auto begin = Clock::now();
    work(i);
    ms.push_back(ms_since(begin));
  }
  return ms;
}

double at_quantile(std::vector<double> ms, double quantile) {
  std::sort(ms.begin(), ms.end());
  return ms.empty() ? 0 : ms[static_cast<std::size_t>(quantile * static_cast<double>(ms.size() - 1))];
}

Json summary(const std::vector<double>& ms) {
  return {{"count", ms.size()},
          {"median_ms", at_quantile(ms, 0.5)},
          {"p99_ms", at_quantile(ms, 0.99)},
          {"longest_ms", at_quantile(ms, 1)}};
}

Json sqlite_alone(const std::filesystem::path& folder) {
  const int file = ::open((folder / "floor").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  const std::string page(4096, 'x');
  const auto floor = timed(sqlite_visits, [&](int) {
    if (::write(file, page.data(), page.size()) < 0 || ::fdatasync(file) != 0) std::perror("floor");
  });
  ::close(file);
  auto store = SqliteVisitStore::open(folder / "visits.db").value();
  const auto record =
      timed(sqlite_visits, [&](int i) { (void)store->add(sample::hanako_visit("k-" + std::to_string(i))); });
  return {{"floor_write_and_sync", summary(floor)}, {"record", summary(record)}};
}

// A kiosk without glass: its session goes through a whole check-in by card and face, whose answers are as recorded, up
// to the order to record the visit; and on to the next person.
class HeadlessKiosk {
 public:
  explicit HeadlessKiosk(std::string name) : walk_(rules_of(std::move(name))) {}

  kiosk::checkin::Visit visit_of_next_person() {
    walk_.agree_to_all();
    return walk_.order<kiosk::checkin::RecordVisit>()->visit;
  }
  void was_recorded(const kiosk::checkin::VisitReceipt& receipt) {
    walk_.answer(kiosk::checkin::VisitRecorded{{}, receipt}).then(kiosk::checkin::CardRemoved{});
    walk_.wait(std::chrono::minutes{1});
  }

 private:
  static kiosk::checkin::Rules rules_of(std::string name) {
    kiosk::checkin::Rules rules;
    rules.kiosk_name = std::move(name);
    return rules;
  }
  support::Walk walk_;
};

// One kiosk process: `count` visits, `pause` from beginning to beginning; its times go down the pipe.
[[noreturn]] void be_kiosk(const std::string& where, int kiosk, int count, std::chrono::microseconds pause, int pipe) {
  auto store = PostgresVisitStore::open(where);
  if (!store) ::_exit(1);
  HeadlessKiosk headless("kiosk-" + std::to_string(pause.count()) + "-" + std::to_string(kiosk));
  auto next = Clock::now() + pause * kiosk / kiosks;
  for (int i = 0; i < count; ++i) {
    std::this_thread::sleep_until(next);
    next += pause;
    const auto visit = headless.visit_of_next_person();
    const auto begin = Clock::now();
    const auto receipt = store.value()->add(visit);
    const double ms = receipt ? ms_since(begin) : -1;
    if (receipt) headless.was_recorded(receipt.value());
    if (::write(pipe, &ms, sizeof ms) != sizeof ms) ::_exit(1);
  }
  ::_exit(0);
}

Json eight_kiosks(const std::string& where, int each, std::chrono::microseconds pause) {
  int ends[2];
  if (::pipe(ends) != 0) return {};
  const auto begin = Clock::now();
  for (int kiosk = 0; kiosk < kiosks; ++kiosk) {
    if (::fork() == 0) {
      ::close(ends[0]);
      be_kiosk(where, kiosk, each, pause, ends[1]);
    }
  }
  ::close(ends[1]);
  std::vector<double> ms;
  int failures = 0;
  for (double one = 0; ::read(ends[0], &one, sizeof one) == sizeof one;) {
    if (one < 0)
      ++failures;
    else
      ms.push_back(one);
  }
  const double seconds = ms_since(begin) / 1000;
  for (int kiosk = 0; kiosk < kiosks; ++kiosk) ::wait(nullptr);
  ::close(ends[0]);
  Json json = summary(ms);
  json["per_minute"] = static_cast<double>(ms.size()) / seconds * 60;
  json["failures"] = failures;
  return json;
}

Json postgres(int seconds) {
  support::OwnPostgres server{support::OwnPostgres::Durability::safe};
  const auto where = server.new_database("clinic");
  (void)PostgresVisitStore::open(where);
  Json json;
  {
    auto connection = PostgresConnection::open(where).value();
    (void)connection->run("CREATE TABLE IF NOT EXISTS floor (n BIGINT)");
    json["floor_bare_commit"] =
        summary(timed(100, [&](int i) { (void)connection->run("INSERT INTO floor VALUES ($1)", {std::int64_t{i}}); }));
    (void)connection->run("DROP TABLE floor");
  }
  const auto pause = std::chrono::microseconds{static_cast<long>(60e6 * kiosks / check_ins_per_minute)};
  const int each = static_cast<int>(std::chrono::seconds{seconds} / pause);
  json["at_1000_a_minute"] = eight_kiosks(where, std::max(each, 1), pause);
  json["as_fast_as_they_can"] = eight_kiosks(where, burst_visits_each, std::chrono::microseconds{1});
  json["chain_holds"] = PostgresVisitStore::open(where).value()->verify().value().problems.empty();
  return json;
}

void print(const char* what, const Json& times) {
  std::printf("%-44s median %8.2f ms   p99 %8.2f ms   longest %8.2f ms", what, times["median_ms"].get<double>(),
              times["p99_ms"].get<double>(), times["longest_ms"].get<double>());
  if (times.contains("per_minute")) {
    std::printf("   %.0f a minute, %d failed", times["per_minute"].get<double>(), times["failures"].get<int>());
  }
  std::printf("\n");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Times the recording of visits beside the floor that this machine's disk sets."};
  bool json = false;
  int seconds = 20;
  std::filesystem::path folder;
  app.add_flag("--json", json);
  app.add_option("--folder", folder, "on the disk to be measured (default: a temporary folder)");
  app.add_option("--seconds", seconds, "of the paced run")->check(CLI::Range(1, 600));
  CLI11_PARSE(app, argc, argv);
  const support::OwnFolder own;
  if (folder.empty()) folder = own.path();
  Json all = {{"sqlite", sqlite_alone(folder)}};
  all["postgresql"] = postgres(seconds);
  if (json) {
    std::printf("%s\n", all.dump().c_str());
    return 0;
  }
  print("SQLite: floor, write and sync of one page", all["sqlite"]["floor_write_and_sync"]);
  print("SQLite: record a visit", all["sqlite"]["record"]);
  print("PostgreSQL: floor, bare insert and commit", all["postgresql"]["floor_bare_commit"]);
  print("PostgreSQL: 8 kiosks, 1,000 a minute", all["postgresql"]["at_1000_a_minute"]);
  print("PostgreSQL: 8 kiosks, as fast as they can", all["postgresql"]["as_fast_as_they_can"]);
  std::printf("the audit chain %s\n", all["postgresql"]["chain_holds"].get<bool>() ? "holds" : "DOES NOT HOLD");
}
