#include "kiosk/replay/expectation.h"

#include <algorithm>
#include <array>

#include "kiosk/checkin/letter.h"
#include "kiosk/checkin/names.h"

namespace kiosk::replay {
namespace {

constexpr std::array<std::string_view, 12> record_fact_names = {
    "identified by", "reason",    "name",        "born",         "confirmation", "validity",
    "insurer",       "reference", "certificate", "prescription", "language",     "consent"};

constexpr std::array consent_items = {checkin::ConsentItem::diagnosis,        checkin::ConsentItem::operation,
                                      checkin::ConsentItem::medication,       checkin::ConsentItem::checkup,
                                      checkin::ConsentItem::specific_disease, checkin::ConsentItem::medical_subsidy,
                                      checkin::ConsentItem::high_cost_limit};

std::string consent_to(const checkin::Visit& visit, std::string_view item) {
  for (const checkin::Consent& consent : visit.consents) {
    if (checkin::name_of(consent.item) == item) return std::string(checkin::name_of(consent.decision));
  }
  return "not asked";
}

}  // namespace

std::vector<std::string_view> record_facts() { return {record_fact_names.begin(), record_fact_names.end()}; }

std::optional<RecordExpectation> record_expectation_from(std::string_view words) {
  if (words == "no consent") return RecordExpectation{"consents", "0"};
  if (words == "nothing") return RecordExpectation{"nothing", ""};
  if (words.starts_with("consent ")) {
    const std::string_view rest = words.substr(8);
    for (const auto item : consent_items) {
      const std::string_view name = checkin::name_of(item);
      if (!rest.starts_with(name) || rest.size() <= name.size() + 1) continue;
      const std::string_view value = rest.substr(name.size() + 1);
      if (value != "agreed" && value != "declined" && value != "not asked") return std::nullopt;
      return RecordExpectation{"consent " + std::string(name), std::string(value)};
    }
    return std::nullopt;
  }
  for (const std::string_view fact : record_fact_names) {
    if (fact == "consent" || !words.starts_with(fact) || words.size() <= fact.size() + 1) continue;
    if (words[fact.size()] == ' ')
      return RecordExpectation{std::string(fact), std::string(words.substr(fact.size() + 1))};
  }
  return std::nullopt;
}

std::string recorded_fact(const checkin::Visit& visit, const std::string& fact) {
  if (fact == "identified by") return std::string(checkin::name_of(visit.identified_by));
  if (fact == "reason")
    return visit.visual_check_reason ? std::string(checkin::name_of(*visit.visual_check_reason)) : "none";
  if (fact == "name") return visit.name;
  if (fact == "born") return checkin::text_of(visit.birth_date);
  if (fact == "confirmation") return std::string(checkin::name_of(visit.confirmation));
  if (fact == "validity") return std::string(checkin::name_of(visit.validity));
  if (fact == "insurer") return visit.coverage ? visit.coverage->insurer_name : "none";
  if (fact == "reference") return visit.reference_number.empty() ? "none" : visit.reference_number;
  if (fact == "certificate") return std::string(checkin::name_of(visit.certificate));
  if (fact == "prescription") return std::string(checkin::name_of(visit.prescription));
  if (fact == "language") return visit.language;
  if (fact == "consents") return std::to_string(visit.consents.size());
  if (fact.starts_with("consent ")) return consent_to(visit, fact.substr(8));
  return "?";
}

}  // namespace kiosk::replay
