// Five people against five cards: made videos of Debian's sample people, card photos of about 2 kB, the real networks.
#include <doctest/doctest.h>

#include "tests/vision/sample_faces.h"
#include "tools/face/card_photo.h"
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
