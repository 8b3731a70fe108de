#include "kiosk/services/open_eligibility.h"

#include "kiosk/services/roster_eligibility_service.h"

namespace kiosk::services {

base::Result<std::unique_ptr<checkin::EligibilityService>, checkin::ServiceError> open_eligibility(
    const std::string& where, InsurerPatience patience) {
  using Service = std::unique_ptr<checkin::EligibilityService>;
  if (where.find("://") != std::string::npos) {
    auto insurer = HttpEligibilityService::create(where, patience);
    if (!insurer) return insurer.error();
    return Service{std::move(insurer).value()};
  }
  auto roster = RosterEligibilityService::load(where);
  if (!roster) return checkin::ServiceError{checkin::ServiceProblem::unreachable, roster.error().detail};
  return Service{std::move(roster).value()};
}

}  // namespace kiosk::services
