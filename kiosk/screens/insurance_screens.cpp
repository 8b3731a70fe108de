// Screens about the insurance: the question, what it found, and what to do when it found nothing.
#include "kiosk/screens/parts.h"
#include "kiosk/screens/topic_screens.h"

namespace kiosk::screens {

using namespace checkin;

namespace {

Words reason(const ExplainingIneligibility& state) {
  const bool certificate_is_why =
      state.certificate == CertificateStanding::expired || state.certificate == CertificateStanding::revoked;
  if (certificate_is_why) return {"ineligible.certificate"};
  switch (state.validity) {
    case Validity::invalid:
      return {"ineligible.invalid"};
    case Validity::invalid_newer_exists:
      return {"ineligible.newer"};
    case Validity::none:
    case Validity::valid:
    case Validity::several:
    case Validity::valid_unregistered:
      return {"ineligible.not-found"};
  }
  __builtin_unreachable();
}

}  // namespace

Screen screen_of(const CheckingEligibility& state, const Situation&, const View&) {
  const bool by_letter = std::holds_alternative<EligibilityLetter>(state.who.document);
  return waiting_screen("checking-eligibility", {"eligibility.checking"},
                        by_letter ? Words{"eligibility.checking-letter"} : Words{"eligibility.checking-wait"}, 3);
}

Screen screen_of(const ExplainingOutage&, const Situation&, const View&) {
  Screen screen{"explaining-outage"};
  screen.tone = Tone::caution;
  screen.content = {Heading{{"outage.title"}}, Paragraph{{"outage.what"}}, Picture{Drawing::clock}};
  screen.actions = {{"continue", {"outage.continue"}, Continued{}, Role::primary}};
  screen.ways_out = usual_ways_out();
  return screen;
}

Screen screen_of(const OfferingRegistration&, const Situation&, const View&) {
  Screen screen{"offering-registration"};
  screen.steps = Steps{3};
  screen.content = {Heading{{"registration.title"}}, Paragraph{{"registration.what"}}, Picture{Drawing::card_reading}};
  screen.actions = {
      {"register", {"registration.agree"}, RegistrationAnswered{ConsentDecision::agreed}, Role::primary, Drawing::yes},
      {"do-not-register",
       {"registration.decline"},
       RegistrationAnswered{ConsentDecision::declined},
       Role::counterpart,
       Drawing::no}};
  screen.ways_out = usual_ways_out();
  return screen;
}

Screen screen_of(const RegisteringCard&, const Situation&, const View&) {
  return waiting_screen("registering-card", {"registration.registering"}, {"reading-card.stay"}, 3);
}

Screen screen_of(const ChoosingInsurer& state, const Situation&, const View&) {
  Screen screen{"choosing-insurer"};
  screen.steps = Steps{3};
  screen.content = {Heading{{"insurer.title"}}, Paragraph{{"insurer.what"}, Paragraph::Size::small}};
  const auto& coverages = state.arrival.eligibility.coverages;
  for (std::size_t at = 0; at < coverages.size(); ++at) {
    screen.content.push_back(Choice{"insurer." + std::to_string(at),
                                    {"insurer.name", {text("name", coverages[at].insurer_name)}},
                                    std::nullopt,
                                    InsurerChosen{at},
                                    Role::secondary,
                                    Drawing::letter});
  }
  screen.ways_out = usual_ways_out();
  return screen;
}

Screen screen_of(const ExplainingIneligibility& state, const Situation&, const View&) {
  Screen screen{"explaining-ineligibility"};
  screen.tone = Tone::caution;
  screen.steps = Steps{3};
  screen.content = {Heading{{"ineligible.title"}}, Paragraph{reason(state)}, Paragraph{{"ineligible.care"}},
                    Picture{Drawing::staff}};
  Button staff = call_staff();
  staff.role = Role::primary;
  screen.actions = {staff};
  if (!std::holds_alternative<EligibilityLetter>(state.who.document)) {
    screen.actions.push_back({"use-letter", {"action.use-letter"}, NoCardChosen{}, Role::secondary});
  }
  screen.ways_out = {stop()};
  return screen;
}

}  // namespace kiosk::screens
