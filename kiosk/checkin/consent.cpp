// Which consent questions a person is asked, and what an answer becomes on record.
#include "kiosk/checkin/consent.h"

#include <algorithm>
#include <array>

#include "kiosk/checkin/letter.h"

namespace kiosk::checkin {
namespace {

constexpr int checkup_age = 40;

constexpr std::array catalogue = {
    ConsentItem::diagnosis,        ConsentItem::operation,       ConsentItem::medication,     ConsentItem::checkup,
    ConsentItem::specific_disease, ConsentItem::medical_subsidy, ConsentItem::high_cost_limit};

/// The languages whose questions were worded anew since the first version, and the version that holds.
struct Wording {
  std::string_view language;
  int version;
};
constexpr Wording worded_anew[] = {{"ja", 2}, {"ja-easy", 2}, {"zh-Hans", 2}, {"zh-Hant", 2}, {"ko", 2}, {"my", 2},
                                   {"ne", 2}, {"th", 2},      {"pt", 2},      {"id", 2},      {"tl", 2}};

bool is_valid(Validity validity) {
  return validity == Validity::valid || validity == Validity::several || validity == Validity::valid_unregistered;
}

bool allows_records(CertificateStanding certificate) {
  return certificate == CertificateStanding::in_order || certificate == CertificateStanding::expires_soon;
}

bool concerns_card_holder(ConsentItem item, const Eligibility& eligibility, int age) {
  switch (item) {
    case ConsentItem::diagnosis:
    case ConsentItem::operation:
    case ConsentItem::medication:
      return true;
    case ConsentItem::checkup:
      return age >= checkup_age;
    case ConsentItem::specific_disease:
      return eligibility.has_specific_disease;
    case ConsentItem::medical_subsidy:
      return eligibility.has_medical_subsidy;
    case ConsentItem::high_cost_limit:
      return false;
  }
  return false;
}

}  // namespace

int consent_text_version(std::string_view language) {
  const auto* found = std::find_if(std::begin(worded_anew), std::end(worded_anew),
                                   [&](const Wording& wording) { return wording.language == language; });
  return found == std::end(worded_anew) ? 1 : found->version;
}

std::vector<ConsentItem> items_to_ask(const std::set<ConsentItem>& facility, HowIdentified identified_by,
                                      const Eligibility& eligibility, Date birth_date, Date today) {
  if (!is_valid(eligibility.validity)) return {};
  const bool by_letter = identified_by == HowIdentified::letter;
  if (!by_letter && !allows_records(eligibility.certificate)) return {};
  const int age = age_on(birth_date, today);
  std::vector<ConsentItem> items;
  for (const ConsentItem item : catalogue) {
    const bool concerns =
        by_letter ? item == ConsentItem::high_cost_limit : concerns_card_holder(item, eligibility, age);
    if (concerns && facility.contains(item)) items.push_back(item);
  }
  return items;
}

Consent consent_given(ConsentItem item, ConsentDecision decision, std::chrono::sys_seconds given_at,
                      std::string language, HowIdentified identified_by) {
  const int text_version = consent_text_version(language);
  return Consent{.item = item,
                 .decision = decision,
                 .given_at = given_at,
                 .valid_until = given_at + consent_lifetime,
                 .language = std::move(language),
                 .text_version = text_version,
                 .identified_by = identified_by};
}

std::vector<Consent> consents_given(const std::vector<ConsentItem>& items, ConsentDecision decision,
                                    std::chrono::sys_seconds given_at, const std::string& language,
                                    HowIdentified identified_by) {
  std::vector<Consent> consents;
  for (const ConsentItem item : items) {
    consents.push_back(consent_given(item, decision, given_at, language, identified_by));
  }
  return consents;
}

ConsentStanding standing_of(const Consent& consent, std::chrono::sys_seconds now) {
  if (now >= consent.valid_until) return ConsentStanding::expired;
  return consent.decision == ConsentDecision::agreed ? ConsentStanding::agreed : ConsentStanding::not_agreed;
}

}  // namespace kiosk::checkin
