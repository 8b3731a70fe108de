// What is written down of a face in a live session says the same again when it is read.
#include "kiosk/replay/session_recorder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "tests/support/own_folder.h"
#include "vision/observation_text.h"

using namespace kiosk;

namespace {

const vision::ThresholdRow thresholds{"test", "a test's own", "", "", 1.0F, 0.65F, 1.10F};

vision::FaceVerifier verifier() {
  vision::VerifierRules rules;
  rules.liveness = vision::LivenessPolicy::prompted;
  return {vision::scripted_reference(), thresholds, rules};
}

vision::Observation seen(int number, const std::string& face) {
  const std::string line =
      "frame " + std::to_string(number) + " at " + std::to_string(33 * number + 1) + "\n  face " + face + "\n";
  return vision::parse_observations(line).value().front();
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("a face that turned as asked was as much itself in the recording as it was in front of the camera") {
  const support::OwnFolder folder;
  replay::RecordingWishes wishes;
  wishes.folder = folder.path();
  wishes.holder = "card taro.card";
  replay::SessionRecorder recorder(wishes);
  checkin::Situation welcome, checking;
  checking.state = checkin::CheckingFace{};
  const checkin::Instant now{};
  recorder.stepped(checkin::CardInserted{}, checking, {checkin::StartFaceCheck{}}, now);
  vision::FaceVerifier live = verifier();
  vision::VerificationDecision decision;
  int number = 0;
  const auto show = [&](const std::string& face, int frames) {
    for (int i = 0; i < frames; ++i) {
      const vision::Observation observation = seen(number++, face);
      decision = live.consider(observation);
      recorder.saw(nullptr, observation, decision);
    }
  };
  const std::string holder = "box 220,140,200,200 distance 0.40,0.80";
  show(holder, 40);
  REQUIRE(decision.prompt);
  const std::string away = *decision.prompt == vision::LivenessPrompt::turn_left ? "0.5" : "-0.5";
  show("box 220,140,200,200 turned 1.2 quality turn=" + away, 5);
  REQUIRE(decision.liveness.prompts_followed == 1);
  REQUIRE(decision.turned_distance);
  recorder.stepped(checkin::CardRemoved{}, welcome, {}, now);

  const std::string tape = text_of(folder.path() / "check-in-1.face-1.observations");
  const auto recorded = vision::parse_observations(tape);
  REQUIRE_MESSAGE(recorded, tape);
  REQUIRE(recorded.value().size() == 45);
  vision::FaceVerifier again = verifier();
  vision::VerificationDecision replayed;
  for (const vision::Observation& observation : recorded.value()) replayed = again.consider(observation);
  CHECK(replayed.good_frames == decision.good_frames);
  CHECK(replayed.liveness.prompts_followed == 1);
  REQUIRE(replayed.turned_distance);
  CHECK(*replayed.turned_distance == doctest::Approx(*decision.turned_distance).epsilon(0.01));
}
