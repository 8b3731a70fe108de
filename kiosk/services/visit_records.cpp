// The records' rules in SQL that both databases understand.
#include "kiosk/services/visit_records.h"

#include <cstdio>
#include <limits>
#include <nlohmann/json.hpp>

#include "kiosk/services/record_tables.h"
#include "kiosk/services/record_words.h"
#include "kiosk/services/visit_json.h"

namespace kiosk::services {
namespace {

using base::Done;
using checkin::Confirmation;
using checkin::StoreError;
using checkin::StoreProblem;

constexpr std::string_view visit_columns =
    "SELECT key, queue_index, arrived_at, revision, confirmation, record FROM visit ";

std::int64_t seconds_of(std::chrono::sys_seconds time) { return time.time_since_epoch().count(); }

std::chrono::sys_seconds time_of(const SqlValue& seconds) {
  return std::chrono::sys_seconds{std::chrono::seconds{number_in(seconds)}};
}

StoreError unreadable_record(const std::string& key) {
  return StoreError{StoreProblem::damaged, "the record of visit " + key + " cannot be read: restore the last backup"};
}

base::Result<StoredVisit, StoreError> stored_visit(const SqlRow& row) {
  StoredVisit stored;
  stored.key = text_in(row[0]);
  stored.queue_number = queue_number(number_in(row[1]));
  stored.arrived_at = time_of(row[2]);
  stored.revision = static_cast<int>(number_in(row[3]));
  const auto confirmation = from_word<Confirmation>(text_in(row[4]));
  if (!confirmation) return unreadable_record(stored.key);
  stored.confirmation = *confirmation;
  if (std::holds_alternative<std::monostate>(row[5])) return stored;
  const auto json = nlohmann::ordered_json::parse(text_in(row[5]), nullptr, false);
  stored.visit = visit_from(json);
  if (!stored.visit) return unreadable_record(stored.key);
  return stored;
}

// Names may hold bytes that are no UTF-8 (a card can carry anything): they are replaced, never a reason to lose a
// visit.
std::string text_of_json(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

std::string queue_number(std::int64_t index) {
  char text[32];
  std::snprintf(text, sizeof text, "A-%04lld", static_cast<long long>(index));
  return text;
}

VisitRecords::Result<std::unique_ptr<VisitRecords>> VisitRecords::open(std::unique_ptr<SqlConnection> connection) {
  if (auto ready = bring_up_to_date(*connection); !ready) return ready.error();
  return std::unique_ptr<VisitRecords>{new VisitRecords{std::move(connection)}};
}

VisitRecords::Result<checkin::VisitReceipt> VisitRecords::add(const checkin::Visit& visit) {
  return in_transaction(*connection_, [&] { return add_within(visit); });
}

VisitRecords::Result<checkin::VisitReceipt> VisitRecords::add_within(const checkin::Visit& visit) {
  const auto known = connection_->run("SELECT queue_index FROM visit WHERE key = $1", {visit.key});
  if (!known) return known.error();
  if (!known.value().empty()) return checkin::VisitReceipt{queue_number(number_in(known.value()[0][0]))};

  const std::string day = checkin::text_of(checkin::date_in_japan(visit.arrived_at));
  const auto last = connection_->run("SELECT COALESCE(MAX(queue_index), 0) FROM visit WHERE day = $1", {day});
  if (!last) return last.error();
  const std::int64_t index = number_in(last.value()[0][0]) + 1;
  const std::string record = text_of_json(json_of(visit)), salt = random_salt();
  const auto added = connection_->run(
      "INSERT INTO visit (key, day, queue_index, arrived_at, revision, confirmation, record, salt)"
      " VALUES ($1, $2, $3, $4, 1, $5, $6, $7)",
      {visit.key, day, index, seconds_of(visit.arrived_at), std::string{word_for(visit.confirmation)}, record, salt});
  if (!added) return added.error();
  const auto noted = append_audit("visit.recorded", visit.key + " " + seal_of(salt, record), visit.arrived_at);
  if (!noted) return noted.error();
  return checkin::VisitReceipt{queue_number(index)};
}

VisitRecords::Result<Done> VisitRecords::add(const checkin::Incident& incident) {
  return note("incident", incident.reason, incident.at);
}

VisitRecords::Result<Done> VisitRecords::note(std::string action, std::string record, std::chrono::sys_seconds at) {
  return in_transaction(*connection_, [&] { return append_audit(std::move(action), std::move(record), at); });
}

VisitRecords::Result<Done> VisitRecords::append_audit(std::string action, std::string record,
                                                      std::chrono::sys_seconds at) {
  const auto rows = connection_->run("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1");
  if (!rows) return rows.error();
  std::optional<AuditEntry> last;
  if (!rows.value().empty()) {
    last.emplace();
    last->sequence = number_in(rows.value()[0][0]);
    last->hash = text_in(rows.value()[0][1]);
  }
  const AuditEntry entry = entry_after(last, seconds_of(at), std::move(action), std::move(record));
  const auto added = connection_->run(
      "INSERT INTO audit (sequence, at, action, record, previous_hash, hash) VALUES ($1, $2, $3, $4, $5, $6)",
      {entry.sequence, entry.at, entry.action, entry.record, entry.previous_hash, entry.hash});
  if (!added) return added.error();
  return Done{};
}

VisitRecords::Result<std::vector<StoredVisit>> VisitRecords::visits_from(std::string_view statement,
                                                                         const SqlParameters& parameters) {
  const auto rows = connection_->run(std::string{visit_columns}.append(statement), parameters);
  if (!rows) return rows.error();
  std::vector<StoredVisit> visits;
  for (const SqlRow& row : rows.value()) {
    auto visit = stored_visit(row);
    if (!visit) return visit.error();
    visits.push_back(std::move(visit).value());
  }
  return visits;
}

VisitRecords::Result<std::vector<StoredVisit>> VisitRecords::list(const TimeSpan& span) {
  const std::int64_t from = span.from ? seconds_of(*span.from) : std::numeric_limits<std::int64_t>::min();
  const std::int64_t until = span.until ? seconds_of(*span.until) : std::numeric_limits<std::int64_t>::max();
  return visits_from("WHERE arrived_at >= $1 AND arrived_at < $2 ORDER BY arrived_at, queue_index", {from, until});
}

VisitRecords::Result<std::vector<StoredVisit>> VisitRecords::to_be_confirmed() {
  return visits_from("WHERE confirmation <> 'confirmed' AND record IS NOT NULL ORDER BY arrived_at, queue_index", {});
}

VisitRecords::Result<Done> VisitRecords::confirm(const checkin::Visit& confirmed, std::chrono::sys_seconds at) {
  return in_transaction(*connection_, [&]() -> Result<Done> {
    const auto open =
        connection_->run("SELECT 1 FROM visit WHERE key = $1 AND confirmation <> 'confirmed'", {confirmed.key});
    if (!open) return open.error();
    if (open.value().empty()) return Done{};
    const std::string record = text_of_json(json_of(confirmed)), salt = random_salt();
    const auto changed = connection_->run(
        "UPDATE visit SET confirmation = 'confirmed', revision = revision + 1, record = $2, salt = $3 WHERE key = $1",
        {confirmed.key, record, salt});
    if (!changed) return changed.error();
    return append_audit("visit.confirmed", confirmed.key + " " + seal_of(salt, record), at);
  });
}

VisitRecords::Result<std::vector<StoredVisit>> VisitRecords::undelivered(const std::string& destination, int limit) {
  return visits_from(
      "WHERE record IS NOT NULL AND NOT EXISTS (SELECT 1 FROM delivery WHERE visit_key = key AND destination = $1"
      " AND state = 'delivered' AND delivery.revision >= visit.revision) ORDER BY arrived_at, queue_index LIMIT $2",
      {destination, std::int64_t{limit}});
}

VisitRecords::Result<Done> VisitRecords::mark(const StoredVisit& visit, const std::string& destination,
                                              DeliveryState state, std::chrono::sys_seconds at) {
  const bool delivered = state == DeliveryState::delivered;
  return in_transaction(*connection_, [&]() -> Result<Done> {
    const auto marked = connection_->run(
        "INSERT INTO delivery (visit_key, destination, revision, delivered_at, state) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (visit_key, destination) DO UPDATE SET revision = $3, delivered_at = $4, state = $5",
        {visit.key, destination, std::int64_t{visit.revision}, seconds_of(at),
         std::string{delivered ? "delivered" : "staged"}});
    if (!marked) return marked.error();
    if (!delivered) return Done{};
    return append_audit("visit.delivered", visit.key + " " + destination, at);
  });
}

VisitRecords::Result<std::optional<DeliveryState>> VisitRecords::delivery_of(const StoredVisit& visit,
                                                                             const std::string& destination) {
  const auto rows =
      connection_->run("SELECT state FROM delivery WHERE visit_key = $1 AND destination = $2 AND revision = $3",
                       {visit.key, destination, std::int64_t{visit.revision}});
  if (!rows) return rows.error();
  if (rows.value().empty()) return std::optional<DeliveryState>{};
  return std::optional{text_in(rows.value()[0][0]) == "staged" ? DeliveryState::staged : DeliveryState::delivered};
}

VisitRecords::Result<int> VisitRecords::purge(std::chrono::sys_seconds until, std::chrono::sys_seconds at) {
  return in_transaction(*connection_, [&]() -> Result<int> {
    const auto purged = connection_->run(
        "UPDATE visit SET record = NULL, salt = NULL WHERE arrived_at < $1 AND record IS NOT NULL"
        " AND confirmation = 'confirmed' RETURNING key",
        {seconds_of(until)});
    if (!purged) return purged.error();
    const auto count = static_cast<int>(purged.value().size());
    if (count == 0) return 0;
    auto noted = append_audit("records.purged", std::to_string(count) + " before " + timestamp(until), at);
    if (!noted) return noted.error();
    return count;
  });
}

VisitRecords::Result<std::vector<AuditEntry>> VisitRecords::audit_log() {
  const auto rows =
      connection_->run("SELECT sequence, at, action, record, previous_hash, hash FROM audit ORDER BY sequence");
  if (!rows) return rows.error();
  std::vector<AuditEntry> entries;
  for (const SqlRow& row : rows.value()) {
    entries.push_back(
        {number_in(row[0]), number_in(row[1]), text_in(row[2]), text_in(row[3]), text_in(row[4]), text_in(row[5])});
  }
  return entries;
}

VisitRecords::Result<std::map<std::string, std::string>> VisitRecords::seals() {
  const auto rows = connection_->run("SELECT key, record, salt FROM visit");
  if (!rows) return rows.error();
  std::map<std::string, std::string> seals;
  for (const SqlRow& row : rows.value()) {
    const bool purged = std::holds_alternative<std::monostate>(row[1]);
    seals[text_in(row[0])] = purged ? std::string{} : seal_of(text_in(row[2]), text_in(row[1]));
  }
  return seals;
}

VisitRecords::Result<AuditReport> VisitRecords::verify() {
  const auto log = audit_log();
  if (!log) return log.error();
  const auto kept = seals();
  if (!kept) return kept.error();
  AuditReport report;
  report.entries = static_cast<std::int64_t>(log.value().size());
  report.visits = static_cast<std::int64_t>(kept.value().size());
  report.head = log.value().empty() ? std::string{first_previous_hash} : log.value().back().hash;
  if (auto problem = break_in(log.value())) report.problems.push_back(*problem);
  std::map<std::string, std::string> sealed;  // the newest seal of each visit
  for (const AuditEntry& entry : log.value()) {
    if (entry.action != "visit.recorded" && entry.action != "visit.confirmed") continue;
    const auto blank = entry.record.rfind(' ');
    sealed[entry.record.substr(0, blank)] = entry.record.substr(blank + 1);
  }
  for (const auto& [key, seal] : sealed) {
    const auto found = kept.value().find(key);
    if (found == kept.value().end()) {
      report.problems.push_back("visit " + key + " was recorded but is gone");
    } else if (!found->second.empty() && found->second != seal) {
      report.problems.push_back("visit " + key + " was changed after it was recorded");
    }
  }
  for (const auto& [key, seal] : kept.value()) {
    if (!sealed.contains(key)) report.problems.push_back("visit " + key + " is there but was never recorded");
  }
  return report;
}

}  // namespace kiosk::services
