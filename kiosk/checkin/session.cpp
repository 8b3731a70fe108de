#include "kiosk/checkin/session.h"

#include <type_traits>

#include "kiosk/checkin/names.h"
#include "kiosk/checkin/rows/card_rows.h"
#include "kiosk/checkin/rows/eligibility_rows.h"
#include "kiosk/checkin/rows/ending_rows.h"
#include "kiosk/checkin/rows/identity_rows.h"
#include "kiosk/checkin/rows/letter_rows.h"
#include "kiosk/checkin/state_traits.h"

namespace kiosk::checkin {
namespace {

template <class S, class E>
concept HasRow = requires(Context& c, const S& s, const E& e) {
  on(c, s, e);
};

template <class T>
concept HasTicket = requires(const T& t) {
  t.ticket;
};

/// An answer belongs to the state that asked for it; with another ticket it is late and means nothing any more.
template <class S, class E>
bool is_late(const S& state, const E& event) {
  if constexpr (HasTicket<E>) {
    if constexpr (HasTicket<S>) return !(state.ticket == event.ticket);
    return true;
  } else {
    return false;
  }
}

/// Finds the row for the pair. Nothing when there is none, or the answer is late: the event says nothing to this state.
std::optional<Step> take_row(Context& c, const State& state, const Event& event) {
  return std::visit(
      [&c]<class S, class E>(const S& s, const E& e) -> std::optional<Step> {
        if constexpr (HasRow<S, E>) {
          if (!is_late(s, e)) return on(c, s, e);
        }
        return std::nullopt;
      },
      state, event);
}

/// What holds in every state, before the rows. Gives nothing when the rows are to decide.
std::optional<Step> take_rule(Context& c, const State& state, const Event& event) {
  if (std::holds_alternative<Cancelled>(event)) {
    if (!person_may_cancel(state)) return Step{state, {}};
    return Step{end_of_visit(c), {c.incident("person.cancelled")}};
  }
  if (std::holds_alternative<CardRemoved>(event) && needs_card(state)) {
    return Step{ExplainingCard{CardTrouble::pulled_too_early, std::nullopt}, {c.incident("card.pulled-too-early")}};
  }
  if (std::holds_alternative<ReaderLost>(event) && needs_card(state)) {
    return Step{ExplainingCard{CardTrouble::reader_lost, std::nullopt}, {c.incident("reader.lost")}};
  }
  return std::nullopt;
}

/// Facts about the surroundings that outlive a state.
void note_surroundings(const Event& event, Situation& situation, SessionMemory& memory) {
  if (std::holds_alternative<CardInserted>(event)) memory.card = CardPlace::in_reader;
  if (std::holds_alternative<CardRemoved>(event)) memory.card = CardPlace::taken;
  if (std::holds_alternative<ReaderLost>(event)) {
    situation.reader_works = false;
    memory.card = CardPlace::none;
  }
  if (std::holds_alternative<ReaderFound>(event)) situation.reader_works = true;
  if (std::holds_alternative<CameraLost>(event)) situation.camera_works = false;
  if (std::holds_alternative<CameraFound>(event)) situation.camera_works = true;
  if (const auto* chosen = std::get_if<PresentationChosen>(&event)) situation.presentation = chosen->presentation;
}

}  // namespace

CheckInSession::CheckInSession(Rules rules) : rules_(std::move(rules)) {
  situation_.presentation.language = rules_.default_language;
  situation_.reads_letters = rules_.reads_letters;
}

Effects CheckInSession::handle(const Event& event, Instant at) {
  note_surroundings(event, situation_, memory_);
  Context context{rules_, situation_, memory_, at};

  if (std::holds_alternative<Tick>(event) && idle_deadline_is_past(at)) {
    Effects effects = {context.incident("person.left")};
    enter(end_of_visit(context), effects, at);
    return effects;
  }
  std::optional<Step> step = take_rule(context, situation_.state, event);
  if (!step) step = take_row(context, situation_.state, event);
  if (!step) step = Step{situation_.state, {}};

  const bool is_staff_call = std::holds_alternative<StaffCalled>(event);
  if (is_staff_call && step->effects.empty() && !situation_.staff_called) {
    step->effects.push_back(CallStaff{StaffReason::asked_by_person});
  }
  if (is_staff_call) situation_.staff_called = true;

  const bool is_new_screen = !is_same_question(situation_.state, step->next);
  if (is_new_screen || is_from_person(event)) reset_idle_deadline(step->next, at, is_new_screen);
  if (std::holds_alternative<TimeExtended>(event)) extend_time(at);
  update_warning(at);
  enter(std::move(step->next), step->effects, at);
  return std::move(step->effects);
}

/// Moves to the next state, and wipes outside what the next state has no right to.
void CheckInSession::enter(State next, Effects& effects, Instant at) {
  const State before = std::exchange(situation_.state, std::move(next));
  const State& after = situation_.state;
  Effects ending;
  if (const auto* checking = std::get_if<CheckingFace>(&before)) {
    const auto* still = std::get_if<CheckingFace>(&after);
    if (!still || !(still->ticket == checking->ticket)) ending.push_back(StopFaceCheck{});
  }
  if (std::holds_alternative<ReadingLetter>(before) && !std::holds_alternative<ReadingLetter>(after)) {
    ending.push_back(StopReadingLetter{});
  }
  if (holds_face(before) && !holds_face(after)) ending.push_back(ForgetFace{});
  if (needs_card(before) && !needs_card(after)) ending.push_back(ReleaseCard{});
  effects.insert(effects.begin(), ending.begin(), ending.end());

  const bool begins_anew = std::holds_alternative<Welcome>(after) || std::holds_alternative<TakingCard>(after);
  if (begins_anew && !std::holds_alternative<TakingCard>(before)) memory_.face_attempts_used = 0;
  if (std::holds_alternative<Welcome>(after) && !std::holds_alternative<Welcome>(before)) {
    situation_.presentation = Presentation{};
    situation_.presentation.language = rules_.default_language;
    situation_.staff_called = false;
    if (memory_.card == CardPlace::taken) memory_.card = CardPlace::none;
  }
  if (!idle_limit(after, rules_)) {
    memory_.idle_deadline.reset();
    situation_.warning.reset();
  } else if (!memory_.idle_deadline) {
    reset_idle_deadline(after, at, true);
  }
}

bool CheckInSession::idle_deadline_is_past(Instant at) const {
  return memory_.idle_deadline && at.steady >= *memory_.idle_deadline;
}

void CheckInSession::reset_idle_deadline(const State& state, Instant at, bool new_screen) {
  const auto limit = idle_limit(state, rules_);
  memory_.idle_deadline = limit ? std::optional(at.steady + *limit) : std::nullopt;
  if (new_screen) memory_.time_extensions_used = 0;
}

void CheckInSession::extend_time(Instant at) {
  if (memory_.time_extensions_used >= rules_.time_extensions) return;
  ++memory_.time_extensions_used;
  if (const auto limit = idle_limit(situation_.state, rules_)) memory_.idle_deadline = at.steady + *limit;
}

void CheckInSession::update_warning(Instant at) {
  const bool is_close = memory_.idle_deadline && *memory_.idle_deadline - at.steady <= rules_.warning;
  situation_.warning = is_close ? std::optional(TimeWarning{*memory_.idle_deadline}) : std::nullopt;
}

}  // namespace kiosk::checkin
