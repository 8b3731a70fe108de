// One word of the settings names the insurer: an address, or a roster file beside the kiosk.
#pragma once

#include "kiosk/services/http_eligibility_service.h"

namespace kiosk::services {

/// `http://…` or `https://…` is an insurer's server, anything else a roster file. Nothing is asked yet.
base::Result<std::unique_ptr<checkin::EligibilityService>, checkin::ServiceError> open_eligibility(
    const std::string& where, InsurerPatience patience = {});

}  // namespace kiosk::services
