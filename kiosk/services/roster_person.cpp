// A roster's person as JSON, and what an insurer answers about them on a given day.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "kiosk/checkin/written_text.h"
#include "kiosk/services/record_words.h"
#include "kiosk/services/roster.h"
#include "kiosk/services/visit_json.h"

namespace kiosk::services {
namespace {

using checkin::Coverage;
using checkin::Date;
using checkin::Eligibility;
using checkin::Registration;
using checkin::Validity;
using Json = nlohmann::ordered_json;

bool in_force(const Coverage& coverage, Date today) {
  return (!coverage.valid_from || *coverage.valid_from <= today) &&
         (!coverage.valid_until || today <= *coverage.valid_until);
}

Eligibility answer_about(const RosterPerson& person) {
  Eligibility answer;
  answer.registration = person.registration;
  answer.has_specific_disease = person.has_specific_disease;
  answer.has_medical_subsidy = person.has_medical_subsidy;
  answer.reference_number = person.reference_number;
  return answer;
}

// The end of the last coverage that is over tells whether something newer took its place.
Validity validity_of(const RosterPerson& person, const std::vector<Coverage>& current) {
  if (person.stated_validity) return *person.stated_validity;
  if (current.size() > 1) return Validity::several;
  if (current.size() == 1) return Validity::valid;
  return person.coverages.empty() ? Validity::none : Validity::invalid;
}

RosterPerson read_person(const Json& json) {
  RosterPerson person;
  if (json.contains("card")) {
    person.certificate_serial = json.at("card").value("serial", "");
    person.certificate_subject = json.at("card").value("subject", "");
    person.is_revoked = json.at("card").value("revoked", false);
  }
  person.has_specific_disease = json.value("has_specific_disease", false);
  person.has_medical_subsidy = json.value("has_medical_subsidy", false);
  person.reference_number = json.value("reference_number", "");
  return person;
}

}  // namespace

bool is_named_by(const Coverage& coverage, const checkin::EligibilityLetter& letter) {
  return coverage.insurer_number == checkin::padded_insurer_number(letter.insurer_number) &&
         checkin::folded_for_comparing(coverage.symbol) == checkin::folded_for_comparing(letter.symbol) &&
         checkin::folded_for_comparing(coverage.number) == checkin::folded_for_comparing(letter.number) &&
         (coverage.branch.empty() || letter.branch.empty() || coverage.branch == letter.branch);
}

Json json_of(const RosterPerson& person) {
  Json json = {{"card",
                {{"serial", person.certificate_serial},
                 {"subject", person.certificate_subject},
                 {"revoked", person.is_revoked}}},
               {"registration", word_for(person.registration)},
               {"has_specific_disease", person.has_specific_disease},
               {"has_medical_subsidy", person.has_medical_subsidy},
               {"reference_number", person.reference_number}};
  if (person.stated_validity) json["validity"] = word_for(*person.stated_validity);
  json["coverages"] = Json::array();
  for (const Coverage& coverage : person.coverages) json["coverages"].push_back(json_of(coverage));
  return json;
}

std::optional<RosterPerson> person_from(const Json& json) {
  try {
    RosterPerson person = read_person(json);
    const auto registration = from_word<Registration>(json.value("registration", "registered"));
    if (!registration) return std::nullopt;
    person.registration = *registration;
    if (json.contains("validity")) {
      person.stated_validity = from_word<Validity>(json.at("validity").get<std::string>());
      if (!person.stated_validity) return std::nullopt;
    }
    for (const Json& entry : json.value("coverages", Json::array())) {
      auto coverage = coverage_from(entry);
      if (!coverage) return std::nullopt;
      coverage->insurer_number = checkin::padded_insurer_number(coverage->insurer_number);
      person.coverages.push_back(*std::move(coverage));
    }
    return person;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

Eligibility eligibility_of(const RosterPerson& person, Date today, checkin::CertificateStanding certificate) {
  Eligibility answer = answer_about(person);
  answer.certificate = person.is_revoked ? checkin::CertificateStanding::revoked : certificate;
  // Before the card is registered the insurer does not join it with the insured person.
  if (person.registration == Registration::not_registered) return answer;
  std::vector<Coverage> current;
  std::copy_if(person.coverages.begin(), person.coverages.end(), std::back_inserter(current),
               [today](const Coverage& coverage) { return in_force(coverage, today); });
  answer.validity = validity_of(person, current);
  answer.coverages = current.empty() ? person.coverages : std::move(current);
  return answer;
}

Eligibility eligibility_by_letter(const RosterPerson& person, const checkin::EligibilityLetter& letter, Date today) {
  Eligibility answer = answer_about(person);
  answer.registration = Registration::registered;  // asked of cards only
  const auto named = std::find_if(person.coverages.begin(), person.coverages.end(),
                                  [&letter](const Coverage& coverage) { return is_named_by(coverage, letter); });
  if (named == person.coverages.end()) return Eligibility{};
  answer.coverages = {*named};
  const bool another_in_force =
      std::any_of(person.coverages.begin(), person.coverages.end(),
                  [&](const Coverage& coverage) { return &coverage != &*named && in_force(coverage, today); });
  if (in_force(*named, today)) {
    answer.validity = Validity::valid;
  } else {
    answer.validity = another_in_force ? Validity::invalid_newer_exists : Validity::invalid;
  }
  if (person.stated_validity && *person.stated_validity != Validity::several) answer.validity = *person.stated_validity;
  return answer;
}

}  // namespace kiosk::services
