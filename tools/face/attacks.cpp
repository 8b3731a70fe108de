// attacks: people and attacks made from stills play against the liveness check, under both policies; people follow
// what is asked, attacks do not.
#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tools/face/commands.h"
#include "tools/face/liveness_watch.h"
#include "tools/video/actor.h"
#include "vision/face_distance.h"
#include "vision/mat_view.h"
#include "vision/portrait.h"

namespace face {
namespace {

using vision::LivenessPolicy;
using vision::LivenessVerdict;

struct Count {
  int played = 0, accepted = 0, asked = 0;
  std::vector<double> seconds;  ///< of those accepted
};
using Counts = std::map<LivenessPolicy, std::map<video::Act, Count>>;

/// How one play ended under one policy.
struct Ending {
  LivenessPolicy policy = LivenessPolicy::prompted;
  bool accepted = false, asked = false;
  double seconds = 0;
};

/// One attempt of the kiosk.
constexpr double longest_play = 15;

struct Judge {
  LivenessWatch liveness;
  double seconds = 0;  ///< when it decided
};

/// One play: until every judge has decided or the time is over (which is not alive). All judges may watch the same play
/// of an attack that does not follow prompts; whoever follows them answers one judge only.
void play(video::Actor& actor, vision::DlibFaceAnalyzer& analyzer, double rate, std::vector<Judge>& judges) {
  analyzer.forget();
  const auto undecided = [](const Judge& j) { return j.liveness.verdict() == LivenessVerdict::undecided; };
  std::uint64_t index = 0;
  for (double t = 0; t < longest_play && std::any_of(judges.begin(), judges.end(), undecided); t += 1 / rate) {
    const cv::Mat pixels = actor.frame(t, judges.front().liveness.prompt());
    const vision::Frame frame{vision::image_from(pixels), {base::Duration{static_cast<long>(t * 1000)}}, {index++}};
    auto seen = analyzer.observe(frame);
    if (!seen) continue;
    for (Judge& judge : judges) {
      if (!undecided(judge)) continue;
      judge.liveness.consider(seen.value());
      judge.seconds = t;
    }
  }
}

Ending ending_of(LivenessPolicy policy, const Judge& judge) {
  return {policy, judge.liveness.verdict() == LivenessVerdict::alive, judge.liveness.evidence().prompts_given > 0,
          judge.seconds};
}

void write_down(const Ending& ending, video::Act act, Counts& counts) {
  Count& count = counts[ending.policy][act];
  ++count.played;
  count.asked += ending.asked ? 1 : 0;
  if (!ending.accepted) return;
  ++count.accepted;
  count.seconds.push_back(ending.seconds);
}

/// Plays that ended before, in a file with one line each, so that a count that was stopped goes on where it was.
class Diary {
 public:
  Diary(const AttackWishes& wishes) : path_(wishes.log) {
    std::ostringstream recipe;
    recipe << wishes.rate;
    for (const std::string& still : wishes.stills) recipe << ' ' << std::filesystem::path(still).filename().string();
    recipe_ = std::to_string(std::hash<std::string>{}(recipe.str()));
    std::ifstream in(path_);
    std::string recipe_of_line, act;
    std::uint64_t seed = 0;
    int policy = 0;
    for (Ending e; in >> recipe_of_line >> act >> seed >> policy >> e.accepted >> e.asked >> e.seconds;) {
      e.policy = static_cast<LivenessPolicy>(policy);
      if (recipe_of_line == recipe_) ended_[{act, seed}].push_back(e);
    }
  }

  const std::vector<Ending>* find(video::Act act, std::uint64_t seed) const {
    const auto found = ended_.find({std::string(name_of(act)), seed});
    return found == ended_.end() || found->second.size() < 2 ? nullptr : &found->second;
  }

  void keep(video::Act act, std::uint64_t seed, const std::vector<Ending>& endings) const {
    if (path_.empty()) return;
    std::ostringstream lines;
    for (const Ending& e : endings)
      lines << recipe_ << ' ' << name_of(act) << ' ' << seed << ' ' << static_cast<int>(e.policy) << ' ' << e.accepted
            << ' ' << e.asked << ' ' << e.seconds << '\n';
    std::ofstream(path_, std::ios::app) << lines.str() << std::flush;
  }

 private:
  std::string path_, recipe_;
  std::map<std::pair<std::string, std::uint64_t>, std::vector<Ending>> ended_;
};

void tell(const video::Actor& actor, std::uint64_t seed, LivenessPolicy policy, const Judge& judge) {
  const auto& e = judge.liveness.evidence();
  std::fprintf(stderr,
               "  %-13s %3llu %-13s %s %4.1f s: depth %.2f nose %.2f/%.2f/%.2f relief %.2f from %.3f, blinks %d "
               "edges %.2f waves %.2f prompts %d/%d\n",
               std::string(name_of(actor.act())).c_str(), static_cast<unsigned long long>(seed),
               std::string(name_of(policy)).c_str(),
               judge.liveness.verdict() == LivenessVerdict::alive ? "ALIVE" : "no   ", judge.seconds,
               static_cast<double>(e.depth), static_cast<double>(e.nose.share),
               static_cast<double>(e.nose.beside_crease), static_cast<double>(e.nose.lopsided),
               static_cast<double>(e.relief), static_cast<double>(e.rotation), e.blinks, static_cast<double>(e.edges),
               static_cast<double>(e.waves), e.prompts_followed, e.prompts_given);
}

Judge judge_of(LivenessPolicy policy, std::uint64_t seed) { return {LivenessWatch(policy, seed * 7919 + 3)}; }

/// Both policies on one act with one seed.
std::vector<Ending> play_both(video::Act act, const std::vector<video::MovingHead>& heads, std::uint64_t seed,
                              vision::DlibFaceAnalyzer& analyzer, double rate) {
  constexpr std::array policies{LivenessPolicy::prompted, LivenessPolicy::passive_first};
  std::vector<std::vector<Judge>> plays;
  if (follows_prompts(act))
    for (const LivenessPolicy policy : policies) plays.push_back({judge_of(policy, seed)});
  else
    plays.push_back({judge_of(policies[0], seed), judge_of(policies[1], seed)});
  std::vector<Ending> endings;
  for (std::vector<Judge>& judges : plays) {
    video::Actor actor(act, heads, seed);
    play(actor, analyzer, rate, judges);
    for (const Judge& judge : judges) {
      const LivenessPolicy policy = policies[endings.size()];
      tell(actor, seed, policy, judge);
      endings.push_back(ending_of(policy, judge));
    }
  }
  return endings;
}

struct Person {
  video::MovingHead head;
  std::vector<float> second;  ///< the second network's vector
};

/// The head that play `i` is made of and, where somebody else answers, another person's; none where all stills show the
/// same person.
std::vector<video::MovingHead> cast_of(video::Act act, const std::vector<Person>& people, std::size_t i) {
  constexpr float another = 1.1F;
  const Person& first = people[i % people.size()];
  if (act != video::Act::answered) return {first.head};
  for (std::size_t k = 0; k < people.size(); ++k) {
    const Person& other = people[(i + people.size() / 2 + k) % people.size()];
    if (vision::distance_between(first.second, other.second) > another) return {first.head, other.head};
  }
  return {};
}

/// Wilson's 95 % interval of a rate.
std::pair<double, double> interval(int hits, int of) {
  if (of == 0) return {0, 1};
  const double n = of, p = hits / n, z = 1.96, middle = p + z * z / (2 * n);
  const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)), scale = 1 + z * z / n;
  return {std::max(0.0, (middle - half) / scale), std::min(1.0, (middle + half) / scale)};
}

void print(const Counts& counts) {
  for (const auto& [policy, acts] : counts) {
    std::printf("%s\n", std::string(name_of(policy)).c_str());
    int attacks = 0, accepted = 0;
    for (const auto& [act, count] : acts) {
      const double median = count.seconds.empty() ? 0 : count.seconds[count.seconds.size() / 2];
      const auto [low, high] = interval(count.accepted, count.played);
      std::printf("  %-14s played %3d  accepted %3d (%.1f to %.1f %%)  asked %3d", std::string(name_of(act)).c_str(),
                  count.played, count.accepted, low * 100, high * 100, count.asked);
      if (!count.seconds.empty()) std::printf("  median %.1f s", median);
      std::printf("\n");
      if (act != video::Act::live) attacks += count.played, accepted += count.accepted;
    }
    const auto [low, high] = interval(accepted, attacks);
    std::printf("  all attacks    played %3d  accepted %3d (%.1f to %.1f %%)\n", attacks, accepted, low * 100,
                high * 100);
  }
}

nlohmann::json json_of(const Counts& counts) {
  nlohmann::json report = nlohmann::json::object();
  for (const auto& [policy, acts] : counts)
    for (const auto& [act, count] : acts) {
      const double median = count.seconds.empty() ? 0 : count.seconds[count.seconds.size() / 2];
      const auto [low, high] = interval(count.accepted, count.played);
      report[std::string(name_of(policy))][std::string(name_of(act))] = {{"played", count.played},
                                                                         {"accepted", count.accepted},
                                                                         {"accepted_95", {low, high}},
                                                                         {"asked", count.asked},
                                                                         {"median_seconds", median}};
    }
  return report;
}

base::Result<std::vector<Person>, vision::VisionError> people_on(const std::vector<std::string>& stills,
                                                                 vision::DlibFaceAnalyzer& analyzer) {
  std::vector<Person> people;
  for (const std::string& path : stills) {
    auto still = vision::load_picture(path);
    if (!still) return still.error();
    auto face = analyzer.examine(still.value());
    if (!face) return vision::VisionError{face.error().problem, path};
    people.push_back({{still.value(), face.value().landmarks}, face.value().embeddings->second});
  }
  return people;
}

std::vector<video::Act> acts_named(const std::vector<std::string>& names) {
  std::vector<video::Act> acts;
  for (const video::Act act : video::all_acts)
    if (names.empty() || std::find(names.begin(), names.end(), name_of(act)) != names.end()) acts.push_back(act);
  return acts;
}

Counts play_all(const AttackWishes& wishes, const std::vector<video::Act>& acts, const std::vector<Person>& people,
                vision::DlibFaceAnalyzer& analyzer) {
  const Diary diary(wishes);
  Counts counts;
  const std::size_t whole = static_cast<std::size_t>(wishes.of_each) * acts.size();
  std::size_t number = 0;
  for (int i = 0; i < wishes.of_each; ++i)
    for (const video::Act act : acts) {
      const std::uint64_t seed = static_cast<std::uint64_t>(i) + 1;
      const bool is_tenth = ++number % 10 == 0;
      std::vector<Ending> endings;
      if (const auto* before = diary.find(act, seed); before != nullptr) {
        endings = *before;
      } else {
        const auto cast = cast_of(act, people, static_cast<std::size_t>(i));
        if (cast.empty()) continue;
        endings = play_both(act, cast, seed, analyzer, wishes.rate);
        diary.keep(act, seed, endings);
        if (is_tenth) std::cerr << number << " of " << whole << " plays\n";
      }
      for (const Ending& ending : endings) write_down(ending, act, counts);
    }
  for (auto& [policy, of_acts] : counts)
    for (auto& [act, count] : of_acts) std::sort(count.seconds.begin(), count.seconds.end());
  return counts;
}

}  // namespace

int attacks(const AttackWishes& wishes) {
  auto files = vision::find_models();
  if (!files) return refuse(files.error());
  auto analyzer = vision::DlibFaceAnalyzer::load(files.value());
  if (!analyzer) return refuse(analyzer.error());
  const auto people = people_on(wishes.stills, *analyzer.value());
  if (!people) return refuse(people.error());
  const auto acts = acts_named(wishes.acts);
  if (acts.empty()) return refuse("no act is called that; uketsuke-video --help lists them");
  const bool needs_another = std::find(acts.begin(), acts.end(), video::Act::answered) != acts.end();
  if (needs_another && cast_of(video::Act::answered, people.value(), 0).empty())
    std::cerr << "answered is left out: it needs stills of two people\n";
  const Counts counts = play_all(wishes, acts, people.value(), *analyzer.value());
  if (wishes.output == Output::json)
    std::cout << json_of(counts).dump() << '\n';
  else
    print(counts);
  return 0;
}

}  // namespace face
