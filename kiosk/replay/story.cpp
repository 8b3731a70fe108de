#include "kiosk/replay/story.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <ostream>

#include "kiosk/checkin/names.h"
#include "kiosk/screens/transcript.h"

namespace kiosk::replay {
namespace {

using nlohmann::ordered_json;

double seconds(base::TimePoint at) { return static_cast<double>(at.since_start.count()) / 1000.0; }

std::string with_time(base::TimePoint at, const std::string& words) {
  char prefix[32];
  std::snprintf(prefix, sizeof prefix, "%7.2f s  ", seconds(at));
  return prefix + words;
}

std::string rounded(double value, const char* format = "%.3f") {
  char text[32];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

ordered_json json_of_decision(const vision::VerificationDecision& decision, base::TimePoint at, std::uint64_t frame) {
  ordered_json json;
  json["at"] = seconds(at);
  json["frame"] = frame;
  json["verdict"] = vision::name_of(decision.verdict);
  json["good_frames"] = decision.good_frames;
  if (decision.distances) {
    json["distance_first"] = decision.distances->first;
    json["distance_second"] = decision.distances->second;
  }
  json["accept_second"] = decision.accept_second;
  json["veto_first"] = decision.veto_first;
  json["hint"] = vision::name_of(decision.hint);
  json["prompt"] = nullptr;
  if (decision.prompt) json["prompt"] = vision::name_of(*decision.prompt);
  json["liveness"] = decision.liveness.words;
  return json;
}

std::string sentence_of(const vision::VerificationDecision& decision) {
  std::string words = "face: " + std::string(vision::name_of(decision.verdict)) + " after " +
                      std::to_string(decision.good_frames) + " good frames";
  if (decision.distances) {
    words += "; second network " + rounded(decision.distances->second) + " (same person up to " +
             rounded(decision.accept_second) + "), first network " + rounded(decision.distances->first) +
             " (objects from " + rounded(decision.veto_first) + ")";
  }
  return words;
}

}  // namespace

Story::Story(Narration narration, const screens::Catalogs& catalogs, std::ostream& out)
    : narration_(narration), catalogs_(catalogs), out_(out) {}

void Story::tell_line(const std::string& words) {
  // Flushed line by line: a story that is cut off must still say how far it came.
  out_ << words << std::endl;
}

void Story::stepped(const checkin::Event& event, const checkin::Situation& now, const checkin::Effects& effects,
                    checkin::Instant at) {
  now_ = at;
  note_work(event, now);
  note(milestones_, event, now, effects);
  tell_screen(now, at);
}

void Story::note_work(const checkin::Event& event, const checkin::Situation& now) {
  const auto real_time = std::chrono::steady_clock::now();
  if (std::holds_alternative<checkin::CardInserted>(event)) work_begun_ = real_time;
  if (!work_begun_) return;
  machine_time_ = std::chrono::duration_cast<std::chrono::microseconds>(real_time - *work_begun_);
  const bool is_over = std::holds_alternative<checkin::CheckedIn>(now.state) ||
                       std::holds_alternative<checkin::TakingCard>(now.state) ||
                       std::holds_alternative<checkin::Welcome>(now.state);
  if (is_over) work_begun_.reset();
}

void Story::analysed(std::chrono::microseconds took) { analysis_.took += took; }

void Story::tell_screen(const checkin::Situation& now, checkin::Instant at) {
  const screens::Screen screen = screens::screen_for(now);
  const auto lines = screens::text_of(screen, catalogs_.in(screens::language_of(screen, now.presentation)));
  const std::string id = screen.id + (screen.dialog ? "+dialog" : "");
  if (id == last_screen_) return;
  turn_to_screen(id);
  last_hint_.clear();
  if (narration_ == Narration::json) {
    ordered_json json;
    json["at"] = seconds(at.steady);
    json["screen"] = screen.id;
    json["words"] = lines;
    return tell_line(json.dump());
  }
  tell_line(with_time(at.steady, "[" + id + "]"));
  for (const std::string& line : lines) tell_line("             " + line);
}

void Story::turn_to_screen(const std::string& id) {
  if (!screen_times_.empty()) screen_times_.back().took = now_.steady - screen_since_;
  screen_times_.push_back({id, {}});
  screen_since_ = now_.steady;
  last_screen_ = id;
}

void Story::did(const runtime::CardStep& step) {
  machine_parts_.push_back({step.name, step.exactly});
  const double milliseconds = static_cast<double>(step.exactly.count()) / 1000.0;
  if (narration_ == Narration::json) {
    ordered_json json;
    json["at"] = seconds(now_.steady);
    json["card_step"] = step.name;
    json["wall_milliseconds"] = milliseconds;
    return tell_line(json.dump());
  }
  tell_line(with_time(now_.steady, "card: " + step.name + ", " + rounded(milliseconds, "%.1f") + " ms"));
}

void Story::made_reference(std::chrono::microseconds took) {
  machine_parts_.push_back({"reference of the face", took});
  const double milliseconds = static_cast<double>(took.count()) / 1000.0;
  if (narration_ == Narration::json) {
    return tell_line(
        ordered_json{{"at", seconds(now_.steady)}, {"reference", true}, {"wall_milliseconds", milliseconds}}.dump());
  }
  tell_line(
      with_time(now_.steady, "face: reference made from the card's photo, " + rounded(milliseconds, "%.1f") + " ms"));
}

void Story::saw(const vision::SharedFrame& frame, const vision::Observation& observation,
                const vision::VerificationDecision& decision) {
  // Of a face that is known only each eighth frame is compared; the decision may come with any other, by what it moved.
  const bool decides = decision.verdict != vision::Verdict::undecided &&
                       (!last_decision_ || last_decision_->verdict != decision.verdict);
  if (!observation.faces.empty() && (observation.faces.front().embeddings || decides)) {
    used_frames_.push_back({frame, observation.faces.front().box, decision, now_.steady});
    constexpr std::size_t most_kept = 64;  // frames are large; the last ones tell the decision
    if (used_frames_.size() > most_kept) used_frames_.erase(used_frames_.begin());
  }
  last_decision_ = decision;
  if (narration_ == Narration::json) {
    return tell_line(json_of_decision(decision, now_.steady, frame->index.number).dump());
  }
  tell_decision(decision, now_.steady);
}

void Story::tell_decision(const vision::VerificationDecision& decision, base::TimePoint at) {
  std::string hint = std::string(vision::name_of(decision.hint));
  if (decision.prompt) hint += " / asked to: " + std::string(vision::name_of(*decision.prompt));
  if (decision.verdict != vision::Verdict::undecided) {
    tell_line(with_time(at, sentence_of(decision)));
    for (const std::string& words : decision.liveness.words) tell_line("             liveness: " + words);
  } else if (hint != last_hint_) {
    tell_line(with_time(at, "face: hint " + hint));
  }
  last_hint_ = hint;
}

void Story::patient_did(const std::string& words, checkin::Instant at) {
  now_ = at;
  if (narration_ == Narration::json) {
    return tell_line(ordered_json{{"at", seconds(at.steady)}, {"patient", words}}.dump());
  }
  tell_line(with_time(at.steady, "the patient " + words));
}

void Story::tell_summary(const std::filesystem::path& record) {
  SummaryFacts facts;
  if (milestones_.was_recorded) facts.visit = milestones_.visit;
  facts.queue_number = milestones_.queue_number;
  facts.face = last_decision_;
  facts.record = record;
  facts.machine = machine_parts_;
  if (analysis_.took.count() > 0) facts.machine.push_back(analysis_);
  facts.screens = screen_times_;
  std::erase_if(facts.screens, [](const PartTime& part) { return part.took < std::chrono::milliseconds{1}; });
  tell_line("");
  for (const std::string& line : summary_of(facts)) tell_line("  " + line);
}

void Story::finish(const Outcome& outcome, const std::vector<std::string>& failures,
                   const std::filesystem::path& record) {
  if (narration_ == Narration::json) {
    for (const std::string& failure : failures) tell_line(ordered_json{{"failure", failure}}.dump());
    return tell_line(json_of(outcome));
  }
  for (const std::string& failure : failures) tell_line("FAILED: " + failure);
  std::string words = "Outcome: " + std::string(name_of(outcome.ending));
  if (outcome.verified_by) words += ", identified by " + std::string(checkin::name_of(*outcome.verified_by));
  if (milestones_.was_recorded) words += ", number " + milestones_.queue_number;
  tell_line(words + "; " + rounded(outcome.seconds, "%.1f") + " s of story, " + std::to_string(outcome.frames) +
            " frames, " + rounded(static_cast<double>(machine_time_.count()) / 1000.0, "%.0f") + " ms machine time");
  tell_summary(record);
}

}  // namespace kiosk::replay
