// Five people against five cards: made videos of Debian's sample people, card photos of about 2 kB, the real networks.
#include <doctest/doctest.h>

#include <cmath>

#include "tests/vision/sample_faces.h"
#include "tools/face/card_photo.h"
#include "tools/face/liveness_watch.h"
#include "tools/video/actor.h"
#include "vision/face_verifier.h"
#include "vision/mat_view.h"

using namespace vision;

namespace {

constexpr int frames_a_second = 15, seconds = 3;

std::vector<unsigned char> card_of(const std::string& person) {
  const Image picture = sample::picture(sample::pictures_of(person)[0]);
  const auto face = sample::analyzer().examine(picture).value();
  return face::card_photo(picture, face).value();
}

/// What the analyzer sees in three seconds of a video made of another picture of the person.
std::vector<Observation> watched(const std::string& person, std::uint64_t seed) {
  std::vector<video::MovingHead> heads;
  for (const std::size_t number : {3, 8}) {
    const Image still = sample::picture(sample::pictures_of(person)[number]);
    heads.emplace_back(still, sample::analyzer().examine(still).value().landmarks);
  }
  video::Actor actor(video::Act::live, std::move(heads), seed);
  sample::analyzer().forget();
  std::vector<Observation> seen;
  for (int i = 0; i < frames_a_second * seconds; ++i) {
    const double at = static_cast<double>(i) / frames_a_second;
    const Frame frame{
        image_from(actor.frame(at)), {base::Duration{static_cast<long>(at * 1000)}}, {static_cast<std::uint64_t>(i)}};
    seen.push_back(sample::analyzer().observe(frame).value());
  }
  return seen;
}

}  // namespace

TEST_CASE("all five people are told right against all five cards within three seconds") {
  const auto files = sample::models();
  const auto row = row_for(shipped_threshold_rows(), "card-photo", files.first_model, files.second_model).value();
  std::vector<FaceReference> cards;
  for (const std::string& person : sample::people)
    cards.push_back(reference_from_portrait(sample::analyzer(), card_of(person)).value());
  for (std::size_t who = 0; who < sample::people.size(); ++who) {
    const auto seen = watched(sample::people[who], 10 + who);
    for (std::size_t card = 0; card < cards.size(); ++card) {
      CAPTURE(sample::people[who]);
      CAPTURE(sample::people[card]);
      VerifierRules rules;
      rules.liveness = LivenessPolicy::identity_only;
      FaceVerifier verifier(cards[card], row, rules);
      VerificationDecision decision;
      for (const Observation& observation : seen) decision = verifier.consider(observation);
      CAPTURE(decision.good_frames);
      const float second = decision.distances ? decision.distances->second : 9;
      CAPTURE(second);
      CHECK(decision.verdict == (who == card ? Verdict::match : Verdict::mismatch));
    }
  }
}

TEST_CASE(
    "of one face the first eight good frames are compared and then each eighth, and whoever comes next begins anew") {
  video::Actor still(video::Act::live, {[] {
                       const Image picture = sample::picture(sample::pictures_of(sample::people[0])[3]);
                       return video::MovingHead(picture, sample::analyzer().examine(picture).value().landmarks);
                     }()},
                     1);
  const Image image = image_from(still.frame(0));
  const auto compared = [&](std::uint64_t first, std::uint64_t count) {
    int embedded = 0;
    for (std::uint64_t i = first; i < first + count; ++i) {
      const auto seen = sample::analyzer().observe({image, {base::Duration{static_cast<long>(33 * i)}}, {i}}).value();
      REQUIRE(seen.faces.size() == 1);
      embedded += seen.faces.front().embeddings ? 1 : 0;
    }
    return embedded;
  };
  sample::analyzer().forget();
  CHECK(compared(0, 8) == 8);
  CHECK(compared(8, 16) == 2);
  sample::analyzer().forget();
  CHECK(compared(24, 8) == 8);
}

TEST_CASE("a head that turns far to the side is followed where the detector alone loses it, and not once it is gone") {
  const Image picture = sample::picture(sample::pictures_of(sample::people[1])[3]);
  const video::MovingHead head(picture, sample::analyzer().examine(picture).value().landmarks);
  sample::analyzer().forget();
  int sure = 0, doubtful = 0, faces_at_the_end = 0;
  std::uint64_t number = 0;
  const auto look = [&](const cv::Mat& pixels) {
    const base::TimePoint at{base::Duration{static_cast<long>(33 * number)}};
    return sample::analyzer().observe({image_from(pixels), at, {number++}}).value();
  };
  const cv::Mat room = head.background({640, 480});
  for (int i = 0; i < 45; ++i) {
    cv::Mat pixels = room.clone();
    video::Pose pose;
    pose.yaw = 0.6 * std::min(1.0, 1.6 * std::sin(3.14159265 * i / 45));
    head.draw(pixels, pose, video::Relief::head);
    const Observation seen = look(pixels);
    REQUIRE(seen.faces.size() == 1);
    ++(is_sure(seen.faces.front()) ? sure : doubtful);
    if (!is_sure(seen.faces.front())) CHECK_FALSE(seen.faces.front().embeddings);
  }
  CHECK(sure > 10);
  CHECK(doubtful > 10);
  for (int i = 0; i < 60; ++i) faces_at_the_end = static_cast<int>(look(room).faces.size());
  CHECK(faces_at_the_end == 0);
}

TEST_CASE("a face that the detector doubts is followed for a second and a half, no longer") {
  const Image picture = sample::picture(sample::pictures_of(sample::people[1])[3]);
  const video::MovingHead head(picture, sample::analyzer().examine(picture).value().landmarks);
  sample::analyzer().forget();
  std::vector<int> doubtful_at;  // milliseconds after it was last seen surely
  int surely_at = 0;
  for (int i = 0; i < 120; ++i) {
    cv::Mat pixels = head.background({640, 480});
    video::Pose pose;
    pose.yaw = 0.68 * std::min(1.0, i / 20.0);  // turns away, and stays so
    head.draw(pixels, pose, video::Relief::head);
    const int now = 33 * i;
    const Frame frame{image_from(pixels), {base::Duration{now}}, {static_cast<std::uint64_t>(i)}};
    const Observation seen = sample::analyzer().observe(frame).value();
    if (seen.faces.empty()) continue;
    if (is_sure(seen.faces.front()))
      surely_at = now, doubtful_at.clear();
    else
      doubtful_at.push_back(now - surely_at);
  }
  REQUIRE(doubtful_at.size() > 10);
  CHECK(doubtful_at.back() > 1300);
  CHECK(doubtful_at.back() <= 1500);
  CHECK(surely_at < 1500);
}

TEST_CASE("a turned head is asked whether it is still the same, in each frame that is not compared") {
  const Image picture = sample::picture(sample::pictures_of(sample::people[2])[3]);
  const video::MovingHead head(picture, sample::analyzer().examine(picture).value().landmarks);
  sample::analyzer().forget();
  std::vector<float> straight;
  std::vector<std::vector<float>> turned;
  for (std::uint64_t number = 0; number < 40; ++number) {
    cv::Mat pixels = head.background({640, 480});
    video::Pose pose;
    pose.yaw = number < 8 ? 0 : -0.3;
    head.draw(pixels, pose, video::Relief::head);
    const base::TimePoint at{base::Duration{static_cast<long>(33 * number)}};
    const FaceObservation face = sample::analyzer().observe({image_from(pixels), at, {number}}).value().faces.at(0);
    CHECK_FALSE((face.embeddings && face.turned_second));
    if (face.embeddings) straight = face.embeddings->second;
    if (face.turned_second) turned.push_back(*face.turned_second);
  }
  REQUIRE(straight.size() == 512);
  REQUIRE(turned.size() > 20);
  for (const auto& vector : turned) CHECK(distance_between(straight, vector) < 1.0F);
}

namespace {

/// How the liveness check ends, and when, for somebody at a camera of 30 frames a second who is asked.
struct Play {
  LivenessVerdict verdict = LivenessVerdict::undecided;
  int answers = 0;  ///< that were seen, proven or not
};

Play play(video::Actor& actor, std::uint64_t seed) {
  constexpr double rate = 30, longest = 9;
  sample::analyzer().forget();
  face::LivenessWatch watch(LivenessPolicy::prompted, seed);
  Play play;
  std::uint64_t number = 0;
  for (double t = 0; t < longest && watch.verdict() == LivenessVerdict::undecided; t += 1 / rate) {
    const Image image = image_from(actor.frame(t, watch.prompt()));
    watch.consider(
        sample::analyzer().observe({image, {base::Duration{static_cast<long>(t * 1000)}}, {number++}}).value());
    play.answers = std::max(play.answers, watch.evidence().prompts_followed);
  }
  play.verdict = watch.verdict();
  return play;
}

video::MovingHead head_of(std::size_t person) {
  const Image still = sample::picture(sample::pictures_of(sample::people[person])[3]);
  return {still, sample::analyzer().examine(still).value().landmarks};
}

}  // namespace

TEST_CASE("who holds up a picture of somebody and answers with a head of their own is not that person") {
  int answers = 0;
  for (const std::uint64_t seed : {1, 2}) {
    CAPTURE(seed);
    video::Actor impostor(video::Act::answered, {head_of(0), head_of(4)}, seed);
    const Play attack = play(impostor, seed);
    CHECK(attack.verdict != LivenessVerdict::alive);
    answers += attack.answers;
  }
  CHECK(answers > 0);  // they do answer
  video::Actor holder(video::Act::answered, {head_of(0), head_of(0)}, 1);
  CHECK(play(holder, 1).verdict == LivenessVerdict::alive);
}
