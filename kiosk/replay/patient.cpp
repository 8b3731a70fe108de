#include "kiosk/replay/patient.h"

#include <type_traits>

namespace kiosk::replay {
namespace {

using namespace checkin;

/// Screens that ask for something only a real person knows or has.
bool asks_for_knowledge(const State& state) {
  return std::visit(
      []<class S>(const S&) {
        return std::is_same_v<S, EnteringPin> || std::is_same_v<S, EnteringCheckNumber> ||
               std::is_same_v<S, EnteringLetter> || std::is_same_v<S, ReadingLetter> ||
               std::is_same_v<S, ChoosingDocument> || std::is_same_v<S, AwaitingStaff> ||
               std::is_same_v<S, EnteringStaffPasscode> || std::is_same_v<S, ConfirmingVisually> ||
               std::is_same_v<S, ExplainingCard> || std::is_same_v<S, ExplainingIneligibility> ||
               std::is_same_v<S, ExplainingTrouble> || std::is_same_v<S, ExplainingDocument> ||
               std::is_same_v<S, ReviewingLetter>;
      },
      state);
}

bool card_waits_to_be_taken(const State& state) {
  if (const auto* done = std::get_if<CheckedIn>(&state)) return done->card == CardPlace::in_reader;
  return std::holds_alternative<TakingCard>(state);
}

Presses cancel() { return {{"cancel", screens::Role::quiet, Cancelled{}}}; }

}  // namespace

Action HandsOffPatient::next(const Situation& situation, const screens::Screen& screen) {
  const State& state = situation.state;
  if (std::holds_alternative<Welcome>(state)) {
    if (card_was_inserted_) return Leaves{};
    card_was_inserted_ = true;
    return InsertsCard{};
  }
  if (card_waits_to_be_taken(state)) return TakesCard{};
  if (std::holds_alternative<CheckingFace>(state) || std::holds_alternative<CheckedIn>(state)) return Waits{};
  if (asks_for_knowledge(state)) return cancel();
  const auto choice = screens::main_choice(screen);
  if (std::holds_alternative<OfferingOtherWays>(state)) {
    if (choice && std::holds_alternative<FaceChosen>(choice->event)) return Presses{*choice};
    return cancel();
  }
  if (choice) return Presses{*choice};
  return Waits{};
}

}  // namespace kiosk::replay
