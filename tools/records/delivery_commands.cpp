// One round of the outbox or of confirmation, or a round every few seconds until a signal.
#include "tools/records/delivery_commands.h"

#include <signal.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "kiosk/outbox/outbox.h"
#include "kiosk/services/confirmation.h"
#include "kiosk/services/open_eligibility.h"
#include "kiosk/services/postgres_visit_store.h"

namespace records {
namespace {

using namespace kiosk::services;
using namespace kiosk::outbox;
using Json = nlohmann::ordered_json;
using Missing = SqliteConnection::Missing;

void tell(const DeliveryReport& report, Output output) {
  for (const auto& problem : report.problems) std::cerr << "uketsuke-records: " << problem << "\n";
  if (output == Output::json) {
    std::cout << Json{{"delivered", report.delivered}, {"problems", report.problems}}.dump() << std::endl;
  } else {
    std::cout << report.delivered << " deliveries made" << std::endl;
  }
}

// Waits for SIGINT or SIGTERM at most so long.
bool ended_by_signal(int seconds) {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  sigprocmask(SIG_BLOCK, &ends, nullptr);
  const timespec wait{seconds, 0};
  return sigtimedwait(&ends, nullptr, &wait) > 0;
}

}  // namespace

int deliver(const Delivery& delivery) {
  auto destinations = destinations_for(delivery.places);
  if (destinations.empty()) return fail("nowhere to deliver to: give --xml, --fhir, --fhir-server or --slips");
  auto store = open_records(delivery.store, Missing::refuse);
  if (!store) return fail(store.error());
  Outbox outbox{*store.value(), std::move(destinations)};
  DeliveryReport report = outbox.deliver(now());
  tell(report, delivery.output);
  while (delivery.every_seconds > 0 && !ended_by_signal(delivery.every_seconds)) {
    report = outbox.deliver(now());
    if (report.delivered > 0 || !report.problems.empty()) tell(report, delivery.output);
  }
  return report.problems.empty() ? 0 : 1;
}

int confirm(const Confirming& confirming) {
  auto store = open_records(confirming.store, Missing::refuse);
  if (!store) return fail(store.error());
  InsurerPatience patience;
  patience.authority = confirming.insurer_authority;
  auto service = open_eligibility(confirming.insurer.empty() ? confirming.roster : confirming.insurer, patience);
  if (!service) return fail(service.error().detail);
  const auto report = confirm_waiting_visits(*store.value(), *service.value(), now());
  for (const auto& problem : report.problems) std::cerr << "uketsuke-records: " << problem << "\n";
  if (confirming.output == Output::json) {
    std::cout
        << Json{{"confirmed", report.confirmed}, {"waiting", report.waiting}, {"problems", report.problems}}.dump()
        << "\n";
  } else {
    std::cout << report.confirmed << " visits confirmed, " << report.waiting << " still waiting\n";
  }
  return report.waiting == 0 ? 0 : 1;
}

}  // namespace records
