// Records by hand. Lists show no names: what identifies a visit at the desk is its number.
#include "tools/records/record_commands.h"

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "kiosk/checkin/letter.h"
#include "kiosk/services/postgres_visit_store.h"
#include "kiosk/services/record_words.h"
#include "kiosk/services/visit_json.h"
#include "kiosk/services/whole_file.h"

namespace records {
namespace {

using namespace kiosk::services;
using kiosk::checkin::StoreError;
using Json = nlohmann::ordered_json;
using Missing = SqliteConnection::Missing;

constexpr std::chrono::hours japan{9};

// The seconds of one day in Japan; nothing when the text is no date; everything without a text.
std::optional<TimeSpan> span_of(const std::string& day) {
  if (day.empty()) return TimeSpan{};
  const auto date = kiosk::checkin::date_from(day);
  if (!date) return std::nullopt;
  const std::chrono::sys_seconds from = std::chrono::sys_days{*date} - japan;
  return TimeSpan{from, from + std::chrono::hours{24}};
}

std::string clock_of(std::chrono::sys_seconds time) {
  std::string text = timestamp(time + japan);
  text[10] = ' ';
  return text.substr(0, 16);
}

Json line_of(const StoredVisit& visit) {
  Json json = {{"key", visit.key},
               {"queue_number", visit.queue_number},
               {"arrived_at", timestamp(visit.arrived_at)},
               {"revision", visit.revision},
               {"confirmation", word_for(visit.confirmation)},
               {"personal_fields", visit.visit ? "kept" : "purged"}};
  if (visit.visit) {
    json["identified_by"] = word_for(visit.visit->identified_by);
    json["validity"] = word_for(visit.visit->validity);
    json["consents"] = visit.visit->consents.size();
  }
  return json;
}

void print_row(const StoredVisit& visit) {
  const std::string how{visit.visit ? word_for(visit.visit->identified_by) : "-"};
  const std::string validity{visit.visit ? word_for(visit.visit->validity) : "purged"};
  std::printf("%-8s %-17s %-8s %-20s %-16s %s\n", visit.queue_number.c_str(), clock_of(visit.arrived_at).c_str(),
              how.c_str(), validity.c_str(), std::string{word_for(visit.confirmation)}.c_str(), visit.key.c_str());
}

std::string masked(const std::string& store) {
  const auto at = store.find('@');
  return at == std::string::npos ? store : store.substr(0, store.find("://") + 3) + "…" + store.substr(at);
}

}  // namespace

int fail(const std::string& sentence) {
  std::cerr << "uketsuke-records: " << sentence << "\n";
  return 2;
}

int fail(const StoreError& error) { return fail(error.detail); }

std::chrono::sys_seconds now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

int list(const Listing& listing) {
  const auto span = span_of(listing.day);
  if (!span) return fail("--day " + listing.day + " is no date: write it as 2026-11-22");
  auto store = open_records(listing.store, Missing::refuse);
  if (!store) return fail(store.error());
  const auto visits = store.value()->list(*span);
  if (!visits) return fail(visits.error());
  if (listing.output == Output::json) {
    for (const StoredVisit& visit : visits.value()) std::cout << line_of(visit).dump() << "\n";
    return 0;
  }
  std::printf("%-8s %-17s %-8s %-20s %-16s %s\n", "number", "arrived (Japan)", "by", "insurance", "", "key");
  for (const StoredVisit& visit : visits.value()) print_row(visit);
  std::printf("%zu visits\n", visits.value().size());
  return 0;
}

int export_to(const Listing& listing, const std::filesystem::path& file) {
  const auto span = span_of(listing.day);
  if (!span) return fail("--day " + listing.day + " is no date: write it as 2026-11-22");
  auto store = open_records(listing.store, Missing::refuse);
  if (!store) return fail(store.error());
  const auto visits = store.value()->list(*span);
  if (!visits) return fail(visits.error());
  Json exported = {{"exported_at", timestamp(now())}, {"visits", Json::array()}};
  for (const StoredVisit& visit : visits.value()) {
    Json entry = line_of(visit);
    if (visit.visit) entry["visit"] = json_of(*visit.visit);
    exported["visits"].push_back(std::move(entry));
  }
  // The note comes first: an export that nobody knows of must not exist.
  const std::string count = std::to_string(visits.value().size());
  if (auto noted = store.value()->note("records.exported", count + " visits", now()); !noted) {
    return fail(noted.error());
  }
  if (const auto problem = write_whole_file(file, exported.dump(2) + "\n")) return fail(*problem);
  if (listing.output == Output::json) {
    std::cout << Json{{"exported", visits.value().size()}, {"file", file.string()}}.dump() << "\n";
  } else {
    std::cout << count << " visits exported to " << file.string() << "; the audit log says so\n";
  }
  return 0;
}

int purge(const std::string& where, int keep_days, Output output) {
  auto store = open_records(where, Missing::refuse);
  if (!store) return fail(store.error());
  const auto purged = store.value()->purge(now() - std::chrono::days{keep_days}, now());
  if (!purged) return fail(purged.error());
  if (output == Output::json) {
    std::cout << Json{{"purged", purged.value()}, {"keep_days", keep_days}}.dump() << "\n";
  } else {
    std::cout << "personal fields of " << purged.value() << " visits older than " << keep_days
              << " days removed; visits that still wait for confirmation are kept\n";
  }
  return 0;
}

int verify(const std::string& where, const std::string& head, Output output) {
  auto store = open_records(where, Missing::refuse);
  if (!store) return fail(store.error());
  auto report = store.value()->verify();
  if (!report) return fail(report.error());
  auto& problems = report.value().problems;
  if (!head.empty()) {
    const auto log = store.value()->audit_log();
    if (!log) return fail(log.error());
    const bool found = std::any_of(log.value().begin(), log.value().end(),
                                   [&head](const AuditEntry& entry) { return entry.hash == head; });
    if (!found) problems.push_back("the entry with the given hash is gone: the log was shortened or replaced");
  }
  if (output == Output::json) {
    std::cout << Json{{"holds", problems.empty()},
                      {"entries", report.value().entries},
                      {"visits", report.value().visits},
                      {"head", report.value().head},
                      {"problems", problems}}
                     .dump()
              << "\n";
  } else {
    for (const auto& problem : problems) std::cout << "PROBLEM " << problem << "\n";
    std::cout << (problems.empty() ? "the records hold: " : "the records do not hold: ") << report.value().entries
              << " audit entries, " << report.value().visits << " visits\nhead " << report.value().head << "\n";
  }
  return problems.empty() ? 0 : 1;
}

int back_up(const std::string& where, const std::filesystem::path& copy, Output output) {
  if (where.starts_with("postgres")) {
    return fail("a PostgreSQL server is backed up by pg_dump: pg_dump --format=custom --file=" + copy.string() + " " +
                masked(where));
  }
  auto store = SqliteVisitStore::open(where, Missing::refuse);
  if (!store) return fail(store.error());
  if (auto noted = store.value()->note("records.backed-up", "whole", now()); !noted) return fail(noted.error());
  if (auto copied = store.value()->back_up(copy); !copied) return fail(copied.error());
  if (output == Output::json) {
    std::cout << Json{{"backup", copy.string()}, {"bytes", std::filesystem::file_size(copy)}}.dump() << "\n";
  } else {
    std::cout << "copied to " << copy.string() << " (" << std::filesystem::file_size(copy) << " bytes)\n";
  }
  return 0;
}

}  // namespace records
