#include <doctest/doctest.h>

#include "kiosk/replay/expectation.h"
#include "kiosk/replay/observed_faces.h"
#include "kiosk/replay/scenario.h"
#include "kiosk/replay/surroundings.h"
#include "kiosk/replay/trouble.h"
#include "vision/face_verifier.h"
#include "vision/observation_text.h"

using namespace kiosk::replay;

namespace {

std::string fault_of_line(const std::string& line) {
  const auto scenario = parse_scenario(line + "\n", "one", "");
  return scenario ? "" : scenario.error().message;
}

/// What the kiosk's verifier makes of a sight within fifteen seconds.
vision::Verdict verdict_on(Sight sight) {
  vision::ThresholdRow row{"test", "", "", "", 1.0F, 0.65F, 1.10F};
  ObservedFaces faces(row);
  faces.add({sight, std::nullopt});
  vision::FaceVerifier verifier(vision::scripted_reference(), row);
  for (std::uint64_t number = 1; number < 450; ++number) {
    const vision::Frame frame{
        {1, 1, {0, 0, 0}}, base::TimePoint{base::Duration{33 * static_cast<int>(number)}}, {number}};
    const auto decision = verifier.consider(faces.observe(frame).value());
    faces.ask(decision.prompt);
    if (decision.verdict != vision::Verdict::undecided) return decision.verdict;
  }
  return vision::Verdict::undecided;
}

}  // namespace

TEST_CASE("replay: every statement's words are looked at before anything is played") {
  CHECK(fault_of_line("today 2027-02-30") == "\"2027-02-30\" is no date such as 2027-03-01");
  CHECK(fault_of_line("language english").starts_with("there is no language \"english\"; did you mean"));
  CHECK(fault_of_line("text size huge") == "\"huge\" is no text size; there are: normal, large, largest");
  CHECK(fault_of_line("contrast strong") == "\"strong\" is not known here; there are: normal, high");
  CHECK(fault_of_line("observe the holdr") == "\"the holdr\" is no sight; did you mean \"the holder\"?");
  CHECK(fault_of_line("observe the holder for ever s") != "");
  CHECK(fault_of_line("insurance endet") == "\"endet\" is no standing of an insurance; did you mean \"ended\"?");
  CHECK(fault_of_line("facility asks blood type").starts_with("\"blood type\" is nothing a facility asks"));
  CHECK(fault_of_line("passcode 12") == "a passcode has four digits, such as 4711");
  CHECK(fault_of_line("wait soon") == "\"soon\" is no number of seconds from 0 to 3600");
  CHECK(fault_of_line("expect checked-in by magic") ==
        "\"magic\" is no way to be identified; there are: face, pin, staff, letter");
  CHECK(fault_of_line("recorded insurance valid").find("is no fact of a record") != std::string::npos);
  CHECK(fault_of_line("suddenly the insurer is sown") ==
        "\"the insurer is sown\" is no trouble known here; did you mean \"the insurer is down\"?");
  CHECK(fault_of_line("when checking-face comes, the camera is lost").starts_with("\"when\" is written so:"));
  CHECK(fault_of_line("when cheking-face appears, the camera is lost") ==
        "\"cheking-face\" is no screen; did you mean \"checking-face\"?");
  CHECK(fault_of_line("prompts from the start") == "\"the start\" is no whole number");
  CHECK(fault_of_line("prompts from 3") == "");
  CHECK(
      fault_of_line("suddenly the card's front cannot be red") ==
      "\"the card's front cannot be red\" is no trouble known here; did you mean \"the card's front cannot be read\"?");
  CHECK(fault_of_line("next person within five") == "\"five\" is no time such as 5 s");
  CHECK(fault_of_line("next person within 5 s") == "");
  CHECK(fault_of_line("insurer is a servant") ==
        "\"insurer is a servant\" is no statement; did you mean \"insurer is a server\"?");
  CHECK(fault_of_line("alarm sounds 4") == "\"4\" is no number of alarms from 0 to 3");
  CHECK(fault_of_line("clinic receives paper").starts_with("write what the clinic receives so:"));
}

TEST_CASE("replay: a visit that must be and must not be recorded is a contradiction") {
  CHECK(fault_of_line("expect checked-in\nrecorded nothing") == "\"nothing\" contradicts \"checked-in\" in line 1");
  CHECK(fault_of_line("recorded language en\nrecorded nothing") == "\"nothing\" contradicts \"language en\" in line 1");
  CHECK(fault_of_line("recorded nothing\nexpect checked-in by pin") != "");
  CHECK(fault_of_line("expect abandoned\nrecorded nothing") == "");
  CHECK(fault_of_line("expect checked-in\nwait 1\nexpect abandoned") == "");
}

TEST_CASE("replay: every trouble and every sight is understood by its own name") {
  for (const auto name : all_troubles()) CHECK(name_of(*trouble_from(name)) == name);
  for (const auto name : all_sights()) CHECK(name_of(look_from(name)->sight) == name);
  CHECK(look_from("nobody for 2.5 s")->lasts == base::Duration{2500});
  CHECK_FALSE(look_from("nobody for 0 s"));
}

TEST_CASE("replay: what a record must say is told apart from what it says") {
  kiosk::checkin::Visit visit;
  visit.identified_by = kiosk::checkin::HowIdentified::pin;
  visit.consents = {
      {kiosk::checkin::ConsentItem::checkup, kiosk::checkin::ConsentDecision::declined, {}, {}, "", 1, {}}};
  CHECK(recorded_fact(visit, record_expectation_from("identified by pin")->fact) == "pin");
  CHECK(recorded_fact(visit, "consent checkup") == "declined");
  CHECK(recorded_fact(visit, "consent medication") == "not asked");
  CHECK_FALSE(record_expectation_from("consent medication perhaps"));
}

TEST_CASE("replay: recorded observations come out as the verifier decides, not as the scenario wishes") {
  CHECK(verdict_on(Sight::the_holder) == vision::Verdict::match);
  CHECK(verdict_on(Sight::a_stranger) == vision::Verdict::mismatch);
  CHECK(verdict_on(Sight::a_sibling) == vision::Verdict::mismatch);
  CHECK(verdict_on(Sight::a_printed_photo) == vision::Verdict::not_alive);
  CHECK(verdict_on(Sight::a_screen) == vision::Verdict::not_alive);
  CHECK(verdict_on(Sight::nobody) == vision::Verdict::undecided);
  CHECK(verdict_on(Sight::the_holder_with_a_mask) == vision::Verdict::undecided);
}
