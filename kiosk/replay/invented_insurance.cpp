#include "kiosk/replay/invented_insurance.h"

#include <algorithm>

#include "cardreader/card_layout.h"
#include "kiosk/services/certificate.h"
#include "kiosk/services/roster.h"

namespace kiosk::replay {
namespace {

std::vector<unsigned char> certificate_of(const cardreader::VirtualCardContents& card) {
  const auto* application = card.find(cardreader::layout::jpki);
  const auto* file =
      application ? application->find(cardreader::layout::jpki_file::authentication_certificate) : nullptr;
  return file ? file->content : std::vector<unsigned char>{};
}

services::RosterPerson person_of(const cardreader::VirtualCardContents& card, const services::CertificateFacts& facts,
                                 const InsuranceWishes& wishes) {
  services::RosterPerson person;
  person.certificate_serial = facts.serial;
  person.certificate_subject = facts.subject;
  checkin::Coverage coverage;
  coverage.insurer_number = "06137897";
  coverage.insurer_name = "見本健康保険組合";
  coverage.symbol = "1234";
  coverage.number = card.front.security_code;
  coverage.branch = "01";
  coverage.name = wishes.name.empty() ? card.front.name : wishes.name;
  coverage.birth_date = card.front.birth;
  coverage.sex = card.front.sex == "男" ? checkin::Sex::male : checkin::Sex::female;
  coverage.burden_percent = 30;
  person.registration = wishes.registration;
  person.stated_validity = wishes.stated;
  person.is_revoked = wishes.is_revoked;
  person.has_specific_disease = wishes.has_specific_disease;
  person.has_medical_subsidy = wishes.has_medical_subsidy;
  person.reference_number = wishes.reference_number;
  if (wishes.stated != checkin::Validity::none) person.coverages = {coverage};
  if (wishes.stated == checkin::Validity::several) {
    coverage.insurer_number = "01150010";
    coverage.insurer_name = "見本健康保険協会 新潟支部";
    person.coverages.push_back(coverage);
  }
  return person;
}

}  // namespace

base::Result<base::Done, checkin::StoreError> insure_people(const std::vector<std::filesystem::path>& rosters,
                                                            const std::vector<cardreader::VirtualCardContents>& cards,
                                                            const std::filesystem::path& file,
                                                            const InsuranceWishes& wishes) {
  auto roster = services::Roster::open_or_create(file);
  if (!roster) return roster.error();
  for (const auto& source : rosters) {
    auto people = services::people_in_json(source);
    if (!people) return people.error();
    for (const auto& person : people.value()) {
      if (auto added = roster.value()->add(person); !added) return added.error();
    }
  }
  for (const auto& card : cards) {
    const auto facts = services::certificate_facts(certificate_of(card));
    if (!facts) continue;  // a card without a readable certificate is nobody the insurer knows
    const auto known = roster.value()->find_by_card(*facts);
    if (!known) return known.error();
    if (known.value()) continue;
    if (auto added = roster.value()->add(person_of(card, *facts, wishes)); !added) return added.error();
  }
  return base::Done{};
}

}  // namespace kiosk::replay
