// Consent to provide past medical information: what may be asked, and what was answered.
#pragma once

#include <string>
#include <vector>

#include "kiosk/checkin/instant.h"
#include "kiosk/checkin/patient.h"

namespace kiosk::checkin {

/// The items of the real system's catalogue, in the order in which they are asked one by one.
enum class ConsentItem {
  diagnosis,         ///< 診療情報 (without surgery)
  operation,         ///< 手術情報
  medication,        ///< 薬剤情報
  checkup,           ///< 特定健診情報 / 後期高齢者健診; 40 and over
  specific_disease,  ///< 特定疾病療養受療証
  medical_subsidy,   ///< 医療費助成 (PMH)
  high_cost_limit,  ///< 限度額適用認定証; asked for the letter only (no question for the card since 2024-10-07)
};

enum class ConsentDecision { agreed, declined };

/// One answer as it is recorded.
struct Consent {
  ConsentItem item{};
  ConsentDecision decision{};
  std::chrono::sys_seconds given_at{};
  std::chrono::sys_seconds valid_until{};  ///< 24 hours after `given_at`
  std::string language;                    ///< language in which the question was shown
  int text_version = 1;                    ///< version of the question's wording
  HowIdentified identified_by{};

  bool operator==(const Consent&) const = default;
};

}  // namespace kiosk::checkin
