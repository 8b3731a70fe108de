// Screens that ask for consent, all at once or one by one, and for the form of the prescription.
#include "kiosk/screens/parts.h"
#include "kiosk/screens/topic_screens.h"

namespace kiosk::screens {

using namespace checkin;

namespace {

struct ItemWords {
  std::string id;
  Words name;
  Words what;
  Drawing drawing;
};

ItemWords words_of(ConsentItem item) {
  switch (item) {
    case ConsentItem::diagnosis:
      return {"diagnosis", {"consent.diagnosis"}, {"consent.diagnosis-what"}, Drawing::treatment};
    case ConsentItem::operation:
      return {"operation", {"consent.operation"}, {"consent.operation-what"}, Drawing::operation};
    case ConsentItem::medication:
      return {"medication", {"consent.medication"}, {"consent.medication-what"}, Drawing::medicine};
    case ConsentItem::checkup:
      return {"checkup", {"consent.checkup"}, {"consent.checkup-what"}, Drawing::checkup};
    case ConsentItem::specific_disease:
      return {
          "specific-disease", {"consent.specific-disease"}, {"consent.specific-disease-what"}, Drawing::certificate};
    case ConsentItem::medical_subsidy:
      return {"medical-subsidy", {"consent.medical-subsidy"}, {"consent.medical-subsidy-what"}, Drawing::subsidy};
    case ConsentItem::high_cost_limit:
      return {"high-cost-limit", {"consent.high-cost-limit"}, {"consent.high-cost-limit-what"}, Drawing::payment_limit};
  }
  __builtin_unreachable();
}

Screen asking_all(const AskingConsent& state) {
  Screen screen{"asking-consent"};
  screen.steps = Steps{3};
  screen.content = {Heading{{"consent.title"}}, Paragraph{{"consent.what"}, Paragraph::Size::small}};
  Facts facts;
  for (const ConsentItem item : state.items) facts.facts.push_back({std::nullopt, words_of(item).name, std::nullopt});
  if (!facts.facts.empty()) screen.content.push_back(std::move(facts));
  screen.actions = {{"agree-all", {"consent.agree-all"}, AllAgreed{}, Role::primary, Drawing::yes},
                    {"decline-all", {"consent.decline-all"}, AllDeclined{}, Role::counterpart, Drawing::no},
                    {"one-by-one", {"consent.one-by-one"}, OneByOneChosen{}, Role::secondary, Drawing::list}};
  screen.ways_out = usual_ways_out();
  return screen;
}

Screen asking_one(const AskingConsent& state) {
  const ItemWords words = words_of(state.items[state.next]);
  Screen screen{"asking-consent." + words.id};
  screen.steps = Steps{3};
  screen.content = {Paragraph{{"consent.question",
                               {number("step", static_cast<int>(state.next) + 1),
                                number("steps", static_cast<int>(state.items.size()))}},
                              Paragraph::Size::body},
                    Heading{words.name}, Paragraph{words.what}, Picture{words.drawing}};
  screen.actions = {
      {"agree", {"consent.agree"}, ConsentAnswered{ConsentDecision::agreed}, Role::primary, Drawing::yes},
      {"decline", {"consent.decline"}, ConsentAnswered{ConsentDecision::declined}, Role::counterpart, Drawing::no}};
  screen.ways_out = ways_back();
  return screen;
}

}  // namespace

Screen screen_of(const AskingConsent& state, const Situation&, const View&) {
  const bool one = state.way == AskingConsent::Way::one_by_one && state.next < state.items.size();
  return one ? asking_one(state) : asking_all(state);
}

Screen screen_of(const AskingPrescription&, const Situation&, const View&) {
  Screen screen{"asking-prescription"};
  screen.steps = Steps{3};
  screen.content = {Heading{{"prescription.title"}},
                    Choice{"electronic",
                           {"prescription.electronic"},
                           Words{"prescription.electronic-how"},
                           PrescriptionChosen{PrescriptionForm::electronic},
                           Role::primary,
                           Drawing::pin},
                    Choice{"paper",
                           {"prescription.paper"},
                           Words{"prescription.paper-how"},
                           PrescriptionChosen{PrescriptionForm::paper},
                           Role::counterpart,
                           Drawing::letter}};
  screen.ways_out = usual_ways_out();
  return screen;
}

}  // namespace kiosk::screens
