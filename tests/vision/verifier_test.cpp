// The decision over several frames, told on observation text: no pixels, no models.
#include <doctest/doctest.h>

#include <sstream>

#include "vision/face_verifier.h"
#include "vision/observation_text.h"
#include "vision/scripted_face_analyzer.h"

using namespace vision;

namespace {

const ThresholdRow row{"test", "a test's own", "", "", 1.0F, 0.65F, 1.10F};

/// `count` frames 33 ms apart from `from` on, each with this face line.
std::string frames(int from, int count, const std::string& face) {
  std::ostringstream text;
  for (int i = from; i < from + count; ++i)
    text << "frame " << i << " at " << i * 33 + 1 << "\n  face " << face << "\n";
  return text.str();
}

const std::string holder = "box 220,140,200,200 distance 0.40,0.80";
const std::string stranger = "box 220,140,200,200 distance 0.75,1.35";

VerifierRules identity_only() {
  VerifierRules rules;
  rules.liveness = LivenessPolicy::identity_only;
  return rules;
}

/// The last decision of a story.
VerificationDecision told(const std::string& text, VerifierRules rules = identity_only()) {
  auto observations = parse_observations(text);
  REQUIRE_MESSAGE(observations, (observations ? std::string() : describe(observations.error())));
  FaceVerifier verifier(scripted_reference(), row, rules);
  VerificationDecision decision;
  for (const Observation& seen : observations.value()) decision = verifier.consider(seen);
  return decision;
}

}  // namespace

TEST_CASE("the holder matches after half a second of good frames, not before") {
  CHECK(told(frames(0, 10, holder)).verdict == Verdict::undecided);
  const auto decision = told(frames(0, 16, holder));
  CHECK(decision.verdict == Verdict::match);
  CHECK(decision.distances->second == doctest::Approx(0.80));
  CHECK(decision.distances->first == doctest::Approx(0.40));
  CHECK(decision.accept_second == row.accept_second);
}

TEST_CASE("a stranger is a mismatch, and stays one") {
  const auto decision = told(frames(0, 20, stranger) + frames(20, 20, holder));
  CHECK(decision.verdict == Verdict::mismatch);
}

TEST_CASE("two frames are never enough for a match, however long they are apart") {
  CHECK(told(frames(0, 1, holder) + frames(15, 1, holder)).verdict == Verdict::undecided);
}

TEST_CASE("the first network vetoes a face that the second one accepts") {
  CHECK(told(frames(0, 40, "box 220,140,200,200 distance 0.72,0.90")).verdict == Verdict::mismatch);
}

TEST_CASE("a face between accept and reject is watched longer and then refused, never accepted") {
  const std::string doubtful = "box 220,140,200,200 distance 0.55,1.05";
  CHECK(told(frames(0, 16, doubtful)).verdict == Verdict::undecided);
  CHECK(told(frames(0, 60, doubtful)).verdict == Verdict::mismatch);
}

TEST_CASE("frames that fail a gate do not count") {
  for (const char* fault : {"level=20", "clipped=0.4", "sharpness=2", "turn=0.6", "eye-opening=0.05", "smear=0.01",
                            "lower-face-cover=0.9", "eye-cover=0.9", "tilt=35", "nod=0.7"}) {
    CAPTURE(fault);
    CHECK(told(frames(0, 60, holder + " quality " + fault)).good_frames == 0);
  }
}

TEST_CASE("each fault has its own hint, and the most urgent one is given") {
  const auto hint = [](const std::string& face) { return told(frames(0, 30, face)).hint; };
  CHECK(hint(holder + " quality level=20,surround=20") == FaceHint::too_dark);
  CHECK(hint(holder + " quality level=60,surround=200") == FaceHint::light_behind_you);
  CHECK(hint(holder + " quality clipped=0.4") == FaceHint::too_bright);
  CHECK(hint(holder + " quality turn=0.6") == FaceHint::look_straight);
  CHECK(hint(holder + " quality eye-opening=0.05") == FaceHint::open_eyes);
  CHECK(hint(holder + " quality smear=0.01") == FaceHint::hold_still);
  CHECK(hint(holder + " quality lower-face-cover=0.9") == FaceHint::take_off_mask);
  CHECK(hint(holder + " quality eye-cover=0.9") == FaceHint::take_off_sunglasses);
  CHECK(hint(holder + " quality level=20,face-width=40") == FaceHint::come_closer);
  CHECK(hint("box 20,140,200,200") == FaceHint::move_to_centre);
  CHECK(hint("box 20,-60,600,600") == FaceHint::move_back);
  CHECK(told("frame 0 at 0\nframe 1 at 500\nframe 2 at 1000\n").hint == FaceHint::come_into_view);
}

TEST_CASE("a hint comes only for a fault that lasts, and then stays for 1.2 seconds") {
  const std::string dark = holder + " quality level=20,surround=20";
  CHECK(told(frames(0, 30, holder) + frames(30, 5, dark),
             [] {
               auto rules = identity_only();
               rules.frames_to_match = 1000;
               return rules;
             }())
            .hint == FaceHint::none);
  const std::string story = frames(0, 20, dark);  // shown from about 0.4 s on
  CHECK(told(story).hint == FaceHint::too_dark);
  CHECK(told(story + frames(20, 20, "box 220,140,200,200 quality tilt=40")).hint == FaceHint::too_dark);
  CHECK(told(story + frames(20, 45, "box 220,140,200,200 quality tilt=40")).hint == FaceHint::look_straight);
}

TEST_CASE("a second person, a lost face or another face in its place starts everything again") {
  const std::string two = holder + "\n  face box 20,140,180,180";
  CHECK(told(frames(0, 10, holder) + frames(10, 6, two) + frames(16, 10, holder)).verdict == Verdict::undecided);
  const auto for_a_moment = told(frames(0, 10, holder) + frames(10, 4, two) + frames(14, 10, holder));
  CHECK(for_a_moment.verdict == Verdict::match);
  CHECK(told(frames(0, 10, holder) + frames(10, 4, two)).good_frames == 10);
  CHECK(told(frames(0, 10, holder) + frames(40, 10, holder)).verdict == Verdict::undecided);
  const std::string elsewhere = "box 30,140,200,200 distance 0.40,0.80";
  CHECK(told(frames(0, 10, holder) + frames(10, 10, elsewhere)).good_frames <= 10);
  const auto swapped = told(frames(0, 8, holder) + frames(8, 4, "box 220,140,200,200 distance 0.9,1.9"));
  CHECK(swapped.good_frames == 4);
  CHECK(swapped.verdict == Verdict::undecided);
}

TEST_CASE(
    "a known face that was asked to turn may be out of sight for 1.5 seconds; any other is a new person after 0.6") {
  VerifierRules rules;
  rules.liveness = LivenessPolicy::prompted;
  const auto after_gap = [&](const std::string& before, int gap, LivenessPolicy policy) {
    rules.liveness = policy;
    return told(frames(0, 40, before) + frames(40 + gap, 5, holder), rules);
  };
  constexpr int second = 30;  // frames
  REQUIRE(told(frames(0, 40, holder), rules).prompt);
  CHECK(after_gap(holder, 40, LivenessPolicy::prompted).good_frames == 45);
  CHECK(after_gap(holder, 2 * second, LivenessPolicy::prompted).good_frames == 5);
  CHECK(after_gap(holder, second, LivenessPolicy::passive_first).good_frames == 5);  // nobody was asked yet
  const std::string dark = holder + " quality level=20,surround=20";
  CHECK(after_gap(dark, second, LivenessPolicy::prompted).liveness.frames <= 5);  // nobody knows who that was
}

TEST_CASE("an answer counts before the turn is at its end, so who has just answered may turn out of sight as well") {
  VerifierRules rules;
  rules.liveness = LivenessPolicy::prompted;
  const auto asked = told(frames(0, 40, holder), rules).prompt;
  REQUIRE(asked);
  const bool left = *asked == LivenessPrompt::turn_left;
  REQUIRE((left || *asked == LivenessPrompt::turn_right));
  const std::string turned = holder + " quality turn=" + (left ? "0.34" : "-0.34");
  const auto answered = told(frames(0, 40, holder) + frames(40, 5, turned), rules);
  REQUIRE(answered.liveness.prompts_followed == 1);
  REQUIRE_FALSE(answered.prompt);
  const auto back_after = [&](int turned_for, int gap) {
    const int gone = 40 + turned_for;
    return told(frames(0, 40, holder) + frames(40, turned_for, turned) + frames(gone + gap, 5, holder), rules);
  };
  CHECK(back_after(5, 40).good_frames == 50);
  CHECK(back_after(5, 60).good_frames == 5);
  CHECK(back_after(45, 30).good_frames == 5);  // who stays there has not turned away as asked
}

TEST_CASE("a face that the detector is no longer sure of keeps its place, and its frames are not compared") {
  const std::string doubtful = holder + " confidence 0.1";
  VerifierRules rules = identity_only();
  rules.frames_to_match = 1000;
  CHECK(told(frames(0, 10, holder) + frames(10, 30, doubtful), rules).good_frames == 10);
  CHECK(told(frames(0, 10, holder) + frames(10, 30, doubtful) + frames(40, 5, holder), rules).good_frames == 15);
}

TEST_CASE("whoever turns the head as asked must be seen to be the one before, or everything starts again") {
  VerifierRules rules;
  rules.liveness = LivenessPolicy::prompted;
  const std::string before = frames(0, 40, holder);
  const auto asked = told(before, rules).prompt;
  REQUIRE(asked);
  const std::string away =
      "box 220,140,200,200 quality turn=" + std::string(*asked == LivenessPrompt::turn_left ? "0.5" : "-0.5");
  REQUIRE(told(before + frames(40, 1, away), rules).liveness.prompts_followed == 1);
  const auto after_turn = [&](const std::string& of_the_turned_head, int times = 10) {
    return told(before + frames(40, times, away + of_the_turned_head) + frames(40 + times, 40, holder), rules);
  };
  CHECK(after_turn(" turned 0.9").good_frames == 80);
  CHECK(after_turn(" turned 0.9").liveness.prompts_followed == 1);
  const std::string somebody_else = " turned 1.9", never_compared;
  for (const std::string& head : {somebody_else, never_compared}) {
    CAPTURE(head);
    CHECK(after_turn(head).good_frames <= 40);
    CHECK(after_turn(head).liveness.prompts_followed == 0);
  }
  CHECK(after_turn(" turned 0.9", 1).good_frames <= 40);  // one frame is no proof
  CHECK(*told(before + frames(40, 3, away + " turned 0.80"), rules).turned_distance ==
        doctest::Approx(0).epsilon(0.01));
}

TEST_CASE("nobody matches by an answer that was not seen to be their own, and it may be shown for three seconds") {
  VerifierRules rules;
  rules.liveness = LivenessPolicy::prompted;
  rules.liveness_rules.prompts_to_pass = 1;
  rules.liveness_rules.depth_prompted = rules.liveness_rules.least_motion = 0;
  rules.liveness_rules.relief_least = rules.liveness_rules.nose_beside_crease = -1e9F;
  rules.liveness_rules.head_prompted = {-1e9F, 0};
  const auto asked = told(frames(0, 40, holder), rules).prompt;
  REQUIRE(asked);
  const std::string turned =
      "box 220,140,200,200 quality turn=" + std::string(*asked == LivenessPrompt::turn_left ? "0.5" : "-0.5");
  const std::string answered = frames(0, 40, holder) + frames(40, 10, turned);
  CHECK(told(frames(0, 40, holder) + frames(40, 10, turned + " turned 0.9"), rules).verdict == Verdict::match);
  CHECK(told(answered, rules).verdict == Verdict::undecided);
  CHECK(told(answered, rules).liveness.verdict == LivenessVerdict::undecided);
  CHECK(told(answered + frames(50, 75, holder), rules).good_frames == 115);
  CHECK(told(answered + frames(50, 100, holder), rules).good_frames < 50);
}

TEST_CASE(
    "somebody else in two turned frames on end starts everything again, however long the face was itself before") {
  VerifierRules rules = identity_only();
  rules.frames_to_match = 1000;
  const std::string turned = "box 220,140,200,200 quality turn=0.5";
  const std::string itself = frames(0, 10, holder) + frames(10, 30, turned + " turned 0.9");
  CHECK(told(itself + frames(40, 1, turned + " turned 1.9"), rules).good_frames == 10);
  CHECK(told(itself + frames(40, 1, turned + " turned 1.9") + frames(41, 1, turned + " turned 0.9") +
                 frames(42, 1, turned + " turned 1.9"),
             rules)
            .good_frames == 10);
  CHECK(told(itself + frames(40, 2, turned + " turned 1.9"), rules).good_frames == 0);
}

TEST_CASE("nobody is asked to turn the head before a few good frames have shown who it is") {
  VerifierRules rules;
  rules.liveness = LivenessPolicy::prompted;
  const std::string blurred = holder + " quality sharpness=2";
  const auto unknown = told(frames(0, 90, blurred), rules);
  CHECK_FALSE(unknown.prompt);
  CHECK(unknown.liveness.prompts_given == 0);
  CHECK(unknown.hint == FaceHint::hold_still);
  CHECK(told(frames(0, 90, blurred) + frames(90, 4, holder), rules).prompt);
}

TEST_CASE("a small face far behind is a passer-by and does not disturb") {
  const std::string passer_by = holder + "\n  face box 20,140,60,60";
  CHECK(told(frames(0, 20, passer_by)).verdict == Verdict::match);
}

TEST_CASE("nobody is matched by identity alone when life is to be shown") {
  VerifierRules rules;
  rules.liveness = LivenessPolicy::prompted;
  const auto decision = told(frames(0, 30, holder), rules);
  CHECK(decision.verdict == Verdict::undecided);
  CHECK(decision.prompt.has_value());
}

TEST_CASE("observations survive being written and read again") {
  const std::string story =
      frames(0, 3, holder + " passive 0.5 blinks 2 nose 0.8,0.7,0.1 turned 0.7 quality level=99,turn=0.1");
  const auto first = parse_observations(story).value();
  const FaceReference reference = scripted_reference();
  std::string written;
  for (const Observation& seen : first) written += to_text(seen, &reference);
  const auto second = parse_observations(written).value();
  REQUIRE(second.size() == first.size());
  CHECK(second[2].seen_at == first[2].seen_at);
  CHECK(second[2].faces[0].quality.level == doctest::Approx(99));
  CHECK(second[2].faces[0].blinks == 2);
  CHECK(second[2].faces[0].nose->share == doctest::Approx(0.8F));
  CHECK(second[2].faces[0].nose->beside_crease == doctest::Approx(0.7F));
  CHECK(second[2].faces[0].nose->lopsided == doctest::Approx(0.1F));
  CHECK((*second[2].faces[0].turned_second)[0] ==
        doctest::Approx((*first[2].faces[0].turned_second)[0]).epsilon(0.001));
  CHECK(second[2].faces[0].embeddings->second[0] ==
        doctest::Approx(first[2].faces[0].embeddings->second[0]).epsilon(0.001));
}

TEST_CASE(
    "blinks that a recording counted are believed, and those that it did not count are looked for in the points") {
  VerifierRules rules;
  rules.liveness = LivenessPolicy::passive_first;
  CHECK(told(frames(0, 30, holder + " blinks 1"), rules).liveness.blinks == 1);
  CHECK(told(frames(0, 30, holder), rules).liveness.blinks == 0);
}

TEST_CASE("a line that cannot be read is named") {
  for (const char* text :
       {"frame x at 0", "face box 1,2,3,4", "frame 0 at 0\n  face box 1,2,3", "frame 0 at 5\nframe 1 at 5",
        "frame 0 at 0\n  face box 1,2,3,4 quality sparkle=1", "hello", "frame 0 at 0\n face box 1,2,3,nan"}) {
    CAPTURE(text);
    const auto parsed = parse_observations(text);
    REQUIRE(!parsed);
    CHECK(parsed.error().problem == VisionProblem::observation_malformed);
    CHECK(describe(parsed.error()).find("line") != std::string::npos);
  }
}

TEST_CASE("a scripted analyzer answers frame by frame with the frame's own time, and repeats its last line") {
  auto analyzer = ScriptedFaceAnalyzer::parse(frames(0, 2, holder)).value();
  const Frame frame{Image{1, 1, {0, 0, 0}}, {base::Duration{7000}}, {3}};
  for (int i = 0; i < 4; ++i) {
    const auto seen = analyzer.observe(frame).value();
    CHECK(seen.seen_at.since_start.count() == 7000);
    CHECK(seen.faces.size() == 1);
  }
}

TEST_CASE("a threshold serves only the models that it was measured with") {
  const auto& rows = shipped_threshold_rows();
  REQUIRE(!rows.empty());
  CHECK(row_for(rows, "card-photo", rows[0].first_model, rows[0].second_model));
  const auto other = row_for(rows, "card-photo", std::string(64, '0'), rows[0].second_model);
  REQUIRE(!other);
  CHECK(other.error().problem == VisionProblem::threshold_missing);
  CHECK(!parse_threshold_rows("{\"rows\": [{}]}", "a file"));
  CHECK(!parse_threshold_rows("not json", "a file"));
}
