// Screens at the end: the visit is being recorded, you are checked in, or something of ours went wrong.
#include "kiosk/screens/parts.h"
#include "kiosk/screens/topic_screens.h"

namespace kiosk::screens {

using namespace checkin;

namespace {

/// The end of the grace in which an expired certificate still checks in: three months.
Date end_of_grace(Date certificate_expires_on) {
  const Date end = certificate_expires_on + std::chrono::months{3};
  return end.ok() ? end : Date{end.year() / end.month() / std::chrono::last};
}

/// Cards are warned about two months ahead, as municipalities begin to renew them then.
constexpr std::chrono::days card_warning{60};

bool expires_soon(const std::optional<Date>& day, Date today) {
  return day && today.ok() && std::chrono::sys_days{*day} - std::chrono::sys_days{today} <= card_warning;
}

void add_warnings(const CheckedIn& state, std::vector<Widget>& content) {
  const bool name_is_broken = state.coverage && state.coverage->name.find("●") != std::string::npos;
  if (state.confirmation == Confirmation::to_be_confirmed) {
    content.push_back(Notice{{"checked-in.to-be-confirmed"}, Tone::caution});
  }
  if (name_is_broken) content.push_back(Notice{{"checked-in.name-characters"}, Tone::caution});
  if (state.certificate == CertificateStanding::grace && state.certificate_expires_on) {
    content.push_back(Notice{
        {"checked-in.certificate-grace", {date("date", end_of_grace(*state.certificate_expires_on))}}, Tone::caution});
  }
  if (state.certificate == CertificateStanding::expires_soon && state.certificate_expires_on) {
    content.push_back(
        Notice{{"checked-in.certificate-soon", {date("date", *state.certificate_expires_on)}}, Tone::caution});
  }
  if (expires_soon(state.card_expires_on, state.on)) {
    content.push_back(Notice{{"checked-in.card-soon", {date("date", *state.card_expires_on)}}, Tone::caution});
    content.push_back(Paragraph{{"checked-in.residence"}, Paragraph::Size::small});
  }
}

}  // namespace

Screen screen_of(const RecordingVisit&, const Situation&, const View&) {
  return waiting_screen("recording-visit", {"recording.title"}, {"eligibility.checking-letter"}, 4);
}

Screen screen_of(const CheckedIn& state, const Situation&, const View&) {
  Screen screen{"checked-in"};
  screen.steps = Steps{4};
  screen.content = {Heading{{"checked-in.title"}},
                    Ticket{{"checked-in.number"}, {"checked-in.queue-number", {text("number", state.queue_number)}}}};
  // What to do now comes before what is good to know: the card first, then the waiting room.
  const bool is_card_here = state.card == CardPlace::in_reader, is_forgotten = is_card_here && state.alarm_step > 0;
  if (is_card_here) {
    screen.content.push_back(Notice{{is_forgotten ? TextKey("taking-card.forgotten") : TextKey("checked-in.take-card")},
                                    is_forgotten ? Tone::caution : Tone::calm,
                                    Notice::Weight::request});
  } else {
    screen.content.push_back(Paragraph{{"checked-in.wait"}});
  }
  screen.urgent = static_cast<int>(screen.content.size());
  screen.tone = is_forgotten ? Tone::caution : Tone::success;
  if (state.coverage) {
    Facts facts;
    facts.facts.push_back(
        {std::nullopt, Words{"checked-in.insurer", {text("name", state.coverage->insurer_name)}}, std::nullopt});
    facts.facts.push_back(
        {std::nullopt, Words{"checked-in.burden", {number("percent", state.coverage->burden_percent)}}, std::nullopt});
    screen.content.push_back(std::move(facts));
  }
  add_warnings(state, screen.content);
  if (is_card_here) screen.content.push_back(Picture{Drawing::take_card});
  if (!is_card_here) screen.actions = {{"finish", {"action.finish"}, Continued{}}};
  screen.ways_out = {call_staff()};
  return screen;
}

Screen screen_of(const ExplainingTrouble& state, const Situation&, const View&) {
  Screen screen{"explaining-trouble"};
  screen.tone = Tone::caution;
  screen.content = {Heading{{"trouble.title"}}};
  if (state.answers == AnswersFate::nothing_was_sent) {
    screen.content.push_back(Paragraph{{"trouble.nothing-was-sent"}});
  } else {
    screen.content.push_back(Paragraph{{"trouble.visit-not-recorded"}});
  }
  screen.content.push_back(Picture{Drawing::staff});
  Button staff = call_staff();
  staff.role = Role::primary;
  screen.actions = {staff, {"finish", {"action.finish"}, Cancelled{}, Role::secondary}};
  return screen;
}

}  // namespace kiosk::screens
