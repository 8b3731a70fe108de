// Screens about the card itself: put it here, wait, what is wrong with it, take it.
#include "kiosk/screens/parts.h"
#include "kiosk/screens/topic_screens.h"

namespace kiosk::screens {

using namespace checkin;

namespace {

Button position_button(const Situation& situation) {
  Presentation changed = situation.presentation;
  const bool is_low = changed.position == Presentation::Position::low;
  changed.position = is_low ? Presentation::Position::normal : Presentation::Position::low;
  return {"position", is_low ? Words{"welcome.raise"} : Words{"welcome.lower"}, PresentationChosen{changed},
          Role::quiet, is_low ? Drawing::high : Drawing::low};
}

/// Digits of each part of check number B, and where they are printed.
struct PartWords {
  std::string id;
  Words heading;
  Words where;
  int length;
  Drawing drawing;
};

PartWords words_of(CheckNumberPart part) {
  switch (part) {
    case CheckNumberPart::birth_date:
      return {"birth-date", {"check-number.birth-date"}, {"check-number.birth-date-where"}, 6, Drawing::none};
    case CheckNumberPart::expiry_year:
      return {"expiry-year",
              {"check-number.expiry-year"},
              {"check-number.expiry-year-where"},
              4,
              Drawing::card_front_dates};
    case CheckNumberPart::security_code:
      return {"security-code",
              {"check-number.security-code"},
              {"check-number.security-code-where"},
              4,
              Drawing::card_front_code};
  }
  __builtin_unreachable();
}

enum class WayOn { put_card_again, letter_or_staff };

struct TroubleWords {
  std::string id;
  Words heading;
  Words what;
  WayOn way_on;
};

TroubleWords words_of(CardTrouble trouble) {
  switch (trouble) {
    case CardTrouble::not_a_my_number_card:
      return {"not-a-my-number-card",
              {"card-trouble.not-a-my-number-card"},
              {"card-trouble.not-a-my-number-card-what"},
              WayOn::put_card_again};
    case CardTrouble::unreadable:
      return {"unreadable", {"card-trouble.unreadable"}, {"card-trouble.unreadable-what"}, WayOn::put_card_again};
    case CardTrouble::pulled_too_early:
      return {"pulled", {"card-trouble.pulled"}, {"card-trouble.pulled-what"}, WayOn::put_card_again};
    case CardTrouble::in_use:
      return {"in-use", {"card-trouble.in-use"}, {"card-trouble.in-use-what"}, WayOn::put_card_again};
    case CardTrouble::too_slow:
      return {"too-slow", {"card-trouble.too-slow"}, {"card-trouble.too-slow-what"}, WayOn::put_card_again};
    case CardTrouble::check_number_blocked:
      return {"check-number-blocked",
              {"card-trouble.check-number-blocked"},
              {"card-trouble.check-number-blocked-what"},
              WayOn::letter_or_staff};
    case CardTrouble::pin_blocked:
      return {"pin-blocked", {"card-trouble.pin-blocked"}, {"card-trouble.pin-blocked-what"}, WayOn::letter_or_staff};
    case CardTrouble::not_genuine:
      return {"not-genuine", {"card-trouble.not-genuine"}, {"card-trouble.not-genuine-what"}, WayOn::letter_or_staff};
    case CardTrouble::expired:
      return {"expired", {"card-trouble.expired"}, {"card-trouble.expired-what"}, WayOn::letter_or_staff};
    case CardTrouble::certificate_expired:
      return {"certificate-expired",
              {"card-trouble.certificate-expired"},
              {"card-trouble.certificate-expired-what"},
              WayOn::letter_or_staff};
    case CardTrouble::reader_lost:
      return {"reader-lost", {"card-trouble.reader-lost"}, {"card-trouble.reader-lost-what"}, WayOn::letter_or_staff};
  }
  __builtin_unreachable();
}

}  // namespace

Screen screen_of(const Welcome&, const Situation& situation, const View&) {
  Screen screen{"welcome"};
  if (situation.reader_works) {
    screen.content = {Heading{{"welcome.title"}}, Paragraph{{"welcome.how"}}, Picture{Drawing::card_on_reader}};
  } else {
    screen.tone = Tone::caution;
    screen.content = {Heading{{"welcome.reader-broken"}}, Paragraph{{"welcome.reader-broken-what"}}};
  }
  screen.content.push_back(language_options(situation));
  screen.actions = {{"no-card", {"welcome.no-card"}, NoCardChosen{}, Role::secondary, Drawing::letter}};
  screen.ways_out = {position_button(situation), call_staff()};
  return screen;
}

Screen screen_of(const ReadingCard&, const Situation&, const View&) {
  Screen screen = waiting_screen("reading-card", {"reading-card.title"}, {"reading-card.stay"}, 1);
  screen.content.insert(screen.content.end() - 1, Picture{Drawing::card_reading});
  return screen;
}

Screen screen_of(const EnteringCheckNumber& state, const Situation&, const View&) {
  const PartWords words = words_of(state.part);
  Screen screen{"entering-check-number." + words.id};
  screen.steps = Steps{1};
  screen.content = {Heading{words.heading}};
  if (state.tries_left) {
    screen.tone = Tone::caution;
    screen.content.push_back(Notice{{"check-number.refused", {number("tries", *state.tries_left)}}, Tone::problem});
  } else if (state.implausible) {
    screen.tone = Tone::caution;
    screen.content.push_back(Notice{{"check-number.implausible"}, Tone::caution});
  } else if (state.part == CheckNumberPart::birth_date) {
    screen.content.push_back(Paragraph{{"check-number.why"}, Paragraph::Size::small});
  }
  screen.content.push_back(Paragraph{words.where, Paragraph::Size::small});
  if (words.drawing != Drawing::none) screen.content.push_back(Picture{words.drawing});
  const auto& typed = state.typed[static_cast<std::size_t>(state.part)];
  screen.content.push_back(Field{Field::Hidden{static_cast<int>(typed.reveal().size()), words.length}, std::nullopt});
  screen.content.push_back(digit_keypad(Keypad::Privacy::secret));
  screen.actions = {next()};
  screen.ways_out = state.part == CheckNumberPart::birth_date ? usual_ways_out() : ways_back();
  return screen;
}

Screen screen_of(const ProvingCard&, const Situation&, const View&) {
  return waiting_screen("proving-card", {"proving.title"}, {"reading-card.stay"}, 2);
}

Screen screen_of(const ExplainingCard& state, const Situation&, const View&) {
  const TroubleWords words = words_of(state.trouble);
  Screen screen{"explaining-card." + words.id};
  screen.tone = Tone::caution;
  screen.content = {Heading{words.heading}, Paragraph{words.what}};
  if (state.tries_left) {
    screen.content.push_back(Notice{{"card-trouble.tries", {number("tries", *state.tries_left)}}, Tone::caution});
  }
  if (words.way_on == WayOn::put_card_again) {
    screen.content.push_back(Picture{Drawing::card_on_reader});
    screen.actions = {{"try-again", {"action.try-again"}, Continued{}, Role::primary},
                      {"use-letter", {"action.use-letter"}, NoCardChosen{}, Role::secondary}};
    screen.ways_out = usual_ways_out();
  } else {
    screen.content.push_back(Picture{Drawing::staff});
    Button staff = call_staff();
    staff.role = Role::primary;
    screen.actions = {staff, {"use-letter", {"action.use-letter"}, NoCardChosen{}, Role::secondary}};
    screen.ways_out = {stop()};
  }
  return screen;
}

Screen screen_of(const TakingCard& state, const Situation&, const View&) {
  Screen screen{"taking-card"};
  screen.tone = state.alarm_step > 0 ? Tone::caution : Tone::calm;
  screen.content = {Heading{{"taking-card.title"}}};
  if (state.alarm_step > 0)
    screen.content.push_back(Notice{{"taking-card.forgotten"}, Tone::caution, Notice::Weight::request});
  screen.content.push_back(Picture{Drawing::take_card});
  screen.ways_out = {call_staff()};
  return screen;
}

}  // namespace kiosk::screens
