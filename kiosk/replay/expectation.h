// Expectations on the record of a visit: what a scenario says was recorded, held against the visit itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/checkin/visit_store.h"

namespace kiosk::replay {

/// "consent medication agreed" is two parts: which fact, and what it must be.
struct RecordExpectation {
  std::string fact;
  std::string value;
};

/// Nothing when the words name no fact of a record.
std::optional<RecordExpectation> record_expectation_from(std::string_view words);
/// The facts that can be asked for, for "did you mean".
std::vector<std::string_view> record_facts();

/// The fact as it stands in the visit, in the words of a scenario.
std::string recorded_fact(const checkin::Visit& visit, const std::string& fact);

}  // namespace kiosk::replay
