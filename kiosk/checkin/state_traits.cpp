#include "kiosk/checkin/state_traits.h"

#include <type_traits>

namespace kiosk::checkin {
namespace {

template <class T, class... Ts>
constexpr bool is_one_of = (std::is_same_v<T, Ts> || ...);

bool is_card_holder(const Identified& who) { return std::holds_alternative<CardFacts>(who.document); }

}  // namespace

bool needs_card(const State& state) {
  return std::visit(
      []<class S>(const S& s) -> bool {
        if constexpr (is_one_of<S, ReadingCard, EnteringCheckNumber, ChoosingMethod, CheckingFace, OfferingOtherWays,
                                EnteringPin, VerifyingPin, EnteringStaffPasscode, ConfirmingVisually, ProvingCard>) {
          return true;
        } else if constexpr (is_one_of<S, AwaitingStaff>) {
          return s.card.has_value();
        } else if constexpr (is_one_of<S, CheckingEligibility, ExplainingOutage, OfferingRegistration,
                                       RegisteringCard>) {
          return is_card_holder(s.who);
        } else if constexpr (is_one_of<S, ChoosingInsurer, AskingConsent, AskingPrescription>) {
          return is_card_holder(s.arrival.who);
        } else {
          return false;
        }
      },
      state);
}

bool holds_face(const State& state) {
  return std::visit(
      []<class S>(const S& s) -> bool {
        if constexpr (is_one_of<S, AwaitingStaff>) return s.card.has_value();
        return is_one_of<S, ChoosingMethod, CheckingFace, OfferingOtherWays, EnteringPin, VerifyingPin,
                         EnteringStaffPasscode, ConfirmingVisually>;
      },
      state);
}

bool person_may_cancel(const State& state) {
  return std::visit([]<class S>(const S&) { return !is_one_of<S, Welcome, RecordingVisit, CheckedIn, TakingCard>; },
                    state);
}

std::optional<base::Duration> idle_limit(const State& state, const Rules& rules) {
  return std::visit(
      [&]<class S>(const S&) -> std::optional<base::Duration> {
        if constexpr (is_one_of<S, Welcome, ReadingCard, CheckingFace, ReadingLetter, VerifyingPin, ProvingCard,
                                CheckingEligibility, RegisteringCard, RecordingVisit, CheckedIn, TakingCard>) {
          return std::nullopt;
        } else if constexpr (is_one_of<S, AskingConsent, AskingPrescription, OfferingRegistration, ChoosingInsurer>) {
          return rules.consent_time_limit;
        } else if constexpr (is_one_of<S, AwaitingStaff, EnteringStaffPasscode, ConfirmingVisually>) {
          return rules.staff_time_limit;
        } else {
          return rules.question_time_limit;
        }
      },
      state);
}

bool is_same_question(const State& before, const State& after) {
  if (before.index() != after.index()) return false;
  if (const auto* letter = std::get_if<EnteringLetter>(&before)) {
    return letter->field == std::get<EnteringLetter>(after).field;
  }
  if (const auto* consent = std::get_if<AskingConsent>(&before)) {
    const auto& next = std::get<AskingConsent>(after);
    return consent->way == next.way && consent->next == next.next;
  }
  if (const auto* number = std::get_if<EnteringCheckNumber>(&before)) {
    return number->part == std::get<EnteringCheckNumber>(after).part;
  }
  return true;
}

bool is_from_person(const Event& event) {
  return std::visit(
      []<class E>(const E&) {
        return is_one_of<E, FaceChosen, PinChosen, StaffCalled, NoCardChosen, DocumentChosen, LetterCameraChosen,
                         KeyTyped, KeyErased, FieldEdited, FieldChosen, Continued, WentBack, Cancelled,
                         RegistrationAnswered, InsurerChosen, AllAgreed, AllDeclined, OneByOneChosen, ConsentAnswered,
                         PrescriptionChosen, PresentationChosen, StaffArrived, VisualCheckConfirmed>;
      },
      event);
}

}  // namespace kiosk::checkin
