// Rows: from an identified person to consent: proof by the card, the insurer's answer, registration, consent.
#pragma once

#include "kiosk/checkin/consent.h"
#include "kiosk/checkin/rows/letter_rows.h"
#include "kiosk/checkin/rows/row.h"

namespace kiosk::checkin {
namespace {

Step record_visit(Context& c, const Arrival& arrival);

Step ask_prescription(Context& c, Arrival arrival) {
  if (!c.rules.asks_prescription_form || arrival.confirmation == Confirmation::to_be_confirmed) {
    return record_visit(c, arrival);
  }
  return {AskingPrescription{std::move(arrival)}, {}};
}

Date birth_date_of(const Identified& who) {
  return std::visit([](const auto& document) { return document.birth_date; }, who.document);
}

Step ask_consent(Context& c, Arrival arrival) {
  auto items =
      items_to_ask(c.rules.consent_items, arrival.who.how, arrival.eligibility, birth_date_of(arrival.who), c.today());
  if (items.empty()) return ask_prescription(c, std::move(arrival));
  return {AskingConsent{std::move(arrival), AskingConsent::Way::all_at_once, std::move(items), 0}, {}};
}

Step on(Context& c, const ProvingCard& s, const CardProved& e) {
  return ask_eligibility(c, Identified{s.how, s.visual_check_reason, s.card, e.proof});
}
Step on(Context& c, const ProvingCard&, const CardFailed& e) {
  return {ExplainingCard{e.trouble, std::nullopt}, {c.incident(e.code)}};
}
Step on(Context& c, const ProvingCard& s, const Tick&) {
  if (!c.is_past(s.give_up_at)) return {s, {}};
  return {ExplainingCard{CardTrouble::too_slow, std::nullopt}, {c.incident("card.too-slow")}};
}

Step on(Context& c, const CheckingEligibility& s, const EligibilityKnown& e) {
  const Eligibility& answer = e.eligibility;
  const bool certificate_is_dead =
      answer.certificate == CertificateStanding::expired || answer.certificate == CertificateStanding::revoked;
  if (certificate_is_dead) {
    return {ExplainingIneligibility{s.who, answer.validity, answer.certificate},
            {c.incident("certificate.not-usable")}};
  }
  const bool is_card = s.who.how != HowIdentified::letter;
  if (is_card && answer.registration == Registration::not_registered) return {OfferingRegistration{s.who}, {}};
  Arrival arrival{s.who, Confirmation::confirmed, answer, std::nullopt, {}, PrescriptionForm::not_asked};
  switch (answer.validity) {
    case Validity::valid:
    case Validity::valid_unregistered:
      if (!answer.coverages.empty()) arrival.coverage_index = 0;
      return ask_consent(c, std::move(arrival));
    case Validity::several:
      return {ChoosingInsurer{std::move(arrival)}, {}};
    case Validity::invalid:
    case Validity::invalid_newer_exists:
    case Validity::none:
      break;
  }
  return {ExplainingIneligibility{s.who, answer.validity, answer.certificate}, {c.incident("eligibility.not-valid")}};
}
Step on(Context& c, const CheckingEligibility& s, const EligibilityUnavailable& e) {
  return {ExplainingOutage{s.who, e.why}, {c.incident("eligibility.unavailable")}};
}
Step on(Context& c, const CheckingEligibility& s, const Tick&) {
  if (!c.is_past(s.give_up_at)) return {s, {}};
  return {ExplainingOutage{s.who, ServiceProblem::unreachable}, {c.incident("eligibility.too-slow")}};
}

/// The visit is recorded now and confirmed when the service is back. No records can be fetched, so no consent is asked.
Step on(Context& c, const ExplainingOutage& s, const Continued&) {
  return record_visit(c,
                      Arrival{s.who, Confirmation::to_be_confirmed, {}, std::nullopt, {}, PrescriptionForm::not_asked});
}

Step on(Context& c, const OfferingRegistration& s, const RegistrationAnswered& e) {
  if (e.decision == ConsentDecision::declined) {
    return {ExplainingIneligibility{s.who, Validity::none, CertificateStanding::in_order},
            {c.incident("registration.declined")}};
  }
  const Ticket ticket = c.next_ticket();
  return {RegisteringCard{ticket, s.who, c.in(c.rules.service_time_limit)},
          {RegisterCard{ticket, s.who.proof.value_or(CardProof{})}}};
}
Step on(Context& c, const RegisteringCard& s, const CardRegistered&) { return ask_eligibility(c, s.who); }
Step on(Context& c, const RegisteringCard& s, const RegistrationFailed& e) {
  return {ExplainingOutage{s.who, e.why}, {c.incident("registration.unavailable")}};
}
Step on(Context& c, const RegisteringCard& s, const Tick&) {
  if (!c.is_past(s.give_up_at)) return {s, {}};
  return {ExplainingOutage{s.who, ServiceProblem::unreachable}, {c.incident("registration.too-slow")}};
}

Step on(Context& c, ChoosingInsurer s, const InsurerChosen& e) {
  if (e.index >= s.arrival.eligibility.coverages.size()) return {std::move(s), {}};
  s.arrival.coverage_index = e.index;
  return ask_consent(c, std::move(s.arrival));
}

Step on(Context&, const ExplainingIneligibility&, const NoCardChosen&) { return {ChoosingDocument{}, {}}; }
Step on(Context&, const ExplainingIneligibility&, const StaffCalled&) {
  return {AwaitingStaff{StaffReason::not_eligible, std::nullopt}, {CallStaff{StaffReason::not_eligible}}};
}
Step on(Context& c, const ExplainingIneligibility&, const Continued&) { return {end_of_visit(c), {}}; }

Step answer_all(Context& c, AskingConsent s, ConsentDecision decision) {
  if (s.way != AskingConsent::Way::all_at_once) return {std::move(s), {}};
  s.arrival.consents =
      consents_given(s.items, decision, c.at.wall, c.situation.presentation.language, s.arrival.who.how);
  return ask_prescription(c, std::move(s.arrival));
}
Step on(Context& c, const AskingConsent& s, const AllAgreed&) { return answer_all(c, s, ConsentDecision::agreed); }
Step on(Context& c, const AskingConsent& s, const AllDeclined&) { return answer_all(c, s, ConsentDecision::declined); }
Step on(Context&, AskingConsent s, const OneByOneChosen&) {
  s.way = AskingConsent::Way::one_by_one;
  return {std::move(s), {}};
}
Step on(Context& c, AskingConsent s, const ConsentAnswered& e) {
  if (s.way != AskingConsent::Way::one_by_one) return {std::move(s), {}};
  s.arrival.consents.push_back(
      consent_given(s.items[s.next], e.decision, c.at.wall, c.situation.presentation.language, s.arrival.who.how));
  if (++s.next < s.items.size()) return {std::move(s), {}};
  return ask_prescription(c, std::move(s.arrival));
}
Step on(Context&, AskingConsent s, const WentBack&) {
  if (s.way == AskingConsent::Way::all_at_once) return {std::move(s), {}};
  if (s.next == 0) {
    s.way = AskingConsent::Way::all_at_once;
  } else {
    --s.next;
    s.arrival.consents.pop_back();
  }
  return {std::move(s), {}};
}

Step on(Context& c, AskingPrescription s, const PrescriptionChosen& e) {
  s.arrival.prescription = e.form;
  return record_visit(c, s.arrival);
}

}  // namespace
}  // namespace kiosk::checkin
