// The contract, told as one story a subcase would tell each.
#include "tests/kiosk/services/visit_store_contract.h"

#include <doctest/doctest.h>

#include "tests/kiosk/services/sample_visits.h"

using namespace kiosk::services;
using namespace kiosk::checkin;
using namespace std::chrono_literals;
using sample::hanako_visit;
using sample::ten_in_japan;
using sample::waiting_visit;

namespace {

std::vector<std::string> keys_of(const std::vector<StoredVisit>& visits) {
  std::vector<std::string> keys;
  for (const StoredVisit& visit : visits) keys.push_back(visit.key);
  return keys;
}

using Keys = std::vector<std::string>;

void visits_come_back_as_they_went_in(VisitRecords& store) {
  Visit by_letter = waiting_visit("k-2", ten_in_japan + 5min);
  Visit by_card = waiting_visit("k-3", ten_in_japan + 6min);
  by_card.question = CardProof{{1, 2, 3}, {4, 5}, {}};
  by_card.visual_check_reason = VisualCheckReason::cannot_use_machine;
  const std::vector<Visit> visits = {hanako_visit("k-1"), by_letter, by_card};
  for (const Visit& visit : visits) CHECK(store.add(visit));
  const auto stored = store.list({}).value();
  REQUIRE(stored.size() == 3);
  for (std::size_t i = 0; i < visits.size(); ++i) {
    REQUIRE(stored[i].visit);
    CHECK(*stored[i].visit == visits[i]);
    CHECK(stored[i].confirmation == visits[i].confirmation);
  }
}

void numbers_start_anew_each_day_in_japan(VisitRecords& store) {
  const auto number = [&store](const char* key, std::chrono::sys_seconds at) {
    return store.add(hanako_visit(key, at)).value().queue_number;
  };
  const auto last_second = std::chrono::sys_days{sample::today} + 14h + 59min + 59s;  // 23:59:59 in Japan
  CHECK(number("k-1", ten_in_japan) == "A-0001");
  CHECK(number("k-2", last_second) == "A-0002");
  CHECK(number("k-3", last_second + 1s) == "A-0001");
  CHECK(number("k-4", ten_in_japan) == "A-0003");  // a clock set back goes on with that day's numbers
}

void the_same_key_twice_is_one_visit(VisitRecords& store) {
  CHECK(store.add(hanako_visit("k-1")).value().queue_number == "A-0001");
  CHECK(store.add(hanako_visit("k-2")).value().queue_number == "A-0002");
  CHECK(store.add(hanako_visit("k-1")).value().queue_number == "A-0001");
  CHECK(store.list({}).value().size() == 2);
  CHECK(store.verify().value().entries == 2);
}

void a_visit_that_waits_is_confirmed_once(VisitRecords& store) {
  CHECK(store.add(waiting_visit("k-1")));
  CHECK(store.add(hanako_visit("k-2")));
  const auto waiting = store.to_be_confirmed().value();
  REQUIRE(keys_of(waiting) == Keys{"k-1"});
  Visit confirmed = hanako_visit("k-1");
  confirmed.name = "answered first";
  CHECK(store.confirm(confirmed, ten_in_japan + 1h));
  confirmed.name = "answered again";
  CHECK(store.confirm(confirmed, ten_in_japan + 2h));
  CHECK(store.to_be_confirmed().value().empty());
  const auto visits = store.list({}).value();
  CHECK(visits[0].visit->name == "answered first");
  CHECK(visits[0].revision == 2);
  CHECK(store.verify().value().problems.empty());
}

void what_was_delivered_is_not_delivered_again(VisitRecords& store) {
  for (const char* key : {"k-1", "k-2"}) CHECK(store.add(hanako_visit(key)));
  CHECK(store.add(waiting_visit("k-3", ten_in_japan + 1min)));
  CHECK(keys_of(store.undelivered("folder", 10).value()) == Keys{"k-1", "k-2", "k-3"});
  CHECK(keys_of(store.undelivered("folder", 1).value()) == Keys{"k-1"});
  const auto undelivered = store.undelivered("folder", 10).value();
  for (const auto& visit : undelivered) {
    CHECK(store.mark(visit, "folder", DeliveryState::staged, ten_in_japan));
    CHECK(store.delivery_of(visit, "folder").value() == DeliveryState::staged);
  }
  CHECK(store.undelivered("folder", 10).value().size() == 3);  // what lies ready is not there yet
  for (const auto& visit : undelivered) CHECK(store.mark(visit, "folder", DeliveryState::delivered, ten_in_japan));
  CHECK(store.undelivered("folder", 10).value().empty());
  CHECK(store.undelivered("server", 10).value().size() == 3);
  CHECK(store.confirm(hanako_visit("k-3"), ten_in_japan));
  CHECK(keys_of(store.undelivered("folder", 10).value()) == Keys{"k-3"});
}

void a_purge_takes_what_is_old_and_leaves_what_waits(VisitRecords& store) {
  CHECK(store.add(hanako_visit("old", ten_in_japan - 48h)));
  CHECK(store.add(waiting_visit("waits", ten_in_japan - 48h)));
  CHECK(store.add(hanako_visit("new")));
  CHECK(store.purge(ten_in_japan - 24h, ten_in_japan).value() == 1);
  CHECK(store.purge(ten_in_japan - 24h, ten_in_japan).value() == 0);
  const auto visits = store.list({}).value();
  REQUIRE(visits.size() == 3);
  for (const auto& visit : visits) CHECK(visit.visit.has_value() == (visit.key != "old"));
  CHECK(keys_of(store.undelivered("folder", 10).value()) == Keys{"waits", "new"});
  CHECK(store.verify().value().problems.empty());
}

void everything_is_in_the_audit_log_without_a_name(VisitRecords& store) {
  CHECK(store.add(hanako_visit("k-1")));
  CHECK(store.add(Incident{ten_in_japan, "face.not-confirmed"}));
  CHECK(store.note("records.exported", "1 visit", ten_in_japan));
  const auto log = store.audit_log().value();
  REQUIRE(log.size() == 3);
  CHECK(log[0].action == "visit.recorded");
  CHECK(log[1].record == "face.not-confirmed");
  CHECK(log[2].action == "records.exported");
  for (const AuditEntry& entry : log) {
    CHECK(entry.record.find("花") == std::string::npos);
    CHECK(entry.record.find("P-0047") == std::string::npos);
    CHECK(entry.record.find("1985-04") == std::string::npos);
  }
  CHECK(store.verify().value().head == log.back().hash);
}

void a_list_is_of_the_days_asked_for(VisitRecords& store) {
  CHECK(store.add(hanako_visit("k-1", ten_in_japan - 24h)));
  CHECK(store.add(hanako_visit("k-2")));
  CHECK(keys_of(store.list({.from = ten_in_japan, .until = {}}).value()) == Keys{"k-2"});
  CHECK(keys_of(store.list({.from = {}, .until = ten_in_japan}).value()) == Keys{"k-1"});
}

void odd_text_is_kept(VisitRecords& store) {
  Visit visit = hanako_visit("k-1");
  visit.name = "O'Brien \"; DROP TABLE visit; -- 𠮷野家 $1";
  CHECK(store.add(visit));
  CHECK(store.list({}).value()[0].visit->name == visit.name);
  visit.key = "k-2";
  visit.name = "broken \xff\xc3 bytes";
  CHECK(store.add(visit));
  CHECK(store.list({}).value()[1].visit->name.starts_with("broken "));
}

}  // namespace

void check_visit_store_contract(const std::function<std::unique_ptr<VisitRecords>(const std::string&)>& open) {
  const std::pair<const char*, void (*)(VisitRecords&)> stories[] = {
      {"come_back", visits_come_back_as_they_went_in},
      {"numbers", numbers_start_anew_each_day_in_japan},
      {"same_key", the_same_key_twice_is_one_visit},
      {"waits", a_visit_that_waits_is_confirmed_once},
      {"delivered", what_was_delivered_is_not_delivered_again},
      {"purge", a_purge_takes_what_is_old_and_leaves_what_waits},
      {"audit", everything_is_in_the_audit_log_without_a_name},
      {"days", a_list_is_of_the_days_asked_for},
      {"odd", odd_text_is_kept}};
  for (const auto& [name, story] : stories) {
    CAPTURE(name);
    story(*open(name));
    CHECK(open(name)->verify().value().problems.empty());
  }
}
