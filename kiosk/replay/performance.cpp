#include "kiosk/replay/performance.h"

#include <algorithm>
#include <cstdlib>

#include "kiosk/checkin/names.h"
#include "kiosk/screens/transcript.h"

namespace kiosk::replay {
namespace {

/// How long the reader may take to notice a card: pcscd looks every 0.4 s (measured); generous for a loaded machine.
constexpr base::Duration reader_limit{5000};
/// How long `see` waits for its screen, in story time: longer than any limit of the rules.
constexpr base::Duration see_limit = std::chrono::minutes{5};

/// The key of the screen's keypad that bears this label.
std::optional<checkin::Event> event_of_key(const screens::Screen& screen, const std::string& label) {
  for (const auto& widget : screen.content) {
    const auto* keypad = std::get_if<screens::Keypad>(&widget);
    if (keypad == nullptr) continue;
    for (const auto& row : keypad->rows) {
      for (const auto& key : row) {
        if (key && key->label == label) return key->event;
      }
    }
  }
  return std::nullopt;
}

bool is_over(const checkin::Situation& situation) { return std::holds_alternative<checkin::Welcome>(situation.state); }

}  // namespace

Performance::Performance(runtime::Kiosk& kiosk, Stage& stage, Story& story, const screens::Catalogs& catalogs,
                         std::chrono::sys_seconds begin)
    : kiosk_(kiosk), stage_(stage), story_(story), catalogs_(catalogs), run_(kiosk, begin) {}

screens::Screen Performance::screen() const { return screens::screen_for(kiosk_.situation()); }

void Performance::begin() {
  // The first look at the reader: an empty reader is no news, a missing one is.
  kiosk_.card().run_once(reader_limit);
  run_.settle();
}

void Performance::play_hands_off(base::Duration longest) {
  begin();
  HandsOffPatient patient;
  const base::TimePoint give_up_at = run_.now().steady + longest;
  while (run_.now().steady < give_up_at) {
    const Action action = patient.next(kiosk_.situation(), screen());
    if (std::holds_alternative<Leaves>(action)) return;
    perform(action);
    if (!failures_.empty()) return;
  }
  fail("the story did not end within " + std::to_string(longest.count() / 1000) + " s");
}

void Performance::perform(const Action& action) {
  if (std::holds_alternative<InsertsCard>(action)) return insert_card();
  if (std::holds_alternative<TakesCard>(action)) return take_card();
  if (const auto* presses = std::get_if<Presses>(&action)) {
    story_.patient_did("presses \"" + presses->control.id + "\"", run_.now());
    return run_.tell(presses->control.event);
  }
  run_.pass_time();
}

void Performance::insert_card() {
  story_.patient_did("puts the card on the reader", run_.now());
  const auto inserted = stage_.insert_card();
  if (!inserted) return fail(inserted.error().text());
  if (!run_.await_reader(reader_limit)) fail("the reader did not notice the card within 5 s");
}

void Performance::take_card() {
  story_.patient_did("takes the card", run_.now());
  if (!stage_.card_is_in()) return fail("there is no card to take");
  stage_.take_card();
  if (!run_.await_reader(reader_limit)) fail("the reader did not notice within 5 s that the card was taken");
}

void Performance::play(const Scenario& scenario) {
  begin();
  for (const Statement& statement : scenario.statements) {
    line_ = statement.line;
    perform(scenario, statement);
    if (!failures_.empty()) return;
  }
}

void Performance::perform(const Scenario& scenario, const Statement& statement) {
  const std::string& words = statement.words;
  switch (statement.verb) {
    case Verb::title:
    case Verb::roster:  // taken in before the story begins
      return;
    case Verb::language:
      return choose_language(words);
    case Verb::card: {
      const auto held = stage_.hold_card(scenario.folder / words);
      if (!held) fail(held.error().text());
      return;
    }
    case Verb::video: {
      const auto loaded = stage_.camera().load(scenario.folder / words);
      if (!loaded) fail(vision::describe(loaded.error()));
      return;
    }
    case Verb::insert_card:
      return insert_card();
    case Verb::take_card:
      return take_card();
    case Verb::press:
      return press(words);
    case Verb::type:
      return type(words);
    case Verb::see:
      return see(words);
    case Verb::words:
      return find_words(words);
    case Verb::wait:
      return wait(words);
    case Verb::wait_for_end:
      return wait_for_end();
    case Verb::expect:
      return expect(words);
  }
}

void Performance::choose_language(const std::string& language) {
  checkin::Presentation presentation = kiosk_.situation().presentation;
  presentation.language = language;
  if (catalogs_.in(language).language() != language) return fail("there is no language \"" + language + "\"");
  run_.tell(checkin::PresentationChosen{presentation});
}

void Performance::press(const std::string& id) {
  const screens::Screen shown = screen();
  const auto control = screens::find_pressable(shown, id);
  if (control) return perform(Presses{*control});
  std::string there;
  for (const auto& pressable : screens::pressables(shown)) there += (there.empty() ? "" : ", ") + pressable.id;
  fail("\"" + id + "\" cannot be pressed on the screen " + shown.id + "; there are: " + there);
}

void Performance::type(const std::string& keys) {
  // The key's own event is pressed, character by character, so a key that is not on the keypad fails as it would for a
  // person. What is typed is not told: it may be a PIN.
  for (std::size_t at = 0; at < keys.size();) {
    const auto lead = static_cast<unsigned char>(keys[at]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::string label = keys.substr(at, size);
    at += size;
    const auto event = event_of_key(screen(), label);
    if (!event) return fail("the screen " + screen().id + " has no key for what is typed");
    run_.tell(*event);
  }
}

void Performance::see(const std::string& screen_id) {
  const base::TimePoint give_up_at = run_.now().steady + see_limit;
  while (screen().id != screen_id) {
    if (run_.now().steady >= give_up_at) {
      return fail("waited for the screen " + screen_id + " and still sees " + screen().id);
    }
    run_.pass_time();
  }
}

void Performance::find_words(const std::string& text) {
  for (const auto& line : screens::text_of(screen(), catalogs_.in(kiosk_.situation().presentation.language))) {
    if (line.find(text) != std::string::npos) return;
  }
  fail("the screen " + screen().id + " does not say \"" + text + "\"");
}

void Performance::wait(const std::string& words) {
  const double seconds = std::strtod(words.c_str(), nullptr);
  const base::TimePoint until =
      run_.now().steady + base::Duration{static_cast<std::int64_t>(std::max(0.0, seconds) * 1000.0)};
  while (run_.now().steady < until) run_.pass_time();
}

void Performance::wait_for_end() {
  const base::TimePoint give_up_at = run_.now().steady + see_limit;
  while (!is_over(kiosk_.situation())) {
    if (run_.now().steady >= give_up_at) return fail("the check-in did not end; the screen is " + screen().id);
    run_.pass_time();
  }
}

void Performance::expect(const std::string& words) {
  const std::size_t by = words.find(" by ");
  const auto ending = ending_from(words.substr(0, by));
  const Outcome now = outcome();
  if (!ending)
    return fail("\"" + words.substr(0, by) +
                "\" is no outcome; there are: checked-in, not-verified, "
                "not-eligible, abandoned, error");
  if (now.ending != *ending) {
    return fail("expected " + words + ", but the outcome is " + std::string(name_of(now.ending)));
  }
  if (by == std::string::npos) return;
  const std::string way = words.substr(by + 4);
  const std::string actual = now.verified_by ? std::string(checkin::name_of(*now.verified_by)) : "nobody";
  if (way != actual) fail("expected identification by " + way + ", but it was by " + actual);
}

void Performance::fail(const std::string& words) {
  failures_.push_back(line_ == 0 ? words : "line " + std::to_string(line_) + ": " + words);
}

Outcome Performance::outcome() const {
  const Milestones& m = story_.milestones();
  Outcome outcome;
  outcome.seconds = static_cast<double>(run_.now().steady.since_start.count()) / 1000.0;
  outcome.frames = run_.frames_shown();
  if (m.was_recorded) {
    outcome.ending = Ending::checked_in;
    outcome.verified_by = m.verified_by;
  } else if (m.was_not_eligible) {
    outcome.ending = Ending::not_eligible;
    outcome.verified_by = m.verified_by;
  } else if (m.asked_for_other_proof || m.card_was_not_genuine) {
    outcome.ending = Ending::not_verified;
  } else if (m.met_trouble || !failures_.empty()) {
    outcome.ending = Ending::error;
  }
  return outcome;
}

}  // namespace kiosk::replay
