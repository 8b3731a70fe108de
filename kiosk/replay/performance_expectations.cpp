// Expectations of a performance: what must be seen, recorded, noted and sent.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "kiosk/checkin/names.h"
#include "kiosk/outbox/fhir_bundle.h"
#include "kiosk/outbox/result_xml.h"
#include "kiosk/replay/expectation.h"
#include "kiosk/replay/performance.h"
#include "kiosk/screens/transcript.h"

namespace kiosk::replay {

void Performance::saw(const std::string& screen_id) {
  if (!chronicle_.has_shown(screen_id)) fail("the screen " + screen_id + " was never shown");
}

std::vector<std::string> Performance::words_of(const screens::Screen& shown) const {
  return screens::text_of(shown, catalogs_.in(screens::language_of(shown, kiosk_.situation().presentation)));
}

void Performance::find_words(const std::string& text) {
  for (const auto& line : words_of(screen())) {
    if (line.find(text) != std::string::npos) return;
  }
  fail("the screen " + screen().id + " does not say \"" + text + "\"");
}

void Performance::find_no_words(const std::string& text) {
  for (const auto& line : words_of(screen())) {
    if (line.find(text) != std::string::npos) return fail("the screen " + screen().id + " says \"" + text + "\"");
  }
}

void Performance::expect(const std::string& words) {
  const std::size_t by = words.find(" by ");
  const auto ending = ending_from(words.substr(0, by));
  const Outcome now = outcome();
  if (now.ending != *ending) {
    return fail("expected " + words + ", but the outcome is " + std::string(name_of(now.ending)));
  }
  if (by == std::string::npos) return;
  const std::string way = words.substr(by + 4);
  const std::string actual = now.verified_by ? std::string(checkin::name_of(*now.verified_by)) : "nobody";
  if (way != actual) fail("expected identification by " + way + ", but it was by " + actual);
}

void Performance::expect_record(const std::string& words) {
  const auto expectation = *record_expectation_from(words);
  const Milestones& milestones = story_.milestones();
  if (expectation.fact == "nothing") {
    return milestones.was_recorded ? fail("a visit was recorded, number " + milestones.queue_number) : void();
  }
  if (!milestones.was_recorded) return fail("expected the record to say \"" + words + "\", but no visit was recorded");
  const std::string actual = recorded_fact(*milestones.visit, expectation.fact);
  if (actual == expectation.value) return;
  fail("expected the record to say \"" + words + "\", but its " + expectation.fact + " is " + actual);
}

void Performance::expect_note(const std::string& code) {
  const auto& codes = chronicle_.incidents();
  if (std::find(codes.begin(), codes.end(), code) != codes.end()) return;
  std::string there;
  for (const auto& one : codes) there += (there.empty() ? "" : ", ") + one;
  fail("\"" + code + "\" was not noted; noted was: " + (there.empty() ? "nothing" : there));
}

void Performance::expect_alarm(const std::string& steps) {
  if (std::to_string(chronicle_.alarms()) == steps) return;
  fail("expected " + steps + " alarms about the card that was left, but there were " +
       std::to_string(chronicle_.alarms()));
}

/// What would be delivered for this visit, by the same code that the outbox runs.
void Performance::expect_delivery(const std::string& words) {
  const Milestones& milestones = story_.milestones();
  if (!milestones.was_recorded) return fail("the clinic receives nothing: no visit was recorded");
  services::StoredVisit stored;
  stored.key = milestones.visit->key;
  stored.queue_number = milestones.queue_number;
  stored.arrived_at = milestones.visit->arrived_at;
  stored.confirmation = milestones.visit->confirmation;
  stored.visit = milestones.visit;
  const bool is_xml = words.starts_with("xml ");
  const std::string text = words.substr(is_xml ? 4 : 5);
  const std::string delivered = is_xml ? outbox::result_xml(stored, {}, outbox::CharacterCode::utf8, stored.arrived_at)
                                       : outbox::fhir_bundle(stored, {}).dump();
  if (delivered.find(text) == std::string::npos) {
    fail("what the clinic receives as " + std::string(is_xml ? "xml" : "fhir") + " does not hold \"" + text + "\"");
  }
}

void Performance::fail(const std::string& words) {
  const screens::Screen shown = screen();
  failures_.push_back(
      {line_, words, static_cast<double>(run_.now().steady.since_start.count()) / 1000.0, shown.id, words_of(shown)});
}

Outcome Performance::outcome() const {
  Outcome outcome = outcome_of(story_.milestones());
  if (outcome.ending == Ending::abandoned && !failures_.empty()) outcome.ending = Ending::error;
  outcome.seconds = static_cast<double>(run_.now().steady.since_start.count()) / 1000.0;
  outcome.frames = run_.frames_shown();
  return outcome;
}

}  // namespace kiosk::replay
