// Consent to provide past medical information: what may be asked, and what was answered.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/checkin/eligibility_service.h"
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

/// Version of the questions' wording in a language, as its catalogue states it ("text_version"; a test compares them).
/// A record tells by it which sentences the person read.
int consent_text_version(std::string_view language);
inline constexpr std::chrono::hours consent_lifetime{24};

/// The items asked of this person, in catalogue order. `facility` is what the facility asks at all
/// (`Rules::consent_items`).
/// - By card: everything but the high-cost limit (no question for the card since 2024-10-07, it is passed on as it is);
///   check-ups from 40 years of age; specific disease and subsidy only when the insurer knows of them; nothing while
///   the certificate is in its grace period or past it, and nothing when the insurance is not valid.
/// - By letter: the high-cost limit only; records are shared by card only.
std::vector<ConsentItem> items_to_ask(const std::set<ConsentItem>& facility, HowIdentified identified_by,
                                      const Eligibility& eligibility, Date birth_date, Date today);

/// One answer as a record: valid for 24 hours from `given_at`.
Consent consent_given(ConsentItem item, ConsentDecision decision, std::chrono::sys_seconds given_at,
                      std::string language, HowIdentified identified_by);

/// The same answer for every item ("agree to all", "none").
std::vector<Consent> consents_given(const std::vector<ConsentItem>& items, ConsentDecision decision,
                                    std::chrono::sys_seconds given_at, const std::string& language,
                                    HowIdentified identified_by);

/// What an answer is worth at a later moment; an expired one is neither yes nor no (期限切れ).
enum class ConsentStanding { not_agreed, agreed, expired };
ConsentStanding standing_of(const Consent& consent, std::chrono::sys_seconds now);

}  // namespace kiosk::checkin
