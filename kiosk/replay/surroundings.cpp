#include "kiosk/replay/surroundings.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "kiosk/checkin/letter.h"
#include "kiosk/checkin/names.h"

namespace kiosk::replay {
namespace {

using checkin::Presentation;
using checkin::Validity;

constexpr std::array<std::string_view, 12> insurance_vocabulary = {"valid",
                                                                   "ended",
                                                                   "replaced by a newer one",
                                                                   "unknown",
                                                                   "several",
                                                                   "welfare without a ticket",
                                                                   "not registered",
                                                                   "specific disease",
                                                                   "subsidy",
                                                                   "certificate revoked",
                                                                   "reference",
                                                                   "name"};

constexpr std::array items = {checkin::ConsentItem::diagnosis,        checkin::ConsentItem::operation,
                              checkin::ConsentItem::medication,       checkin::ConsentItem::checkup,
                              checkin::ConsentItem::specific_disease, checkin::ConsentItem::medical_subsidy,
                              checkin::ConsentItem::high_cost_limit};

std::vector<std::string_view> parts_of(std::string_view list) {
  std::vector<std::string_view> parts;
  while (!list.empty()) {
    const auto comma = list.find(',');
    std::string_view part = list.substr(0, comma);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    parts.push_back(part);
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
  }
  return parts;
}

/// Sets `field` to the value whose word it is.
template <class Field, std::size_t Count>
bool choose(std::string_view word, const std::array<std::string_view, Count>& words, Field& field) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return false;
  field = static_cast<Field>(found - words.begin());
  return true;
}

}  // namespace

std::vector<std::string_view> insurance_words() { return {insurance_vocabulary.begin(), insurance_vocabulary.end()}; }

bool apply_insurance(std::string_view words, InsuranceWishes& wishes) {
  const auto rest_after = [&](std::string_view begin) -> std::optional<std::string> {
    if (!words.starts_with(begin) || words.size() <= begin.size() + 1) return std::nullopt;
    return std::string(words.substr(begin.size() + 1));
  };
  if (words == "valid") return wishes.stated.reset(), true;
  if (words == "ended") return wishes.stated = Validity::invalid, true;
  if (words == "replaced by a newer one") return wishes.stated = Validity::invalid_newer_exists, true;
  if (words == "unknown") return wishes.stated = Validity::none, true;
  if (words == "several") return wishes.stated = Validity::several, true;
  if (words == "welfare without a ticket") return wishes.stated = Validity::valid_unregistered, true;
  if (words == "not registered") return wishes.registration = checkin::Registration::not_registered, true;
  if (words == "specific disease") return wishes.has_specific_disease = true;
  if (words == "subsidy") return wishes.has_medical_subsidy = true;
  if (words == "certificate revoked") return wishes.is_revoked = true;
  if (const auto reference = rest_after("reference")) return wishes.reference_number = *reference, true;
  if (const auto name = rest_after("name")) return wishes.name = *name, true;
  return false;
}

bool apply_facility(std::string_view words, checkin::Rules& rules) {
  if (words == "prescription form") return rules.asks_prescription_form = true;
  std::set<checkin::ConsentItem> asked;
  if (words != "nothing") {
    for (const std::string_view part : parts_of(words)) {
      const auto item = std::find_if(items.begin(), items.end(), [&](checkin::ConsentItem i) {
        return part == checkin::name_of(i) || part == "everything";
      });
      if (item == items.end()) return false;
      if (part == "everything") asked.insert(items.begin(), items.end());
      asked.insert(*item);
    }
  }
  rules.consent_items = std::move(asked);
  return true;
}

bool apply_presentation(const Statement& statement, Presentation& presentation) {
  using namespace std::literals;
  switch (statement.verb) {
    case Verb::text_size:
      return choose(statement.words, std::array{"normal"sv, "large"sv, "largest"sv}, presentation.text_size);
    case Verb::contrast:
      return choose(statement.words, std::array{"normal"sv, "high"sv}, presentation.contrast);
    case Verb::position:
      return choose(statement.words, std::array{"normal"sv, "low"sv}, presentation.position);
    case Verb::motion:
      return choose(statement.words, std::array{"full"sv, "reduced"sv}, presentation.motion);
    case Verb::voice:
      return choose(statement.words, std::array{"off"sv, "on"sv}, presentation.voice);
    default:
      return false;
  }
}

checkin::Rules rules_of(const Scenario& scenario, checkin::Rules rules) {
  for (const Statement& statement : scenario.statements) {
    if (statement.verb == Verb::facility) apply_facility(statement.words, rules);
    if (statement.verb == Verb::passcode) rules.staff_passcode = base::SecretText(statement.words);
  }
  return rules;
}

InsuranceWishes insurance_of(const Scenario& scenario) {
  InsuranceWishes wishes;
  for (const Statement& statement : scenario.statements) {
    if (statement.verb == Verb::insurance) apply_insurance(statement.words, wishes);
  }
  return wishes;
}

bool is_prompt_seed(std::string_view words) {
  constexpr std::size_t most_digits = 18;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return !words.empty() && words.size() <= most_digits && std::all_of(words.begin(), words.end(), is_digit);
}

std::optional<std::uint64_t> prompts_of(const Scenario& scenario) {
  for (const Statement& statement : scenario.statements) {
    if (statement.verb == Verb::prompts) return std::strtoull(statement.words.c_str(), nullptr, 10);
  }
  return std::nullopt;
}

std::optional<checkin::Date> day_of(const Scenario& scenario) {
  for (const Statement& statement : scenario.statements) {
    if (statement.verb == Verb::today) return checkin::date_from(statement.words);
  }
  return std::nullopt;
}

}  // namespace kiosk::replay
