#include "kiosk/replay/statement_check.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "kiosk/checkin/letter.h"
#include "kiosk/replay/expectation.h"
#include "kiosk/replay/nearest_word.h"
#include "kiosk/replay/observation_tape.h"
#include "kiosk/replay/observed_faces.h"
#include "kiosk/replay/observed_letter.h"
#include "kiosk/replay/outcome.h"
#include "kiosk/replay/surroundings.h"
#include "kiosk/replay/trouble.h"
#include "kiosk/screens/screens.h"
#include "kiosk/screens/specimens.h"

namespace kiosk::replay {
namespace {

std::string in_quotes(std::string_view words) { return "\"" + std::string(words) + "\""; }

std::string unknown(std::string_view words, const char* what, const std::vector<std::string_view>& known) {
  return in_quotes(words) + " is no " + what + "; did you mean " + in_quotes(nearest_word(words, std::span(known))) +
         "?";
}

const std::vector<std::string>& screen_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const auto& specimen : screens::specimens()) {
      all.push_back(screens::screen_for(specimen.situation, specimen.view).id);
    }
    // One specimen stands for all fields of the letter, and one for all items of consent.
    for (int field = 0; field <= static_cast<int>(checkin::last_letter_field); ++field) {
      checkin::Situation situation;
      situation.state = checkin::EnteringLetter{{}, static_cast<checkin::LetterField>(field), std::nullopt, false};
      all.push_back(screens::screen_for(situation).id);
    }
    for (int item = 0; item <= static_cast<int>(checkin::ConsentItem::high_cost_limit); ++item) {
      checkin::AskingConsent asking;
      asking.way = checkin::AskingConsent::Way::one_by_one;
      asking.items = {static_cast<checkin::ConsentItem>(item)};
      checkin::Situation situation;
      situation.state = std::move(asking);
      all.push_back(screens::screen_for(situation).id);
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }();
  return names;
}

std::optional<std::string> check_screen(std::string_view id) {
  const auto& names = screen_names();
  if (std::find(names.begin(), names.end(), id) != names.end()) return std::nullopt;
  return in_quotes(id) + " is no screen; did you mean " + in_quotes(nearest_word(id, names)) + "?";
}

std::optional<std::string> check_seconds(const std::string& words) {
  char* end = nullptr;
  const double seconds = std::strtod(words.c_str(), &end);
  if (end != words.c_str() && *end == '\0' && seconds >= 0 && seconds <= 3600) return std::nullopt;
  return in_quotes(words) + " is no number of seconds from 0 to 3600";
}

/// "5 s"
std::optional<std::string> check_time(const std::string& words) {
  if (words.ends_with(" s") && !check_seconds(words.substr(0, words.size() - 2))) return std::nullopt;
  return in_quotes(words) + " is no time such as 5 s";
}

std::optional<std::string> check_outcome(std::string_view words) {
  static constexpr std::string_view ways[] = {"face", "pin", "staff", "letter"};
  const auto by = words.find(" by ");
  if (!ending_from(words.substr(0, by))) {
    return in_quotes(words.substr(0, by)) +
           " is no outcome; there are: checked-in, not-verified, not-eligible, abandoned, error";
  }
  if (by == std::string_view::npos) return std::nullopt;
  const std::string_view way = words.substr(by + 4);
  if (std::find(std::begin(ways), std::end(ways), way) != std::end(ways)) return std::nullopt;
  return in_quotes(way) + " is no way to be identified; there are: face, pin, staff, letter";
}

std::optional<std::string> check_appointment(const std::string& words) {
  const auto reading = appointment_from(words);
  if (!reading.appointment) return reading.problem;
  return check_screen(reading.appointment->screen);
}

std::optional<std::string> check_presentation(const Statement& statement) {
  checkin::Presentation ignored;
  if (apply_presentation(statement, ignored)) return std::nullopt;
  switch (statement.verb) {
    case Verb::text_size:
      return in_quotes(statement.words) + " is no text size; there are: normal, large, largest";
    case Verb::motion:
      return in_quotes(statement.words) + " is no kind of motion; there are: full, reduced";
    case Verb::voice:
      return "the voice is on or off, not " + in_quotes(statement.words);
    default:
      return in_quotes(statement.words) + " is not known here; there are: normal, " +
             (statement.verb == Verb::contrast ? "high" : "low");
  }
}

std::optional<std::string> check_language(const std::string& language) {
  const auto offered = screens::offered_languages();
  if (std::find(offered.begin(), offered.end(), language) != offered.end()) return std::nullopt;
  return "there is no language " + in_quotes(language) + "; did you mean " +
         in_quotes(nearest_word(language, offered)) + "?";
}

std::optional<std::string> check_number_of(const char* what, const std::string& words, std::string_view digits) {
  if (words.size() == 1 && digits.find(words[0]) != std::string_view::npos) return std::nullopt;
  return in_quotes(words) + " is no number of " + what;
}

bool is_passcode(const std::string& words) {
  return words.size() == 4 && std::all_of(words.begin(), words.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_clinic_expectation(std::string_view words) {
  return (words.starts_with("xml ") && words.size() > 4) || (words.starts_with("fhir ") && words.size() > 5);
}

/// Between two expectations somebody did something, so that both may hold.
bool is_deed(Verb verb) {
  switch (verb) {
    case Verb::insert_card:
    case Verb::take_card:
    case Verb::press:
    case Verb::type:
    case Verb::see:
    case Verb::wait:
    case Verb::wait_for_end:
    case Verb::suddenly:
    case Verb::next_person:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::optional<std::string> fault_in(const Statement& statement) {
  const std::string& words = statement.words;
  InsuranceWishes insurance;
  checkin::Rules rules;
  switch (statement.verb) {
    case Verb::today:
      return checkin::date_from(words) ? std::nullopt
                                       : std::optional(in_quotes(words) + " is no date such as 2027-03-01");
    case Verb::language:
      return check_language(words);
    case Verb::text_size:
    case Verb::contrast:
    case Verb::position:
    case Verb::motion:
    case Verb::voice:
      return check_presentation(statement);
    case Verb::facility:
      if (apply_facility(words, rules)) return std::nullopt;
      return in_quotes(words) +
             " is nothing a facility asks; there are: nothing, everything, prescription form, and the items diagnosis, "
             "operation, medication, checkup, specific-disease, medical-subsidy, high-cost-limit";
    case Verb::passcode:
      return is_passcode(words) ? std::nullopt : std::optional("a passcode has four digits, such as 4711");
    case Verb::insurance:
      if (apply_insurance(words, insurance)) return std::nullopt;
      return unknown(words, "standing of an insurance", insurance_words());
    case Verb::prompts:
      return is_prompt_seed(words) ? std::nullopt : std::optional(in_quotes(words) + " is no whole number");
    case Verb::observe:
      if (words.ends_with(tape_ending)) return std::nullopt;
      return look_from(words) ? std::nullopt : std::optional(unknown(words, "sight", all_sights()));
    case Verb::camera_reads:
    case Verb::camera_doubts:
      if (letter_sight_from(words)) return std::nullopt;
      return unknown(words.substr(0, words.find(' ')), "field of a letter or other paper", letter_sights());
    case Verb::see:
    case Verb::saw:
      return check_screen(words);
    case Verb::wait:
      return check_seconds(words);
    case Verb::next_person:
      return check_time(words);
    case Verb::when:
      return check_appointment(words);
    case Verb::suddenly:
      return trouble_from(words) ? std::nullopt : std::optional(unknown(words, "trouble known here", all_troubles()));
    case Verb::expect:
      return check_outcome(words);
    case Verb::recorded:
      if (record_expectation_from(words)) return std::nullopt;
      return unknown(words, "fact of a record", record_facts());
    case Verb::alarm:
      return check_number_of("alarms from 0 to 3", words, "0123");
    case Verb::clinic:
      if (is_clinic_expectation(words)) return std::nullopt;
      return "write what the clinic receives so: clinic receives xml TEXT, or: clinic receives fhir TEXT";
    default:
      return std::nullopt;
  }
}

std::optional<ScenarioError> contradiction_in(const Scenario& scenario) {
  struct Said {
    const Statement* statement;
    std::string value;
  };
  std::map<std::string, Said> said;
  const auto note = [&](const std::string& about, const std::string& value,
                        const Statement& statement) -> std::optional<ScenarioError> {
    const auto [before, is_new] = said.emplace(about, Said{&statement, value});
    if (is_new || before->second.value == value) return std::nullopt;
    const Statement& other = *before->second.statement;
    return ScenarioError{statement.line, in_quotes(statement.words) + " contradicts " + in_quotes(other.words) +
                                             " in line " + std::to_string(other.line)};
  };
  for (const Statement& statement : scenario.statements) {
    if (is_deed(statement.verb)) said.clear();
    std::optional<ScenarioError> wrong;
    if (statement.verb == Verb::expect) {
      wrong = note("ending", statement.words, statement);
      const bool has_visit = statement.words.starts_with("checked-in");
      if (!wrong) wrong = note("whether there is a visit", has_visit ? "yes" : "no", statement);
    }
    if (statement.verb == Verb::recorded) {
      const std::string fact = record_expectation_from(statement.words)->fact;
      wrong = note("fact " + fact, statement.words, statement);
      if (!wrong) wrong = note("whether there is a visit", fact == "nothing" ? "no" : "yes", statement);
    }
    if (wrong) return wrong;
  }
  return std::nullopt;
}

}  // namespace kiosk::replay
