// Liveness on made faces: landmarks of a head and of a sheet, without pixels or models.
#include "vision/liveness.h"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>

#include "vision/image_quality.h"
#include "vision/mean_head.h"
#include "vision/relief_evidence.h"

using namespace vision;

namespace {

constexpr int frame_time = 40;  // milliseconds

struct Held {
  float yaw = 0;  ///< radians, positive: nose to the right of the picture
  float pitch = 0;
  float lids = 0;    ///< 1: closed
  float size = 200;  ///< pixels
  float relief = 1;  ///< 0: a picture of a head ...
  float bend = 0;    ///< ... on a sheet bent this much
  float axis = 0;    ///< radians that its axis leans
  float crease = 0;  ///< 1: folded sharply
  float edges = 0, waves = 0;
  std::optional<float> nose = std::nullopt;  ///< what the picture tells of it, if not what the points do
  float tremble = 0;                         ///< pixels by which each point is off ...
  double moment = 0;                         ///< ... another way at each moment
  bool nose_is_crease = false;
  float lopsided = 0;
};

FaceObservation face_of(const Held& held) {
  FaceObservation face;
  face.confidence = 1;
  for (std::size_t i = 0; i < 68; ++i) {
    const HeadPoint p = mean_head()[i];
    const float off = p.x * std::cos(held.axis) + (p.y - 0.25F) * std::sin(held.axis);
    const float z = p.z * held.relief - held.bend * (held.crease > 0 ? 0.7F * std::abs(off) : off * off);
    const float x = std::cos(held.yaw) * p.x + std::sin(held.yaw) * z;
    const float z1 = std::cos(held.yaw) * z - std::sin(held.yaw) * p.x;
    const float y = std::cos(held.pitch) * p.y + std::sin(held.pitch) * z1;
    const float near = 4.5F / (4.5F - std::cos(held.pitch) * z1 + std::sin(held.pitch) * p.y);
    face.landmarks[i] = {320 + held.size * x * near, 240 + held.size * (y - 0.25F) * near};
  }
  for (std::size_t i = 0; i < 68; ++i) {
    const auto chance = [&](double k) {
      return std::sin(1e4 * std::sin((static_cast<double>(i) + k) * (held.moment + 1)));
    };
    if (i >= 36 && i < 48 && i % 3 != 0) continue;  // lids do not tremble: that would be blinking
    face.landmarks[i].x += held.tremble * static_cast<float>(chance(1));
    face.landmarks[i].y += held.tremble * static_cast<float>(chance(70));
  }
  const auto lower = [&](std::size_t upper, std::size_t under) {
    face.landmarks[upper].y += 0.9F * held.lids * (face.landmarks[under].y - face.landmarks[upper].y);
  };
  lower(37, 41), lower(38, 40), lower(43, 47), lower(44, 46);
  face.box = {320 - held.size / 2, 240 - held.size / 2, held.size, held.size};
  face.quality = geometry_of(face.landmarks, 640, 480);
  face.quality.edge_around = held.edges;
  face.quality.surface_waves = held.waves;
  const float nose = held.nose.value_or(held.relief);
  face.nose = NoseRelief{nose, held.nose_is_crease ? 0 : nose, held.lopsided};
  return face;
}

using Story = std::function<Held(double seconds, std::optional<LivenessPrompt>, double since_asked)>;

/// Plays a story for at most 24 s.
Liveness played(LivenessPolicy policy, std::uint64_t seed, const Story& story) {
  Liveness alive(policy, seed, {});
  std::optional<LivenessPrompt> asked;
  double asked_at = 0;
  for (int i = 0; i * frame_time < 24000 && alive.verdict() == LivenessVerdict::undecided; ++i) {
    const double now = i * frame_time / 1000.0;
    if (alive.prompt() && (asked != alive.prompt() || now - asked_at > 3.5)) asked_at = now;
    asked = alive.prompt() ? alive.prompt() : asked;
    alive.consider({base::Duration{i * frame_time}}, face_of(story(now, asked, now - asked_at)));
  }
  return alive;
}

float once(double since, double lasts = 1.4) {
  const double t = since - 0.5;
  return t < 0 || t > lasts ? 0 : static_cast<float>(std::sin(3.14159 * t / lasts));
}

float idle(double now) { return 0.06F * static_cast<float>(std::sin(1.3 * now) + 0.5 * std::sin(2.9 * now)); }

Held person(double now, std::optional<LivenessPrompt> asked, double since) {
  Held held;
  held.yaw = idle(now);
  held.lids = std::fmod(now + 1.5, 3.0) < 0.2 ? 1.0F : 0.0F;
  if (asked == LivenessPrompt::turn_left) held.yaw += 0.45F * once(since);
  if (asked == LivenessPrompt::turn_right) held.yaw -= 0.45F * once(since);
  if (asked == LivenessPrompt::nod) held.pitch = 0.3F * once(since);
  if (asked == LivenessPrompt::come_closer) held.size *= 1 + 0.35F * once(since);
  return held;
}

}  // namespace

TEST_CASE("who follows two prompts is alive") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    const Liveness alive = played(LivenessPolicy::prompted, seed, person);
    CHECK(alive.verdict() == LivenessVerdict::alive);
    CHECK(alive.evidence().prompts_followed >= 2);
  }
}

TEST_CASE("the first thing asked is a turn, either way by chance, and a blink is never asked for") {
  int left = 0, right = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    std::optional<LivenessPrompt> first;
    played(LivenessPolicy::prompted, seed, [&](double now, std::optional<LivenessPrompt> asked, double since) {
      if (!first) first = asked;
      CHECK(asked != LivenessPrompt::blink);
      return person(now, asked, since);
    });
    left += first == LivenessPrompt::turn_left;
    right += first == LivenessPrompt::turn_right;
  }
  CHECK(left + right == 30);
  CHECK(left > 5);
  CHECK(right > 5);
}

TEST_CASE("a picture that is turned, moved and blinks through holes is asked and refused under both policies") {
  for (const LivenessPolicy policy : {LivenessPolicy::prompted, LivenessPolicy::passive_first})
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
      const Liveness alive = played(policy, seed, [](double now, std::optional<LivenessPrompt>, double) {
        Held held = person(now, std::nullopt, 0);
        held.relief = 0;
        held.yaw *= 6;
        held.size *= 1 + 0.2F * static_cast<float>(std::sin(now));
        return held;
      });
      CHECK(alive.verdict() == LivenessVerdict::not_alive);
      CHECK(alive.evidence().prompts_given > 0);
    }
}

TEST_CASE("a recording that turns to and fro by itself does not pass for one that follows") {
  for (std::uint64_t seed = 1; seed <= 16; ++seed) {
    CAPTURE(seed);
    const Liveness alive =
        played(LivenessPolicy::prompted, seed, [seed](double now, std::optional<LivenessPrompt>, double) {
          Held held = person(now, std::nullopt, 0);
          held.yaw = 0.5F * static_cast<float>(std::sin(1.7 * now + static_cast<double>(seed)));
          return held;
        });
    CHECK(alive.verdict() != LivenessVerdict::alive);
  }
}

TEST_CASE("who sways a little the other way before turning as asked has answered, who turns the other way has not") {
  const auto swaying = [](std::uint64_t seed, float sway) {
    return played(LivenessPolicy::prompted, seed,
                  [sway](double now, std::optional<LivenessPrompt> asked, double since) {
                    Held held = person(now, asked, since);
                    const float other_way =
                        sway * static_cast<float>(std::sin(3.14159 * std::clamp(since / 0.5, 0.0, 1.0)));
                    if (asked == LivenessPrompt::turn_left) held.yaw -= other_way;
                    if (asked == LivenessPrompt::turn_right) held.yaw += other_way;
                    return held;
                  })
        .evidence();
  };
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    const LivenessEvidence little = swaying(seed, 0.15F), much = swaying(seed, 0.35F);
    CHECK(little.verdict == LivenessVerdict::alive);
    CHECK(little.prompts_followed == little.prompts_given);
    CHECK(much.verdict != LivenessVerdict::alive);
  }
}

TEST_CASE("who sways nearly as far the other way as the asked one has not answered") {
  const auto turn_at = [](float yaw) { return face_of({yaw}).quality.turn; };
  CHECK(turn_at(0.2F) < LivenessRules{}.wrong_turn);
  CHECK(turn_at(0.28F) > LivenessRules{}.asked_turn);
  const Liveness alive =
      played(LivenessPolicy::prompted, 1, [](double now, std::optional<LivenessPrompt> asked, double since) {
        Held held = person(now, std::nullopt, 0);
        const float way = asked == LivenessPrompt::turn_left ? 1 : -1;
        const bool turns = asked == LivenessPrompt::turn_left || asked == LivenessPrompt::turn_right;
        const auto wave = static_cast<float>(std::sin(3.14159 * std::clamp(since, 0.0, 2.0)));
        if (turns) held.yaw += way * (wave < 0 ? 0.28F : 0.2F) * -wave;
        return held;
      });
  CHECK(alive.evidence().prompts_given > 0);
  CHECK(alive.evidence().prompts_followed == 0);
}

TEST_CASE("a head that moves in depth and blinks need not be asked, unless edges or a grid are around it") {
  const auto with = [](float edges, float waves) {
    return played(LivenessPolicy::passive_first, 3, [=](double now, std::optional<LivenessPrompt>, double) {
      Held held = person(now, std::nullopt, 0);
      held.yaw *= 4;
      held.edges = edges, held.waves = waves;
      return held;
    });
  };
  CHECK(with(0, 0).verdict() == LivenessVerdict::alive);
  CHECK(with(0, 0).evidence().prompts_given == 0);
  CHECK(with(0.8F, 0).verdict() != LivenessVerdict::alive);
  CHECK(with(0, 0.8F).verdict() != LivenessVerdict::alive);
  CHECK(with(0.8F, 0).evidence().prompts_given > 0);
}

TEST_CASE(
    "only a head has relief and a sheet has none, flat, round, hollow or creased, about any axis, turned as far") {
  const auto seen = [](const Held& held) {
    std::vector<TimedLandmarks> track;
    for (int i = 0; i < 100; ++i) {
      Held now = held;
      now.yaw = 4 * idle(i * 0.04), now.pitch = 2 * idle(i * 0.04 + 5);
      track.push_back({{base::Duration{i * frame_time}}, face_of(now).landmarks});
    }
    return relief_evidence(track);
  };
  CHECK(seen({}).share == doctest::Approx(1).epsilon(0.15));
  const auto is_head = [](const ReliefEvidence& e) { return e.share > 0.4F && e.amount > 0.02F; };
  CHECK(is_head(seen({})));
  Held sheet;
  sheet.relief = 0;
  for (const float bend : {-0.5F, 0.0F, 0.45F, 0.9F})
    for (const float axis : {0.0F, 0.5F, 1.5F}) {
      CAPTURE(bend);
      CAPTURE(axis);
      sheet.bend = bend, sheet.axis = axis;
      CHECK_FALSE(is_head(seen(sheet)));
    }
  sheet.bend = 0.45F, sheet.axis = 0, sheet.crease = 1;
  CHECK_FALSE(is_head(seen(sheet)));
}

TEST_CASE("a bent print has depth, is asked all the same, and is refused") {
  for (std::uint64_t seed = 1; seed <= 2; ++seed)
    for (const float bend : {0.45F, 0.9F}) {
      const Liveness alive =
          played(LivenessPolicy::passive_first, seed, [bend](double now, std::optional<LivenessPrompt>, double) {
            Held held = person(now, std::nullopt, 0);  // through holes it even blinks
            held.relief = 0, held.bend = bend;
            held.yaw *= 6;
            return held;
          });
      CHECK(alive.verdict() == LivenessVerdict::not_alive);
      CHECK(alive.evidence().prompts_given > 0);
    }
}

TEST_CASE("a head is believed however its points tremble") {
  for (const float tremble : {0.0F, 0.5F, 1.0F, 2.0F}) {
    CAPTURE(tremble);
    const Liveness alive =
        played(LivenessPolicy::passive_first, 3, [=](double now, std::optional<LivenessPrompt>, double) {
          Held held = person(now, std::nullopt, 0);
          held.yaw *= 2.2F;
          held.tremble = tremble, held.moment = now;
          return held;
        });
    CHECK(alive.verdict() == LivenessVerdict::alive);
    CHECK(alive.evidence().prompts_given == 0);
  }
}

TEST_CASE("blinking paper on which the points seem a head's is asked, because its nose lies in it or is a crease") {
  const auto asked = [](float nose, bool is_crease, float lopsided = 0) {
    return played(LivenessPolicy::passive_first, 3,
                  [=](double now, std::optional<LivenessPrompt>, double) {
                    Held held = person(now, std::nullopt, 0);
                    held.yaw *= 4;
                    held.nose = nose, held.nose_is_crease = is_crease, held.lopsided = lopsided;
                    return held;
                  })
               .evidence()
               .prompts_given > 0;
  };
  CHECK_FALSE(asked(0.6F, false));
  CHECK(asked(0.4F, false));
  CHECK(asked(0.6F, true));
  CHECK_FALSE(asked(0.6F, false, 0.25F));
  CHECK(asked(0.6F, false, 0.4F));
}

TEST_CASE(
    "a sheet rolled about a lying axis is asked by what its points say, even if its nose were taken for a head's") {
  const auto held_at = [](double now) {
    Held held = person(now, std::nullopt, 0);
    held.relief = 0, held.bend = 2, held.axis = 1.35F;
    held.yaw = 6.5F * idle(now), held.pitch = 4 * idle(now + 5);
    held.nose = 1.0F;
    return held;
  };
  std::vector<TimedLandmarks> track;
  for (int i = 0; i < 100; ++i)
    track.push_back({{base::Duration{i * frame_time}}, face_of(held_at(i * frame_time / 1000.0)).landmarks});
  CHECK(relief_evidence(track).amount > LivenessRules{}.head_blinking.rotation);
  CHECK(relief_evidence(track).share < 0.1F);
  const Liveness alive = played(LivenessPolicy::passive_first, 3,
                                [&](double now, std::optional<LivenessPrompt>, double) { return held_at(now); });
  CHECK(alive.evidence().prompts_given > 0);
}

TEST_CASE("who turns the head far need not blink, however the points tremble; a bent sheet turned as far is asked") {
  const auto seen = [](float relief, float bend) {
    return played(LivenessPolicy::passive_first, 3, [=](double now, std::optional<LivenessPrompt>, double) {
      Held held;
      held.yaw = 5 * idle(now), held.pitch = 2 * idle(now + 5);
      held.relief = relief, held.bend = bend;
      held.tremble = 7, held.moment = now;
      return held;
    });
  };
  CHECK(seen(1, 0).verdict() == LivenessVerdict::alive);
  CHECK(seen(1, 0).evidence().blinks == 0);
  CHECK(seen(1, 0).evidence().prompts_given == 0);
  for (const float bend : {0.0F, 0.45F, 0.9F}) {
    CAPTURE(bend);
    CHECK(seen(0, bend).evidence().prompts_given > 0);
  }
}

TEST_CASE("a bent sheet that is turned just as asked is no head, even with a trace of a nose") {
  for (std::uint64_t seed = 2; seed <= 6; ++seed) {
    CAPTURE(seed);
    const Liveness alive =
        played(LivenessPolicy::prompted, seed, [=](double now, std::optional<LivenessPrompt> asked, double since) {
          Held held = person(now, asked, since);
          held.yaw = idle(now) + 1.6F * (held.yaw - idle(now));
          held.relief = 0.1F, held.bend = 0.6F;
          return held;
        });
    CHECK(alive.evidence().prompts_followed >= 2);
    CHECK(alive.verdict() != LivenessVerdict::alive);
  }
}

TEST_CASE("a blink in the picture is both eyes closed for a moment, not a change of light, of place or for good") {
  struct Look {
    double left = 0, right = 0;  ///< how far closed
    int aside = 0;               ///< pixels that the eyeballs look aside
    int jump = 0;                ///< pixels that the points, and with them the whole band, are off
    int light = 0;
  };
  const auto band_of = [](const Look& look) {
    FaceBand band;
    for (int y = 0; y < FaceBand::height; ++y)
      for (int column = 0; column < FaceBand::width; ++column) {
        const int x = column - look.jump;
        const bool is_left = x < 22;
        const int off = x - (is_left ? 12 : 32);
        double grey = 150 - 2 * std::abs(off);
        if (y >= 2 && y < 5 && std::abs(off) < 9) grey = 60;                   // brow
        if (y < 15 && std::abs(std::hypot(off, y - 11) - 8.5) < 1) grey = 50;  // spectacles, on which points jump
        if (y > 15) grey = 170 - 3 * std::abs(x - 22) - 2 * (y - 16);          // nose
        if (y >= 8 && y < 14) {
          const double iris = std::hypot(off - look.aside, (y - 11) * 1.2) < 3.2 ? 40 : grey;
          const double lid = y == 12 ? 60 : 120 + 3 * (y - 6);
          grey = iris + (is_left ? look.left : look.right) * (lid - iris);
        }
        band.grey[static_cast<std::size_t>(y * FaceBand::width + column)] =
            static_cast<unsigned char>(std::clamp(grey + look.light, 0.0, 250.0));
      }
    return band;
  };
  const auto blinks = [&](auto&& look_at) {
    BlinkWatch watch;
    for (int ms = 0; ms < 4000; ms += 33) watch.consider({base::Duration{ms}}, band_of(look_at(ms)));
    return watch.blinks();
  };
  const auto briefly = [](int ms) { return ms % 1500 > 1000 && ms % 1500 < 1200; };
  CHECK(blinks([&](int ms) { return briefly(ms) ? Look{1, 1} : Look{}; }) == 2);
  CHECK(blinks([&](int ms) { return briefly(ms) ? Look{1, 0} : Look{}; }) == 0);  // a wink
  CHECK(blinks([&](int ms) { return ms > 2000 ? Look{1, 1} : Look{}; }) == 0);
  CHECK(blinks([&](int ms) { return Look{0, 0, 0, 0, briefly(ms) ? 60 : 0}; }) == 0);
  CHECK(blinks([&](int ms) { return Look{0, 0, briefly(ms) ? 1 : 0}; }) == 0);
  for (const int jump : {-6, -5, -4, -3, 3, 4, 5, 6}) {
    CAPTURE(jump);
    CHECK(blinks([&](int ms) { return Look{0, 0, 0, briefly(ms) ? jump : 0}; }) == 0);
  }
  CHECK(blinks([](int) { return Look{}; }) == 0);
}

TEST_CASE("a blink is judged by the person's own eyes, narrow or wide") {
  const auto blinks = [](float always) {
    return played(LivenessPolicy::prompted, 1,
                  [=](double now, std::optional<LivenessPrompt>, double) {
                    Held held;
                    held.lids = std::max(always, std::fmod(now + 1.0, 3.0) < 0.2 ? 0.9F : 0.0F);
                    return held;
                  })
        .evidence()
        .blinks;
  };
  CHECK(blinks(0) >= 2);
  CHECK(blinks(0.45F) >= 2);
  CHECK(blinks(0.9F) == 0);
}

TEST_CASE("losing the face on purpose does not buy more tries") {
  Liveness alive(LivenessPolicy::prompted, 5, {});
  int prompts = 0;
  for (int i = 0; i < 400 && alive.verdict() == LivenessVerdict::undecided; ++i) {
    const bool before = alive.prompt().has_value();
    alive.consider({base::Duration{i * frame_time}}, face_of({}));
    if (!before && alive.prompt()) ++prompts;
    if (alive.prompt()) alive.restart();
  }
  CHECK(alive.verdict() == LivenessVerdict::not_alive);
  CHECK(prompts <= 3);
}
