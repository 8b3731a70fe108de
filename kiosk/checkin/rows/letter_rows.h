// Rows: the way without a card: which document it is, typing the letter, checking the answers.
#pragma once

#include "kiosk/checkin/letter.h"
#include "kiosk/checkin/rows/card_rows.h"
#include "kiosk/checkin/rows/row.h"

namespace kiosk::checkin {
namespace {

Step ask_eligibility(Context& c, Identified who) {
  const Ticket ticket = c.next_ticket();
  EligibilityQuestion question;
  if (const auto* letter = std::get_if<EligibilityLetter>(&who.document)) {
    question = *letter;
  } else {
    question = who.proof.value_or(CardProof{});
  }
  return {CheckingEligibility{ticket, std::move(who), c.in(c.rules.service_time_limit)},
          {AskEligibility{ticket, std::move(question), c.today()}}};
}

Step on(Context& c, const ChoosingDocument&, const CardInserted&) { return on(c, Welcome{}, CardInserted{}); }
Step on(Context& c, const ChoosingDocument&, const DocumentChosen& e) {
  if (e.document != Document::eligibility_letter) return {ExplainingDocument{e.document}, {}};
  c.memory.arrived_at = c.at;
  return {EnteringLetter{}, {}};
}
Step on(Context& c, const ChoosingDocument&, const WentBack&) { return {end_of_visit(c), {}}; }

Step on(Context& c, const ExplainingDocument&, const CardInserted&) { return on(c, Welcome{}, CardInserted{}); }
Step on(Context&, const ExplainingDocument&, const WentBack&) { return {ChoosingDocument{}, {}}; }
Step on(Context&, const ExplainingDocument&, const Continued&) {
  return {AwaitingStaff{StaffReason::not_eligible, std::nullopt}, {CallStaff{StaffReason::not_eligible}}};
}

Step on(Context&, EnteringLetter s, const KeyTyped& e) {
  s.draft = typed(std::move(s.draft), s.field, e.key.reveal());
  s.problem.reset();
  return {std::move(s), {}};
}
Step on(Context&, EnteringLetter s, const KeyErased&) {
  s.draft = erased(std::move(s.draft), s.field);
  s.problem.reset();
  return {std::move(s), {}};
}
Step on(Context&, EnteringLetter s, const FieldEdited& e) {
  s.draft = edited(std::move(s.draft), e.field, e.text);
  if (e.field == s.field) s.problem.reset();
  return {std::move(s), {}};
}
Step on(Context& c, EnteringLetter s, const Continued&) {
  s.problem = problem_of(s.draft, s.field, c.today());
  if (s.problem) return {std::move(s), {}};
  const auto next = field_after(s.field);
  if (s.returns_to_review || !next) return {ReviewingLetter{std::move(s.draft)}, {}};
  s.field = *next;
  return {std::move(s), {}};
}
Step on(Context&, EnteringLetter s, const WentBack&) {
  if (s.returns_to_review) return {ReviewingLetter{std::move(s.draft)}, {}};
  const auto previous = field_before(s.field);
  if (!previous) return {ChoosingDocument{}, {}};
  s.field = *previous;
  s.problem.reset();
  return {std::move(s), {}};
}

Step on(Context& c, const ReviewingLetter& s, const FieldChosen& e) {
  return {EnteringLetter{s.draft, e.field, problem_of(s.draft, e.field, c.today()), true}, {}};
}
Step on(Context&, const ReviewingLetter& s, const WentBack&) {
  return {EnteringLetter{s.draft, last_letter_field, std::nullopt, false}, {}};
}
Step on(Context& c, const ReviewingLetter& s, const Continued&) {
  // The day may have changed since the fields were typed: check again before anything is sent.
  const auto problems = problems_of(s.draft, c.today());
  if (!problems.empty()) {
    return {EnteringLetter{s.draft, problems.front().field, problems.front().problem, true}, {}};
  }
  return ask_eligibility(c, Identified{HowIdentified::letter, std::nullopt, letter_from(s.draft), std::nullopt});
}

}  // namespace
}  // namespace kiosk::checkin
