// One round over the waiting visits.
#include "kiosk/services/confirmation.h"

namespace kiosk::services {
namespace {

using namespace checkin;

Visit confirmed_visit(Visit visit, const Eligibility& eligibility) {
  visit.confirmation = Confirmation::confirmed;
  visit.validity = eligibility.validity;
  visit.certificate = eligibility.certificate;
  visit.question.reset();
  visit.coverage.reset();
  if (eligibility.coverages.size() == 1) visit.coverage = eligibility.coverages.front();
  if (visit.reference_number.empty()) visit.reference_number = eligibility.reference_number;
  return visit;
}

bool is_away(const ServiceError& error) {
  return error.problem == ServiceProblem::unreachable || error.problem == ServiceProblem::out_of_order;
}

}  // namespace

ConfirmationReport confirm_waiting_visits(VisitRecords& records, EligibilityService& insurer,
                                          std::chrono::sys_seconds now) {
  ConfirmationReport report;
  const auto waiting = records.to_be_confirmed();
  if (!waiting) {
    report.problems.push_back(waiting.error().detail);
    return report;
  }
  report.waiting = static_cast<int>(waiting.value().size());
  for (const StoredVisit& stored : waiting.value()) {
    if (!stored.visit->question) {
      report.problems.push_back("visit " + stored.key + " keeps nothing to ask with: confirm it at the desk");
      continue;
    }
    const auto answer = insurer.check(*stored.visit->question, date_in_japan(stored.arrived_at));
    if (!answer) {
      report.problems.push_back("visit " + stored.key + ": " + answer.error().detail);
      if (is_away(answer.error())) break;
      continue;
    }
    if (auto done = records.confirm(confirmed_visit(*stored.visit, answer.value()), now); !done) {
      report.problems.push_back(done.error().detail);
      break;
    }
    ++report.confirmed;
    --report.waiting;
  }
  return report;
}

}  // namespace kiosk::services
