// Rows: recording the visit, showing the result, taking the card.
#pragma once

#include <string>

#include "kiosk/checkin/rows/eligibility_rows.h"
#include "kiosk/checkin/rows/row.h"

namespace kiosk::checkin {
namespace {

/// Unique within the clinic: the kiosk, the second of arrival, and a count for a clock that was set back.
std::string visit_key(Context& c) {
  return c.rules.kiosk_name + "-" + std::to_string(c.memory.arrived_at.wall.time_since_epoch().count()) + "-" +
         std::to_string(++c.memory.visits_begun);
}

void describe_person(const Identified& who, Visit& visit) {
  if (const auto* card = std::get_if<CardFacts>(&who.document)) {
    visit.name = card->name;
    visit.birth_date = card->birth_date;
    visit.sex = card->sex;
  } else if (const auto* letter = std::get_if<EligibilityLetter>(&who.document)) {
    visit.name = letter->name;
    visit.birth_date = letter->birth_date;
  }
}

Step record_visit(Context& c, const Arrival& arrival) {
  Visit visit;
  visit.key = visit_key(c);
  visit.arrived_at = c.memory.arrived_at.wall;
  visit.identified_by = arrival.who.how;
  visit.visual_check_reason = arrival.who.visual_check_reason;
  describe_person(arrival.who, visit);
  visit.confirmation = arrival.confirmation;
  visit.validity = arrival.eligibility.validity;
  if (arrival.coverage_index) visit.coverage = arrival.eligibility.coverages[*arrival.coverage_index];
  if (arrival.confirmation == Confirmation::to_be_confirmed) {
    if (const auto* letter = std::get_if<EligibilityLetter>(&arrival.who.document)) {
      visit.question = *letter;
    } else {
      visit.question = arrival.who.proof.value_or(CardProof{});
    }
  }
  visit.reference_number = arrival.eligibility.reference_number;
  visit.certificate = arrival.eligibility.certificate;
  visit.consents = arrival.consents;
  visit.prescription = arrival.prescription;
  visit.language = c.situation.presentation.language;
  const Ticket ticket = c.next_ticket();
  RecordingVisit recording{ticket, visit, std::nullopt, std::nullopt, c.in(c.rules.service_time_limit)};
  if (const auto* card = std::get_if<CardFacts>(&arrival.who.document)) {
    recording.card_expires_on = card->card_expires_on;
    recording.certificate_expires_on = card->certificate_expires_on;
  }
  return {std::move(recording), {RecordVisit{ticket, std::move(visit)}}};
}

Step on(Context& c, const RecordingVisit& s, const VisitRecorded& e) {
  CheckedIn done;
  done.queue_number = e.receipt.queue_number;
  done.confirmation = s.visit.confirmation;
  done.coverage = s.visit.coverage;
  done.certificate = s.visit.certificate;
  done.card_expires_on = s.card_expires_on;
  done.certificate_expires_on = s.certificate_expires_on;
  done.card = c.memory.card;
  done.since = c.at.steady;
  done.on = c.today();
  return {std::move(done), {}};
}
Step on(Context&, const RecordingVisit&, const VisitNotRecorded&) {
  return {ExplainingTrouble{AnswersFate::visit_not_recorded}, {CallStaff{StaffReason::device_trouble}}};
}
Step on(Context& c, const RecordingVisit& s, const Tick&) {
  if (!c.is_past(s.give_up_at)) return {s, {}};
  return {ExplainingTrouble{AnswersFate::visit_not_recorded}, {CallStaff{StaffReason::device_trouble}}};
}

/// Card left in the reader: 1 a beep, 2 louder, 3 staff. Each step sounds once.
void sound_card_alarm(const Context& c, base::TimePoint since, int& steps_given, Effects& effects) {
  while (steps_given < 3 && c.at.steady - since >= c.rules.card_left_steps[steps_given]) {
    ++steps_given;
    effects.push_back(SoundCardAlarm{steps_given});
    if (steps_given == 3) effects.push_back(CallStaff{StaffReason::card_trouble});
  }
}

Step on(Context& c, CheckedIn s, const CardRemoved&) {
  s.card = CardPlace::taken;
  s.since = c.at.steady;
  return {std::move(s), {}};
}
Step on(Context& c, CheckedIn s, const Tick&) {
  Effects effects;
  if (s.card == CardPlace::in_reader) {
    sound_card_alarm(c, s.since, s.alarm_step, effects);
    return {std::move(s), std::move(effects)};
  }
  // Without a card nothing else tells us that the person has read the number, so it stays longer.
  const base::Duration stay = s.card == CardPlace::taken ? c.rules.farewell : 3 * c.rules.farewell;
  if (c.at.steady - s.since >= stay) return {Welcome{}, {}};
  return {std::move(s), {}};
}
Step on(Context&, const CheckedIn& s, const Continued&) {
  if (s.card == CardPlace::in_reader) return {s, {}};
  return {Welcome{}, {}};
}
/// The next person need not wait for the last one's farewell.
Step on(Context& c, const CheckedIn&, const CardInserted&) { return on(c, Welcome{}, CardInserted{}); }

Step on(Context&, const TakingCard&, const CardRemoved&) { return {Welcome{}, {}}; }
Step on(Context& c, TakingCard s, const Tick&) {
  Effects effects;
  sound_card_alarm(c, s.since, s.alarm_step, effects);
  return {std::move(s), std::move(effects)};
}

Step on(Context& c, const ExplainingTrouble&, const Continued&) { return {end_of_visit(c), {}}; }

}  // namespace
}  // namespace kiosk::checkin
