#include "kiosk/replay/performance.h"

#include <algorithm>
#include <cstdlib>

#include "kiosk/checkin/check_number.h"
#include "kiosk/replay/surroundings.h"

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

/// The same, on whichever keyboard has it: a person switches the keyboard.
std::optional<checkin::Event> event_of_key(const checkin::Situation& situation, const std::string& label) {
  using enum screens::View::Keyboard;
  for (const auto keyboard : {suited, digits, kana, latin}) {
    const auto event = event_of_key(screens::screen_for(situation, {screens::View::Panel::none, keyboard}), label);
    if (event) return event;
  }
  return std::nullopt;
}

/// Another last digit: surely wrong.
base::SecretText spoilt(const base::SecretText& digits) {
  std::string wrong = digits.reveal();
  if (!wrong.empty()) wrong.back() = wrong.back() == '9' ? '0' : static_cast<char>(wrong.back() + 1);
  return base::SecretText(std::move(wrong));
}

/// The part that is asked for now, of the fourteen digits that are printed on the card.
base::SecretText printed_part(const std::optional<cardreader::CheckNumberB>& number, const checkin::State& state) {
  const auto* asking = std::get_if<checkin::EnteringCheckNumber>(&state);
  if (!number || asking == nullptr) return {};
  std::size_t begins = 0;
  for (int part = 0; part < static_cast<int>(asking->part); ++part)
    begins += checkin::length_of(static_cast<checkin::CheckNumberPart>(part));
  return base::SecretText(number->digits().reveal().substr(begins, checkin::length_of(asking->part)));
}

bool is_over(const checkin::Situation& situation) { return std::holds_alternative<checkin::Welcome>(situation.state); }

}  // namespace

Performance::Performance(runtime::Kiosk& kiosk, runtime::StoryRun& run, Props props, Story& story, Chronicle& chronicle,
                         const screens::Catalogs& catalogs)
    : kiosk_(kiosk), run_(run), props_(props), story_(story), chronicle_(chronicle), catalogs_(catalogs) {}

screens::Screen Performance::screen() const { return screens::screen_for(kiosk_.situation()); }

void Performance::play_hands_off(base::Duration longest) {
  run_.begin(reader_limit);
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
    const std::string words = "presses \"" + presses->control.id + "\"";
    story_.patient_did(words, run_.now());
    chronicle_.note("patient", words, run_.now());
    return run_.tell(presses->control.event);
  }
  run_.pass_time();
}

void Performance::insert_card() {
  story_.patient_did("puts the card on the reader", run_.now());
  chronicle_.note("patient", "puts the card on the reader", run_.now());
  const auto inserted = props_.stage.insert_card();
  if (!inserted) return fail(inserted.error().text());
  if (!notice(runtime::ReaderSight::has_card)) return fail("the reader did not notice the card within 5 s");
  run_.settle();
}

void Performance::take_card() {
  story_.patient_did("takes the card", run_.now());
  chronicle_.note("patient", "takes the card", run_.now());
  if (!props_.stage.card_is_in()) return fail("there is no card to take");
  props_.stage.take_card();
  if (!notice(runtime::ReaderSight::has_no_card))
    return fail("the reader did not notice within 5 s that the card was taken");
  run_.settle();
}

bool Performance::notice(runtime::ReaderSight expected) { return run_.notice(expected, reader_limit); }

void Performance::play(const Scenario& scenario) {
  run_.begin(reader_limit);
  for (const Statement& statement : scenario.statements) {
    line_ = statement.line;
    perform(scenario, statement);
    if (!failures_.empty()) return;
  }
  if (next_person_) fail("the next person's card was never read");
}

void Performance::perform(const Scenario& scenario, const Statement& statement) {
  const std::string& words = statement.words;
  switch (statement.verb) {
    case Verb::title:
    case Verb::today:
    case Verb::roster:
    case Verb::facility:
    case Verb::passcode:
    case Verb::insurance:
    case Verb::prompts:
    case Verb::insurer:  // taken in before the story begins
      return;
    case Verb::language:
    case Verb::text_size:
    case Verb::contrast:
    case Verb::position:
    case Verb::motion:
    case Verb::voice:
      return present(statement);
    case Verb::who:
    case Verb::card:
      return hold_card(scenario, statement);
    case Verb::video:
      return load_video(scenario, words);
    case Verb::observe:
      return observe(scenario, words);
    case Verb::camera_reads:
    case Verb::camera_doubts:
      return hold_up(statement);
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
    case Verb::saw:
      return saw(words);
    case Verb::words:
      return find_words(words);
    case Verb::no_words:
      return find_no_words(words);
    case Verb::wait:
      return wait(words);
    case Verb::wait_for_end:
      return wait_for_end();
    case Verb::when:
      return appointments_.push_back(*appointment_from(words).appointment);
    case Verb::suddenly:
      suffer(*trouble_from(words));
      return run_.settle();
    case Verb::next_person:
      return await_next_person(words);
    case Verb::expect:
      return expect(words);
    case Verb::recorded:
      return expect_record(words);
    case Verb::noted:
      return expect_note(words);
    case Verb::staff_called:
      return chronicle_.staff_was_called() ? void() : fail("staff was not called");
    case Verb::alarm:
      return expect_alarm(words);
    case Verb::clinic:
      return expect_delivery(words);
  }
}

void Performance::hold_card(const Scenario& scenario, const Statement& statement) {
  if (statement.words == somebody_with_another_card) {
    const auto made = props_.stage.hold_another_card();
    return made ? void() : fail(made.error().text());
  }
  const auto file = statement.verb == Verb::who ? props_.casting.card_of(statement.words)
                                                : props_.casting.card_file(scenario, statement.words);
  if (!file) return fail(file.error());
  const auto held = props_.stage.hold_card(file.value());
  if (!held) fail(held.error().text());
}

void Performance::load_video(const Scenario& scenario, const std::string& words) {
  const auto file = props_.casting.video(scenario, words);
  if (!file) return fail(file.error());
  const auto loaded = props_.stage.camera().load(file.value());
  if (!loaded) fail(vision::describe(loaded.error()));
}

void Performance::observe(const Scenario& scenario, const std::string& words) {
  chronicle_.note("camera", "recorded observation: " + words, run_.now());
  if (const auto look = look_from(words)) return props_.observed->add(*look);
  const auto loaded = props_.tape->load(scenario.folder / words);
  if (!loaded) fail(loaded.error());
}

void Performance::hold_up(const Statement& statement) {
  if (props_.letter == nullptr) return fail("a story with a video reads the letter in the video");
  chronicle_.note("camera", "observed letter", run_.now());
  const bool is_sure = statement.verb == Verb::camera_reads;
  props_.letter->add(*letter_sight_from(statement.words),
                     is_sure ? checkin::Certainty::sure : checkin::Certainty::doubtful);
}

void Performance::present(const Statement& statement) {
  checkin::Presentation presentation = kiosk_.situation().presentation;
  if (statement.verb == Verb::language) {
    presentation.language = statement.words;
    if (catalogs_.in(statement.words).language() != statement.words)
      return fail("there is no language \"" + statement.words + "\"");
  } else {
    apply_presentation(statement, presentation);
  }
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

base::SecretText Performance::keys_of(const std::string& words) const {
  if (words == the_pin_of_the_card) return props_.stage.pin_of_the_card();
  if (words == the_number_of_the_card) return printed_part(props_.stage.number_of_the_card(), kiosk_.situation().state);
  if (words == a_wrong_pin) return spoilt(props_.stage.pin_of_the_card());
  if (words == the_passcode) return props_.rules.staff_passcode;
  if (words == a_wrong_passcode) return spoilt(props_.rules.staff_passcode);
  return base::SecretText(words);
}

void Performance::type(const std::string& words) {
  // The key's own event is pressed, character by character, so a key that is not on the keypad fails as it would for a
  // person. What is typed is not told: it may be a PIN.
  const base::SecretText secret = keys_of(words);
  const std::string& keys = secret.reveal();
  if (keys.empty())
    return fail("there is nothing to type: the card in hand has no such number, or it is not asked for");
  for (std::size_t at = 0; at < keys.size();) {
    const auto lead = static_cast<unsigned char>(keys[at]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::string label = keys.substr(at, size);
    at += size;
    const auto event = event_of_key(kiosk_.situation(), label);
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

void Performance::wait(const std::string& words) {
  const double seconds = std::strtod(words.c_str(), nullptr);
  const base::TimePoint until = run_.now().steady + base::Duration{static_cast<std::int64_t>(seconds * 1000.0)};
  while (run_.now().steady < until) run_.pass_time();
}

void Performance::wait_for_end() {
  const base::TimePoint give_up_at = run_.now().steady + see_limit;
  while (!is_over(kiosk_.situation())) {
    if (run_.now().steady >= give_up_at) return fail("the check-in did not end; the screen is " + screen().id);
    run_.pass_time();
  }
}

}  // namespace kiosk::replay
