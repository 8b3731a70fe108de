#include "kiosk/replay/session_recorder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "kiosk/checkin/letter.h"
#include "kiosk/checkin/names.h"
#include "kiosk/checkin/state_traits.h"
#include "kiosk/replay/observation_tape.h"
#include "kiosk/replay/scenario.h"
#include "kiosk/services/whole_file.h"
#include "vision/observation_text.h"

namespace kiosk::replay {
namespace {

namespace fs = std::filesystem;
using namespace checkin;

bool holds_secret_keys(const State& state) {
  return std::holds_alternative<EnteringPin>(state) || std::holds_alternative<EnteringStaffPasscode>(state) ||
         std::holds_alternative<EnteringCheckNumber>(state);
}

/// States that a machine ends by itself, too short to be seen by a story in lockstep.
bool is_passing(const State& state) {
  return std::holds_alternative<ReadingCard>(state) || std::holds_alternative<VerifyingPin>(state) ||
         std::holds_alternative<ProvingCard>(state) || std::holds_alternative<CheckingEligibility>(state) ||
         std::holds_alternative<RecordingVisit>(state);
}

std::optional<std::string> control_of(const Event& event, const Situation& situation) {
  for (const auto& one : screens::pressables(screens::screen_for(situation))) {
    if (one.event == event) return one.id;
  }
  return std::nullopt;
}

std::string rounded_seconds(base::Duration time) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", static_cast<double>(time.count()) / 1000.0);
  return text;
}

}  // namespace

void SessionRecorder::stepped(const Event& event, const Situation& now, const Effects& effects, Instant at) {
  for (Look& look : looks_.take_all()) {
    if (!tapes_.empty()) tapes_.back().looks.push_back(std::move(look));
  }
  now_ = at;
  if (!is_left_out_) {
    if (is_from_person(event)) pressed(event);
    settle_secret(event, now);
  }
  if (!std::holds_alternative<Welcome>(now.state) && std::holds_alternative<Welcome>(situation_.state)) {
    milestones_ = {};
  }
  note(milestones_, event, now, effects);
  note_end_of_face_check(effects);
  if (!is_left_out_) note_face_check(effects);
  // Name, numbers and birth date of a letter are typed from here on, and none of them is to be written down.
  is_left_out_ = is_left_out_ || std::holds_alternative<EnteringLetter>(now.state) ||
                 std::holds_alternative<ReadingLetter>(now.state);
  const bool is_over = std::holds_alternative<Welcome>(now.state) && !std::holds_alternative<Welcome>(situation_.state);
  situation_ = now;
  std::string id = screens::screen_for(now).id;
  if (id != screen_) {
    screen_ = std::move(id);
    screen_since_ = at.steady;
  }
  if (is_over) finish();
}

void SessionRecorder::saw(const vision::SharedFrame&, const vision::Observation& observation,
                          const vision::VerificationDecision& decision) {
  Look look{observation, decision.good_frames, decision.distances, decision.turned_distance};
  look.is_compared = !observation.faces.empty() && observation.faces.front().embeddings;
  look.is_turned = !observation.faces.empty() && observation.faces.front().turned_second;
  for (auto& face : look.observation.faces)  // no vector and no pixel leaves the face thread
    face.embeddings.reset(), face.turned_second.reset(), face.band.reset(), face.patch.reset();
  // Blinks and noses are seen in pixels, so what was made of them stands for them.
  if (!look.observation.faces.empty()) {
    look.observation.faces.front().blinks = decision.liveness.blinks;
    look.observation.faces.front().nose = decision.liveness.nose;
  }
  looks_.post(std::move(look));
}

void SessionRecorder::card_was_put_in() { add_deed("insert card"); }

void SessionRecorder::card_was_taken() {
  if (is_left_out_) return;
  // A story that is told in lockstep never stands on such a screen: it says beforehand what will happen there.
  if (!is_passing(situation_.state)) return add_deed("take card");
  const auto at = std::min(last_deed_, lines_.size());
  lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(at),
                "when " + screen_ + " appears, " + std::string(name_of(Trouble::pull_the_card)));
}

void SessionRecorder::met(Trouble trouble) { add_deed("suddenly " + std::string(name_of(trouble))); }

void SessionRecorder::pressed(const Event& event) {
  if (const auto* chosen = std::get_if<PresentationChosen>(&event)) return presented(chosen->presentation);
  if (const auto* key = std::get_if<KeyTyped>(&event)) {
    if (!holds_secret_keys(situation_.state)) typed(key->key.reveal());
    return;
  }
  if (std::holds_alternative<KeyErased>(event) && holds_secret_keys(situation_.state)) return;
  if (std::holds_alternative<EnteringCheckNumber>(situation_.state)) {
    return lines_.push_back("# the card's number was typed by hand; a replay reads it off the card");
  }
  if (const auto id = control_of(event, situation_)) return add_deed("press    " + *id);
  lines_.push_back("# something was done that is on no screen: " + std::string(name_of(event)));
}

void SessionRecorder::typed(const std::string& label) {
  if (typing_ != 0 && typing_ == lines_.size() && seen_ == screen_) {
    lines_.back() += label;
    return;
  }
  add_deed("type     " + label);
  typing_ = lines_.size();
}

void SessionRecorder::presented(const Presentation& chosen) {
  const Presentation& before = situation_.presentation;
  if (chosen.language != before.language) add_deed("language " + chosen.language);
  const auto add_choice = [&](auto now, auto then, const char* what, const auto& words) {
    if (now != then) add_deed(std::string(what) + " " + words.at(static_cast<std::size_t>(now)));
  };
  add_choice(chosen.text_size, before.text_size, "text size", std::array{"normal", "large", "largest"});
  add_choice(chosen.contrast, before.contrast, "contrast", std::array{"normal", "high"});
  add_choice(chosen.position, before.position, "position", std::array{"normal", "low"});
  add_choice(chosen.motion, before.motion, "motion", std::array{"full", "reduced"});
  add_choice(chosen.voice, before.voice, "voice", std::array{"off", "on"});
}

/// The keys of a PIN are not written down. Whether it was right is known when the card, or the session, has answered.
void SessionRecorder::settle_secret(const Event& event, const Situation& now) {
  const bool sends = std::holds_alternative<Continued>(event);
  if (sends && std::holds_alternative<EnteringPin>(situation_.state)) secret_deed_ = lines_.size();
  if (secret_deed_ == 0 && !(sends && std::holds_alternative<EnteringStaffPasscode>(situation_.state))) return;
  std::string_view words;
  if (std::holds_alternative<PinAccepted>(event)) words = the_pin_of_the_card;
  if (std::holds_alternative<PinRejected>(event)) words = a_wrong_pin;
  if (sends && std::holds_alternative<EnteringStaffPasscode>(situation_.state)) {
    secret_deed_ = lines_.size();
    words = std::holds_alternative<ConfirmingVisually>(now.state) ? the_passcode : a_wrong_passcode;
  }
  if (words.empty()) return;
  const auto at = static_cast<std::ptrdiff_t>(std::min(secret_deed_, lines_.size())) - 1;
  if (at >= 0) lines_.insert(lines_.begin() + at, "type     " + std::string(words));
  secret_deed_ = 0;
  last_deed_ = lines_.size() - 1;
}

void SessionRecorder::note_end_of_face_check(const Effects& effects) {
  const auto is_end = [](const Effect& effect) { return std::holds_alternative<StopFaceCheck>(effect); };
  if (wishes_.camera != nullptr && std::any_of(effects.begin(), effects.end(), is_end)) wishes_.camera->end();
}

bool SessionRecorder::toggle_video_agreement() {
  agrees_to_video_ = !agrees_to_video_ && wishes_.camera != nullptr;
  if (!agrees_to_video_) discard_films();
  return agrees_to_video_;
}

/// Each face check has a tape of its own, which lies ready before whatever begins the check.
void SessionRecorder::note_face_check(const Effects& effects) {
  for (const auto& effect : effects) {
    if (!std::holds_alternative<StartFaceCheck>(effect)) continue;
    if (tapes_.empty()) first_check_ = face_checks_;
    ++face_checks_;
    Tape tape{"face-" + std::to_string(tapes_.size() + 1), {}, {}};
    if (agrees_to_video_) {
      tape.film = wishes_.films / (tape.name + ".mp4");
      wishes_.camera->begin(tape.film);
    }
    tapes_.push_back(std::move(tape));
    const auto at = std::min(last_deed_, lines_.size());
    lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(at), std::string(look_again) + tapes_.back().name);
    last_deed_ = at + 1;
  }
}

void SessionRecorder::add_deed(const std::string& line) {
  if (is_left_out_) return;
  constexpr base::Duration a_while{5000}, a_moment{300};
  if (!screen_.empty() && !is_passing(situation_.state)) {
    if (seen_ != screen_) lines_.push_back("see      " + screen_);
    seen_ = screen_;
    const bool is_watching = std::holds_alternative<CheckingFace>(situation_.state);
    auto since = screen_since_;
    if (is_watching && !tapes_.empty() && !tapes_.back().looks.empty()) {
      // The story's check begins with the first frame, however long the camera took.
      const auto& looks = tapes_.back().looks;
      since = now_.steady;
      since =
          base::TimePoint{since.since_start - (looks.back().observation.seen_at - looks.front().observation.seen_at)};
    }
    const auto waited = now_.steady - since;
    const bool is_at_rest = std::holds_alternative<Welcome>(situation_.state);
    if (!is_at_rest && waited >= (is_watching ? a_moment : a_while))
      lines_.push_back("wait     " + rounded_seconds(waited));
    screen_since_ = now_.steady;
  }
  lines_.push_back(line);
  last_deed_ = lines_.size() - 1;
  typing_ = 0;
}

void SessionRecorder::add_expectations() {
  if (is_left_out_) {
    return lines_.push_back(
        "# A letter was typed from here on. What it says of a person is not written down; the story ends here.");
  }
  const Outcome outcome = outcome_of(milestones_);
  std::string ending(name_of(outcome.ending));
  if (outcome.verified_by) ending += " by " + std::string(name_of(*outcome.verified_by));
  lines_.push_back("wait for the end");
  lines_.push_back("expect   " + ending);
  if (!milestones_.was_recorded) return lines_.push_back("recorded nothing");
  const Visit& visit = *milestones_.visit;
  lines_.push_back("recorded identified by " + std::string(name_of(visit.identified_by)));
  lines_.push_back("recorded confirmation " + std::string(name_of(visit.confirmation)));
  for (const Consent& consent : visit.consents) {
    lines_.push_back("recorded consent " + std::string(name_of(consent.item)) + " " +
                     std::string(name_of(consent.decision)));
  }
}

}  // namespace kiosk::replay
