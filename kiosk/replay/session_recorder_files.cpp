// SessionRecorder's files: the scenario, and what the camera saw beside it.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include "kiosk/checkin/letter.h"
#include "kiosk/replay/observation_tape.h"
#include "kiosk/replay/session_recorder.h"
#include "kiosk/services/whole_file.h"
#include "vision/observation_text.h"

namespace kiosk::replay {
namespace {

namespace fs = std::filesystem;

/// What a single frame must say so that the mean over all good frames is what the verifier found. For the second
/// network the angle stands for the distance of vectors of length 1.
struct SingleDistances {
  double first_sum = 0, angle_sum = 0;
  int frames = 0;

  vision::FaceDistances of(int good_frames, const vision::FaceDistances& mean) {
    if (good_frames != frames + 1) first_sum = angle_sum = 0;  // the verifier began anew
    frames = good_frames;
    const double angle = 2 * std::asin(std::min(1.0, static_cast<double>(mean.second) / 2));
    const double first = good_frames * static_cast<double>(mean.first) - first_sum;
    const double own_angle = good_frames * angle - angle_sum;
    first_sum += first;
    angle_sum += own_angle;
    return {static_cast<float>(first), static_cast<float>(2 * std::sin(std::clamp(own_angle, 0.0, 3.1) / 2))};
  }
};

float angle_of(float distance) { return 2 * std::asin(std::min(1.0F, distance / 2)); }

std::vector<float> at_angle(float angle) { return {std::cos(angle), std::sin(angle)}; }

vision::FaceEmbeddings at_distances(const vision::FaceDistances& distances) {
  return {{distances.first}, at_angle(angle_of(distances.second))};
}

std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

std::string SessionRecorder::text_of(const Tape& tape) const {
  std::string text =
      "# Seen in a live session: where the features of a face were, how good the picture was, how far it\n"
      "# was from the card's photo. No picture and no vector.\n";
  const vision::FaceReference reference = vision::scripted_reference();
  SingleDistances single;
  for (const Look& look : tape.looks) {
    vision::Observation observation = look.observation;
    if (look.is_compared && look.distances) {
      observation.faces.front().embeddings = at_distances(single.of(look.good_frames, *look.distances));
    }
    // As far from the mean of the good frames as it was, whichever way.
    if (look.is_turned && look.distances && look.turned_distance) {
      const float mean = angle_of(look.distances->second);
      observation.faces.front().turned_second = at_angle(mean + angle_of(*look.turned_distance));
    }
    text += vision::to_text(observation, &reference);
  }
  return text;
}

bool SessionRecorder::has_films() const {
  std::error_code missing;
  const auto is_filmed = [&](const Tape& tape) { return !tape.film.empty() && fs::file_size(tape.film, missing) > 0; };
  return agrees_to_video_ && std::all_of(tapes_.begin(), tapes_.end(), is_filmed) && !missing;
}

void SessionRecorder::discard_films() {
  if (wishes_.camera != nullptr) wishes_.camera->end();
  for (Tape& tape : tapes_) {
    std::error_code ignored;
    if (!tape.film.empty()) fs::remove(tape.film, ignored);
    tape.film.clear();
  }
}

/// Under which name, and as what, a replay finds what was seen; the file lies beside the scenario.
std::string SessionRecorder::face_file(const Tape& tape) const {
  return name() + "." + tape.name + (has_films() ? ".mp4" : std::string(tape_ending));
}

std::string SessionRecorder::scenario_text() const {
  std::string text = "# Recorded in a live session; remarks and waits may be taken out.\ntitle    Recorded check-in " +
                     std::to_string(number_) + "\n";
  const auto day = std::chrono::floor<std::chrono::days>(now_.wall + std::chrono::hours{9});  // in Japan
  text += "today    " + checkin::text_of(checkin::Date(day)) + "\n" + wishes_.holder + "\n";
  if (wishes_.default_language != "ja") text += "language " + wishes_.default_language + "\n";
  if (!tapes_.empty()) text += "prompts from " + std::to_string(first_check_) + "\n";
  for (const std::string& line : lines_) {
    const auto tape = std::find_if(tapes_.begin(), tapes_.end(),
                                   [&](const Tape& one) { return line == std::string(look_again) + one.name; });
    text += tape == tapes_.end() ? line : (has_films() ? "video    " : "observe  ") + face_file(*tape);
    text += "\n";
  }
  return text;
}

void SessionRecorder::finish() {
  add_expectations();
  std::error_code problem;
  fs::create_directories(wishes_.folder, problem);
  do ++number_;
  while (fs::exists(wishes_.folder / (name() + ".scenario"), problem));
  std::optional<std::string> trouble;
  for (const Tape& tape : tapes_) {
    if (trouble) break;
    trouble =
        services::write_whole_file(wishes_.folder / face_file(tape), has_films() ? bytes_of(tape.film) : text_of(tape));
  }
  const fs::path scenario = wishes_.folder / (name() + ".scenario");
  if (!trouble) trouble = services::write_whole_file(scenario, scenario_text());
  const char* with = has_films() && !tapes_.empty() ? ", with the video" : "";
  tells(trouble.value_or("recorded" + std::string(with) + ": " + scenario.string()));
  discard_films();
  lines_.clear();
  tapes_.clear();
  seen_.clear();
  agrees_to_video_ = is_left_out_ = false;
  last_deed_ = typing_ = secret_deed_ = 0;
}

}  // namespace kiosk::replay
