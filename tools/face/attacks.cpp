// attacks: people and attacks made from stills play against the liveness check, following (or not) what is asked.
#include <algorithm>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "tools/face/commands.h"
#include "tools/video/actor.h"
#include "vision/mat_view.h"
#include "vision/portrait.h"

namespace face {
namespace {

struct Count {
  int played = 0, accepted = 0, asked = 0;
  std::vector<double> seconds;
};

constexpr double longest_play = 14;

/// One play: until the check says alive or not, or the time is over (which is not alive).
void play(video::Actor& actor, vision::DlibFaceAnalyzer& analyzer, const AttackWishes& wishes, std::uint64_t seed,
          Count& count) {
  analyzer.forget();
  vision::Liveness alive(wishes.policy, seed * 7919 + 3, {});
  double t = 0;
  std::uint64_t index = 0;
  for (; t < longest_play && alive.verdict() == vision::LivenessVerdict::undecided; t += 1 / wishes.rate) {
    const cv::Mat pixels = actor.frame(t, alive.prompt());
    const vision::Frame frame{vision::image_from(pixels), {base::Duration{static_cast<long>(t * 1000)}}, {index++}};
    auto seen = analyzer.observe(frame);
    if (seen && seen.value().faces.size() == 1) alive.consider(frame.captured_at, seen.value().faces.front());
  }
  ++count.played;
  if (alive.evidence().prompts_given > 0) ++count.asked;
  if (alive.verdict() == vision::LivenessVerdict::alive) {
    ++count.accepted;
    count.seconds.push_back(t);
  }
  const auto& e = alive.evidence();
  std::fprintf(stderr,
               "  %-13s seed %2llu %s %.1f s: depth %.2f motion %.3f blinks %d edges %.2f waves %.2f passive %.2f "
               "prompts %d/%d\n",
               std::string(name_of(actor.act())).c_str(), static_cast<unsigned long long>(seed),
               alive.verdict() == vision::LivenessVerdict::alive ? "ALIVE" : "no   ", t, static_cast<double>(e.depth),
               static_cast<double>(e.motion), e.blinks, static_cast<double>(e.edges), static_cast<double>(e.waves),
               static_cast<double>(e.passive), e.prompts_followed, e.prompts_given);
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
  std::map<video::Act, Count> counts;
  for (const video::Act act : video::all_acts)
    for (int i = 0; i < wishes.of_each; ++i) {
      const auto seed = static_cast<std::uint64_t>(i) + 1;
      video::Actor actor(act, {heads[static_cast<std::size_t>(i) % heads.size()]}, seed);
      play(actor, *analyzer.value(), wishes, seed, counts[act]);
    }
  nlohmann::json report = nlohmann::json::object();
  std::printf("policy %s\n", std::string(name_of(wishes.policy)).c_str());
  for (auto& [act, count] : counts) {
    std::sort(count.seconds.begin(), count.seconds.end());
    const double median = count.seconds.empty() ? 0 : count.seconds[count.seconds.size() / 2];
    report[std::string(name_of(act))] = {
        {"played", count.played}, {"accepted", count.accepted}, {"asked", count.asked}, {"median_seconds", median}};
    if (wishes.output == Output::words)
      std::printf("%-14s played %3d  accepted %3d  asked %3d  median %.1f s\n", std::string(name_of(act)).c_str(),
                  count.played, count.accepted, count.asked, median);
  }
  if (wishes.output == Output::json) std::cout << report.dump() << '\n';
  return 0;
}

}  // namespace face
