// Surroundings: what a scenario says about the facility, the person's wishes and the insurer's answer, before and
// beside the story itself. Words in, values out; pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/checkin/rules.h"
#include "kiosk/checkin/state.h"
#include "kiosk/replay/scenario.h"

namespace kiosk::replay {

/// What the invented insurer says about the holders of the story's cards.
struct InsuranceWishes {
  std::optional<checkin::Validity> stated;  ///< nothing: validly insured
  checkin::Registration registration = checkin::Registration::registered;
  bool is_revoked = false;
  bool has_specific_disease = false;
  bool has_medical_subsidy = false;
  std::string reference_number;
  std::string name;  ///< as the insurer writes it; empty: as on the card
};

/// Applies one statement's words; false when they mean nothing.
bool apply_insurance(std::string_view words, InsuranceWishes& wishes);
bool apply_facility(std::string_view words, checkin::Rules& rules);
bool apply_presentation(const Statement& statement, checkin::Presentation& presentation);
std::vector<std::string_view> insurance_words();

/// The rules of the facility as the whole scenario states them, and its insurer.
checkin::Rules rules_of(const Scenario& scenario, checkin::Rules rules);
InsuranceWishes insurance_of(const Scenario& scenario);
/// Picks the movements that the face checks ask for, when the scenario says so.
std::optional<std::uint64_t> prompts_of(const Scenario& scenario);
bool is_prompt_seed(std::string_view words);
/// The day the scenario plays on, when it says one.
std::optional<checkin::Date> day_of(const Scenario& scenario);

}  // namespace kiosk::replay
