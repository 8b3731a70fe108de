// attacks: people and attacks made from stills play against the liveness check, under both policies; people follow
// what is asked, attacks do not.
#include <algorithm>
#include <array>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "tools/face/commands.h"
#include "tools/video/actor.h"
#include "vision/mat_view.h"
#include "vision/portrait.h"

namespace face {
namespace {

using vision::Liveness;
using vision::LivenessPolicy;
using vision::LivenessVerdict;

struct Count {
  int played = 0, accepted = 0, asked = 0;
  std::vector<double> seconds;
};
using Counts = std::map<LivenessPolicy, std::map<video::Act, Count>>;

constexpr double longest_play = 14;

struct Judge {
  Liveness liveness;
  double seconds = 0;  ///< when it decided
};

/// One play: until every judge has decided or the time is over (which is not alive). An attack does not follow prompts,
/// so all judges may watch the same play; a living person answers one judge only.
void play(video::Actor& actor, vision::DlibFaceAnalyzer& analyzer, double rate, std::vector<Judge>& judges) {
  analyzer.forget();
  const auto undecided = [](const Judge& j) { return j.liveness.verdict() == LivenessVerdict::undecided; };
  std::uint64_t index = 0;
  for (double t = 0; t < longest_play && std::any_of(judges.begin(), judges.end(), undecided); t += 1 / rate) {
    const cv::Mat pixels = actor.frame(t, judges.front().liveness.prompt());
    const vision::Frame frame{vision::image_from(pixels), {base::Duration{static_cast<long>(t * 1000)}}, {index++}};
    auto seen = analyzer.observe(frame);
    if (!seen || seen.value().faces.size() != 1) continue;
    for (Judge& judge : judges) {
      if (!undecided(judge)) continue;
      judge.liveness.consider(frame.captured_at, seen.value().faces.front());
      judge.seconds = t;
    }
  }
}

void write_down(const Judge& judge, Count& count) {
  ++count.played;
  if (judge.liveness.evidence().prompts_given > 0) ++count.asked;
  if (judge.liveness.verdict() != LivenessVerdict::alive) return;
  ++count.accepted;
  count.seconds.push_back(judge.seconds);
}

void tell(const video::Actor& actor, std::uint64_t seed, LivenessPolicy policy, const Judge& judge) {
  const auto& e = judge.liveness.evidence();
  std::fprintf(stderr,
               "  %-13s %3llu %-13s %s %4.1f s: depth %.2f motion %.3f blinks %d edges %.2f waves %.2f passive %.2f "
               "prompts %d/%d\n",
               std::string(name_of(actor.act())).c_str(), static_cast<unsigned long long>(seed),
               std::string(name_of(policy)).c_str(),
               judge.liveness.verdict() == LivenessVerdict::alive ? "ALIVE" : "no   ", judge.seconds,
               static_cast<double>(e.depth), static_cast<double>(e.motion), e.blinks, static_cast<double>(e.edges),
               static_cast<double>(e.waves), static_cast<double>(e.passive), e.prompts_followed, e.prompts_given);
}

Judge judge_of(LivenessPolicy policy, std::uint64_t seed) { return {Liveness(policy, seed * 7919 + 3, {})}; }

/// Both policies on one act with one seed.
void play_both(video::Act act, const video::MovingHead& head, std::uint64_t seed, vision::DlibFaceAnalyzer& analyzer,
               double rate, Counts& counts) {
  constexpr std::array policies{LivenessPolicy::prompted, LivenessPolicy::passive_first};
  std::vector<std::vector<Judge>> plays;
  if (act == video::Act::live)
    for (const LivenessPolicy policy : policies) plays.push_back({judge_of(policy, seed)});
  else
    plays.push_back({judge_of(policies[0], seed), judge_of(policies[1], seed)});
  std::size_t next = 0;
  for (std::vector<Judge>& judges : plays) {
    video::Actor actor(act, {head}, seed);
    play(actor, analyzer, rate, judges);
    for (const Judge& judge : judges) {
      const LivenessPolicy policy = policies[next++];
      tell(actor, seed, policy, judge);
      write_down(judge, counts[policy][act]);
    }
  }
}

void print(const Counts& counts) {
  for (const auto& [policy, acts] : counts) {
    std::printf("%s\n", std::string(name_of(policy)).c_str());
    int attacks = 0, accepted = 0;
    for (const auto& [act, count] : acts) {
      const double median = count.seconds.empty() ? 0 : count.seconds[count.seconds.size() / 2];
      std::printf("  %-14s played %3d  accepted %3d  asked %3d", std::string(name_of(act)).c_str(), count.played,
                  count.accepted, count.asked);
      if (!count.seconds.empty()) std::printf("  median %.1f s", median);
      std::printf("\n");
      if (act != video::Act::live) attacks += count.played, accepted += count.accepted;
    }
    std::printf("  all attacks    played %3d  accepted %3d\n", attacks, accepted);
  }
}

nlohmann::json json_of(const Counts& counts) {
  nlohmann::json report = nlohmann::json::object();
  for (const auto& [policy, acts] : counts)
    for (const auto& [act, count] : acts) {
      const double median = count.seconds.empty() ? 0 : count.seconds[count.seconds.size() / 2];
      report[std::string(name_of(policy))][std::string(name_of(act))] = {
          {"played", count.played}, {"accepted", count.accepted}, {"asked", count.asked}, {"median_seconds", median}};
    }
  return report;
}

}  // namespace

int attacks(const AttackWishes& wishes) {
  auto files = vision::find_models();
  if (!files) return refuse(files.error());
  // The gates of embedding are shut: only liveness is asked, and embeddings would take most of the time.
  vision::QualityGates shut;
  shut.least_face_width = 1e6F;
  auto analyzer = vision::DlibFaceAnalyzer::load(files.value(), shut);
  if (!analyzer) return refuse(analyzer.error());
  std::vector<video::MovingHead> heads;
  for (const std::string& path : wishes.stills) {
    auto still = vision::load_picture(path);
    if (!still) return refuse(still.error());
    auto face = analyzer.value()->examine(still.value());
    if (!face) return refuse({face.error().problem, path});
    heads.emplace_back(still.value(), face.value().landmarks);
  }
  std::vector<video::Act> wanted;
  for (const video::Act act : video::all_acts)
    if (wishes.acts.empty() || std::find(wishes.acts.begin(), wishes.acts.end(), name_of(act)) != wishes.acts.end())
      wanted.push_back(act);
  if (wanted.empty()) return refuse("no act is called that; uketsuke-video --help lists them");
  Counts counts;
  for (int i = 0; i < wishes.of_each; ++i)
    for (const video::Act act : wanted)
      play_both(act, heads[static_cast<std::size_t>(i) % heads.size()], static_cast<std::uint64_t>(i) + 1,
                *analyzer.value(), wishes.rate, counts);
  for (auto& [policy, acts] : counts)
    for (auto& [act, count] : acts) std::sort(count.seconds.begin(), count.seconds.end());
  if (wishes.output == Output::json)
    std::cout << json_of(counts).dump() << '\n';
  else
    print(counts);
  return 0;
}

}  // namespace face
