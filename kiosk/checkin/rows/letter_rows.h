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

/// Without a camera the letter is typed, which is said.
Step hold_up_letter(Context& c, EnteringLetter entered) {
  if (!c.situation.camera_works || !c.situation.reads_letters) {
    entered.camera = EnteringLetter::Camera::gave_up;
    return {std::move(entered), {}};
  }
  entered.camera = EnteringLetter::Camera::unused;
  const Ticket ticket = c.next_ticket();
  return {ReadingLetter{ticket, std::move(entered), LetterHint::none, c.in(c.rules.letter_camera_time_limit)},
          {ReadLetter{ticket, c.today()}}};
}

Step type_instead(const Context& c, EnteringLetter entered, const char* why) {
  entered.camera = EnteringLetter::Camera::gave_up;
  return {std::move(entered), {c.incident(why)}};
}

/// What nobody writes on a letter was misread. A wrong digit or a date that has passed may well stand there.
bool is_misread(LetterProblem problem) {
  switch (problem) {
    case LetterProblem::not_a_number:
    case LetterProblem::wrong_length:
    case LetterProblem::impossible_date:
    case LetterProblem::forbidden_character:
    case LetterProblem::too_long:
      return true;
    case LetterProblem::missing:
    case LetterProblem::check_digit:
    case LetterProblem::in_the_future:
    case LetterProblem::expired:
    case LetterProblem::not_yet_valid:
    case LetterProblem::longer_than_five_years:
      return false;
  }
  return false;
}

/// A field that the camera was not sure of, on its own screen: empty when it was misread, else with its problem.
EnteringLetter look_at(const Context& c, LetterDraft draft, LetterProposals proposals, LetterField field) {
  EnteringLetter asked{std::move(draft), field, std::nullopt, true, std::move(proposals)};
  if (asked.draft[field].empty()) return asked;
  asked.problem = problem_of(asked.draft, field, c.today());
  if (asked.problem && is_misread(*asked.problem)) {
    asked.draft[field].clear();
    asked.problem.reset();
  }
  return asked;
}

/// Field by field what the camera was not sure of, then "check your answers".
State after_reading(const Context& c, LetterDraft draft, LetterProposals proposals) {
  if (const auto field = field_to_look_at(proposals)) {
    return look_at(c, std::move(draft), std::move(proposals), *field);
  }
  return ReviewingLetter{std::move(draft), std::move(proposals)};
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
  s.proposals.erase(s.field);
  s.problem.reset();
  return {std::move(s), {}};
}
Step on(Context&, EnteringLetter s, const KeyErased&) {
  s.draft = erased(std::move(s.draft), s.field);
  s.proposals.erase(s.field);
  s.problem.reset();
  return {std::move(s), {}};
}
Step on(Context&, EnteringLetter s, const FieldEdited& e) {
  s.draft = edited(std::move(s.draft), e.field, e.text);
  s.proposals.erase(e.field);
  if (e.field == s.field) s.problem.reset();
  return {std::move(s), {}};
}
Step on(Context& c, EnteringLetter s, const Continued&) {
  s.problem = problem_of(s.draft, s.field, c.today());
  if (s.problem) return {std::move(s), {}};
  if (const auto proposal = s.proposals.find(s.field); proposal != s.proposals.end()) {
    proposal->second = Proposal::confirmed;
  }
  const auto next = field_after(s.field);
  if (s.returns_to_review || !next) return {after_reading(c, std::move(s.draft), std::move(s.proposals)), {}};
  s.field = *next;
  s.camera = EnteringLetter::Camera::unused;
  return {std::move(s), {}};
}
Step on(Context&, EnteringLetter s, const WentBack&) {
  if (s.returns_to_review) return {ReviewingLetter{std::move(s.draft), std::move(s.proposals)}, {}};
  const auto previous = field_before(s.field);
  if (!previous) return {ChoosingDocument{}, {}};
  s.field = *previous;
  s.problem.reset();
  s.camera = EnteringLetter::Camera::unused;
  return {std::move(s), {}};
}
Step on(Context& c, EnteringLetter s, const LetterCameraChosen&) {
  s.problem.reset();
  return hold_up_letter(c, std::move(s));
}

Step on(Context&, ReadingLetter s, const LetterHinted& e) {
  s.hint = e.hint;
  return {std::move(s), {}};
}
Step on(Context& c, const ReadingLetter& s, const LetterRead& e) {
  switch (e.reading.document) {
    case Document::eligibility_letter:
      break;
    case Document::eligibility_notice:
    case Document::old_insurance_card:
      return {ExplainingDocument{e.reading.document}, {}};
    case Document::nothing:
      return {s, {}};
  }
  LetterDraft draft = s.entered.draft;
  LetterProposals proposals = s.entered.proposals;
  propose(e.reading, draft, proposals);
  return {after_reading(c, std::move(draft), std::move(proposals)), {}};
}
Step on(Context& c, ReadingLetter s, const LetterNotRead&) {
  return type_instead(c, std::move(s.entered), "letter.reader-failed");
}
Step on(Context& c, ReadingLetter s, const CameraLost&) {
  return type_instead(c, std::move(s.entered), "letter.no-camera");
}
Step on(Context&, ReadingLetter s, const WentBack&) { return {std::move(s.entered), {}}; }
Step on(Context& c, ReadingLetter s, const Tick&) {
  if (!c.is_past(s.give_up_at)) return {std::move(s), {}};
  return type_instead(c, std::move(s.entered), "letter.not-read");
}

Step on(Context& c, const ReviewingLetter& s, const FieldChosen& e) {
  return {EnteringLetter{s.draft, e.field, problem_of(s.draft, e.field, c.today()), true, s.proposals}, {}};
}
Step on(Context&, const ReviewingLetter& s, const WentBack&) {
  return {EnteringLetter{s.draft, last_letter_field, std::nullopt, false, s.proposals}, {}};
}
Step on(Context& c, const ReviewingLetter& s, const Continued&) {
  // The day may have changed since the fields were typed: check again before anything is sent.
  const auto problems = problems_of(s.draft, c.today());
  if (!problems.empty()) {
    return {EnteringLetter{s.draft, problems.front().field, problems.front().problem, true, s.proposals}, {}};
  }
  if (const auto field = field_to_look_at(s.proposals)) return {look_at(c, s.draft, s.proposals, *field), {}};
  return ask_eligibility(c, Identified{HowIdentified::letter, std::nullopt, letter_from(s.draft), std::nullopt});
}

}  // namespace
}  // namespace kiosk::checkin
