// The whole flow as a table, printed from the code: a change of behaviour is a readable difference in review.
// UPDATE_GOLDEN=1 writes tests/golden/transitions.txt anew.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>

#include "kiosk/checkin/names.h"
#include "tests/support/walk.h"

using namespace support;

namespace {

/// One walk into each state, by real events.
std::vector<Walk> a_walk_into_each_state() {
  Eligibility several = valid_eligibility();
  several.validity = Validity::several;
  Eligibility unregistered = valid_eligibility();
  unregistered.registration = Registration::not_registered;
  Eligibility invalid;
  invalid.validity = Validity::invalid;
  Rules with_prescription;
  with_prescription.asks_prescription_form = true;

  std::vector<Walk> walks(29);
  auto walk = walks.begin();
  ++walk;  // Welcome
  (walk++)->insert_card();
  (walk++)->insert_card().answer(CheckNumberNeeded{});
  (walk++)->read_card();
  (walk++)->choose_face();
  (walk++)->choose_face().answer(FaceRejected{{}, FaceRejection::not_the_holder});
  (walk++)->read_card().then(PinChosen{}).key("1234");
  (walk++)->read_card().then(PinChosen{}).key("1234").then(Continued{});
  (walk++)->read_card().then(StaffCalled{});
  (walk++)->read_card().then(StaffCalled{}).then(StaffArrived{}).key("0000");
  (walk++)->read_card().then(StaffCalled{}).then(StaffArrived{}).key("0000").then(Continued{});
  (walk++)->match_face();
  (walk++)->then(NoCardChosen{});
  (walk++)->then(NoCardChosen{}).then(DocumentChosen{Document::eligibility_notice});
  (walk++)->begin_letter().key("06137897");
  (walk++)->hold_up_letter();
  (walk++)->review_letter();
  (walk++)->prove_card();
  (walk++)->prove_card().answer(EligibilityUnavailable{{}, ServiceProblem::unreachable});
  (walk++)->prove_card().answer(EligibilityKnown{{}, unregistered});
  (walk++)->prove_card().answer(EligibilityKnown{{}, unregistered}).then(RegistrationAnswered{ConsentDecision::agreed});
  (walk++)->prove_card().answer(EligibilityKnown{{}, several});
  (walk++)->prove_card().answer(EligibilityKnown{{}, invalid});
  (walk++)->reach_consent();
  (walk++)->reach_consent().then(OneByOneChosen{});
  (walk++)->agree_to_all();
  (walk++)->check_in();
  (walk++)->insert_card().answer(CardReadFailed{{}, CardTrouble::unreadable, "card.unreadable", std::nullopt});
  (walk++)->agree_to_all().answer(VisitNotRecorded{{}, StoreProblem::disk_full});
  REQUIRE(walk == walks.end());
  walks.push_back(Walk{});
  walks.back().read_card().then(Cancelled{});
  walks.push_back(Walk{with_prescription});
  walks.back().agree_to_all();
  return walks;
}

/// One of each event; answers carry the ticket of the state they meet.
std::vector<Event> one_of_each_event(Ticket t) {
  Presentation large;
  large.text_size = Presentation::TextSize::large;
  return {CardInserted{},
          CardRemoved{},
          CheckNumberNeeded{t, 3},
          CardRead{t, hanako()},
          CardReadFailed{t, CardTrouble::unreadable, "card.unreadable", std::nullopt},
          PinAccepted{t},
          PinRejected{t, 2},
          CardProved{t, a_proof()},
          CardFailed{t, CardTrouble::unreadable, "card.unreadable"},
          ReaderLost{},
          ReaderFound{},
          FaceHinted{t, FaceHint::come_closer, FacePrompt::none, 0},
          FaceMatched{t},
          FaceRejected{t, FaceRejection::not_the_holder},
          LetterHinted{t, LetterHint::come_closer},
          LetterRead{t, a_reading()},
          LetterNotRead{t},
          CameraLost{},
          CameraFound{},
          EligibilityKnown{t, valid_eligibility()},
          EligibilityUnavailable{t, ServiceProblem::unreachable},
          CardRegistered{t},
          RegistrationFailed{t, ServiceProblem::unreachable},
          VisitRecorded{t, {"A-0001"}},
          VisitNotRecorded{t, StoreProblem::disk_full},
          FaceChosen{},
          PinChosen{},
          StaffCalled{},
          NoCardChosen{},
          DocumentChosen{Document::eligibility_letter},
          LetterCameraChosen{},
          KeyTyped{base::SecretText("1")},
          KeyErased{},
          FieldEdited{LetterField::insurer_number, "138016"},
          FieldChosen{LetterField::number},
          Continued{},
          WentBack{},
          Cancelled{},
          RegistrationAnswered{ConsentDecision::agreed},
          InsurerChosen{0},
          AllAgreed{},
          AllDeclined{},
          OneByOneChosen{},
          ConsentAnswered{ConsentDecision::agreed},
          PrescriptionChosen{PrescriptionForm::paper},
          TimeExtended{},
          PresentationChosen{large},
          StaffArrived{},
          VisualCheckConfirmed{VisualCheckReason::face_not_confirmed},
          Tick{}};
}

std::string_view variety_of(const State& state) {
  const auto* consent = std::get_if<AskingConsent>(&state);
  return consent && consent->way == AskingConsent::Way::one_by_one ? " (one by one)" : "";
}

std::string transition_table() {
  std::ostringstream table;
  table << "# state + event -> next state : orders   (printed by the test `the flow is the golden table`)\n";
  for (const Walk& start : a_walk_into_each_state()) {
    const State& before = start.session.state();
    table << "\n" << name_of(before) << variety_of(before) << "\n";
    for (const Event& event : one_of_each_event(ticket_of(before))) {
      Walk walk = start;
      walk.then(event);
      const State& after = walk.session.state();
      if (after == before && walk.effects.empty()) continue;
      table << "  + " << name_of(event) << " -> " << name_of(after) << variety_of(after);
      const char* separator = " : ";
      for (const Effect& effect : walk.effects) {
        table << separator << name_of(effect);
        separator = ", ";
      }
      table << "\n";
    }
  }
  return table.str();
}

}  // namespace

TEST_CASE("checkin: the flow is the golden table") {
  const std::string path = UKETSUKE_SOURCE_DIR "/tests/golden/transitions.txt";
  const std::string table = transition_table();
  if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(path) << table;
  std::ifstream file(path);
  std::stringstream golden;
  golden << file.rdbuf();
  CHECK(table == golden.str());
}

TEST_CASE("checkin: every state is reached by real events") {
  std::vector<bool> reached(std::variant_size_v<StateAlternatives>, false);
  for (const Walk& walk : a_walk_into_each_state()) reached[walk.session.state().index()] = true;
  for (std::size_t index = 0; index < reached.size(); ++index) CHECK_MESSAGE(reached[index], "state number ", index);
}

TEST_CASE("checkin: no event in any state crashes, and the same event twice from the same situation ends the same") {
  for (const Walk& start : a_walk_into_each_state()) {
    for (const Event& event : one_of_each_event(ticket_of(start.session.state()))) {
      Walk first = start;
      Walk second = start;
      first.then(event);
      second.then(event);
      CHECK(first.session.situation() == second.session.situation());
      CHECK(first.effects == second.effects);
    }
  }
}

TEST_CASE("checkin: after the end nothing of the person is left, from whatever state") {
  for (const Walk& start : a_walk_into_each_state()) {
    Walk walk = start;
    walk.then(CardRemoved{});
    for (int minute = 0; minute < 60 && !walk.is<Welcome>(); ++minute) walk.wait(std::chrono::minutes{1});
    REQUIRE(walk.is<Welcome>());
    walk.then(CameraFound{});
    CHECK(walk.session.situation() == Situation{});
  }
}
