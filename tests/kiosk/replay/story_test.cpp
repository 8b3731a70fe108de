#include "kiosk/replay/story.h"

#include <doctest/doctest.h>

#include <memory>
#include <sstream>

using namespace kiosk;

TEST_CASE("the contact sheet holds the compared frames and the one with which it was decided, and no more") {
  const auto catalogs = screens::Catalogs::load(std::string(UKETSUKE_SOURCE_DIR) + "/assets/text").value();
  std::ostringstream out;
  replay::Story story(replay::Narration::text, catalogs, out);
  const auto see = [&](std::uint64_t number, bool is_compared, vision::Verdict verdict) {
    const vision::Frame frame{{}, {}, {number}};
    vision::Observation seen;
    seen.faces.emplace_back();
    if (is_compared) seen.faces.front().embeddings.emplace();
    vision::VerificationDecision decision;
    decision.verdict = verdict;
    story.saw(std::make_shared<const vision::Frame>(frame), seen, decision);
  };
  see(1, true, vision::Verdict::undecided);
  see(2, false, vision::Verdict::undecided);
  see(3, false, vision::Verdict::match);
  see(4, false, vision::Verdict::match);
  REQUIRE(story.used_frames().size() == 2);
  CHECK(story.used_frames()[0].frame->index.number == 1);
  CHECK(story.used_frames()[1].frame->index.number == 3);
  CHECK(story.used_frames()[1].decision.verdict == vision::Verdict::match);
}
