// What a kiosk does with its records while people check in.
#include "kiosk/apps/back_desk.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "kiosk/services/postgres_visit_store.h"
#include "tests/kiosk/services/sample_visits.h"
#include "tests/support/own_folder.h"

using namespace kiosk;
using namespace kiosk::apps;

namespace {

struct Clinic {
  support::OwnFolder folder;
  BackDeskRules rules;
  std::unique_ptr<services::VisitRecords> records;

  Clinic() {
    std::filesystem::create_directory(folder / "results");
    rules.records = folder / "visits.db";
    rules.insurer = UKETSUKE_SOURCE_DIR "/assets/rosters/letters.json";
    rules.places.xml_folder = folder / "results";
    records = services::open_records(rules.records).value();
  }
  long results() const {
    const std::filesystem::directory_iterator files(folder / "results");
    return std::count_if(begin(files), end(files), [](const auto& f) { return f.path().extension() == ".xml"; });
  }
};

}  // namespace

TEST_CASE("a recorded visit reaches the clinic with the next round, and once") {
  Clinic clinic;
  const auto desk = BackDesk::open(clinic.rules).value();
  REQUIRE(clinic.records->add(sample::hanako_visit("k-1")));
  desk->run_once(sample::ten_in_japan + std::chrono::seconds{5});
  desk->run_once(sample::ten_in_japan + std::chrono::seconds{10});
  CHECK(clinic.results() == 1);
}

TEST_CASE("personal fields older than the clinic keeps them are removed by themselves") {
  Clinic clinic;
  clinic.rules.keep_days = 30;
  REQUIRE(clinic.records->add(sample::hanako_visit("k-1")));
  const auto desk = BackDesk::open(clinic.rules).value();
  desk->run_once(sample::ten_in_japan + std::chrono::days{29});
  CHECK(clinic.records->list({}).value()[0].visit);
  desk->run_once(sample::ten_in_japan + std::chrono::days{31});
  CHECK_FALSE(clinic.records->list({}).value()[0].visit);
  CHECK(clinic.records->verify().value().problems.empty());
}

TEST_CASE("the kiosk's numbers are rewritten at each round") {
  Clinic clinic;
  const auto desk = BackDesk::open(clinic.rules).value();
  const Metrics metrics;
  desk->watch(metrics, clinic.folder / "uketsuke.prom");
  desk->run_once(sample::ten_in_japan);
  std::ifstream file(clinic.folder / "uketsuke.prom");
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  CHECK(text == metrics.text());
}

TEST_CASE("records or an insurer that cannot be used are named when the desk is opened") {
  Clinic clinic;
  clinic.rules.insurer = clinic.folder / "nobody.json";
  CHECK(BackDesk::open(clinic.rules).error().find("nobody.json") != std::string::npos);
  clinic.rules.records = clinic.folder / "nowhere/visits.db";
  CHECK(BackDesk::open(clinic.rules).error().find("nowhere") != std::string::npos);
}
