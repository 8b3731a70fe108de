// Visits that were recorded while the insurer could not be asked: asked again until every one is confirmed.
#pragma once

#include <string>
#include <vector>

#include "kiosk/services/visit_records.h"

namespace kiosk::services {

struct ConfirmationReport {
  int confirmed = 0;
  int waiting = 0;                    ///< still to be confirmed
  std::vector<std::string> problems;  ///< one sentence each, without personal data
};

/// Asks about every waiting visit, for the day of its arrival. An insurer that is away ends the round; a question that
/// is refused waits on for staff. When several insurances are in force none is chosen: the desk asks the person.
ConfirmationReport confirm_waiting_visits(VisitRecords& records, checkin::EligibilityService& insurer,
                                          std::chrono::sys_seconds now);

}  // namespace kiosk::services
