#include "kiosk/runtime/services_worker.h"

#include "kiosk/runtime/log.h"

namespace kiosk::runtime {

void ServicesWorker::run_once(base::Duration longest_wait) {
  orders_.wait_and_carry_out(
      longest_wait, [this](const ServiceOrder& order) { std::visit([this](const auto& o) { carry_out(o); }, order); });
}

void ServicesWorker::carry_out(const checkin::AskEligibility& order) {
  const auto answer = eligibility_.check(order.question, order.today);
  if (answer) return inbox_.post(checkin::EligibilityKnown{order.ticket, answer.value()});
  log_line("eligibility service", answer.error().detail);
  inbox_.post(checkin::EligibilityUnavailable{order.ticket, answer.error().problem});
}

void ServicesWorker::carry_out(const checkin::RegisterCard& order) {
  const auto answer = eligibility_.register_card(order.proof);
  if (answer) return inbox_.post(checkin::CardRegistered{order.ticket});
  log_line("card registration", answer.error().detail);
  inbox_.post(checkin::RegistrationFailed{order.ticket, answer.error().problem});
}

void ServicesWorker::carry_out(const checkin::RecordVisit& order) {
  const auto receipt = visits_.add(order.visit);
  if (receipt) return inbox_.post(checkin::VisitRecorded{order.ticket, receipt.value()});
  log_line("visit store", receipt.error().detail);
  inbox_.post(checkin::VisitNotRecorded{order.ticket, receipt.error().problem});
}

void ServicesWorker::carry_out(const checkin::NoteIncident& order) {
  const auto noted = visits_.add(order.incident);
  if (!noted) log_line("visit store", noted.error().detail);
}

}  // namespace kiosk::runtime
