// Evidence for and against a living head, and the prompts.
#include "vision/liveness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "vision/depth_evidence.h"

namespace vision {
namespace {

constexpr base::Duration window{4000};  // motion is judged over this much past
constexpr base::Duration judge_every{100};
constexpr std::size_t least_samples = 12;

std::uint64_t mixed(std::uint64_t x) {  // splitmix64's finaliser: one fresh number from another
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

}  // namespace

Liveness::Liveness(LivenessPolicy policy, std::uint64_t prompt_seed, LivenessRules rules)
    : policy_(policy), rules_(rules), random_(prompt_seed) {
  restart();
}

void Liveness::restart() {
  const bool prompt_was_open = prompt_.has_value();
  samples_.clear();
  prompt_.reset();
  prompt_start_.reset();
  // A prompt that was being given counts as missed: losing the track on purpose must not buy tries without end.
  if (prompt_was_open) ++missed_;
  evidence_ = {};
  answered_at_.reset();
  open_level_ = 0;
  eyes_ = Eyes::open;
  passive_sum_ = edge_sum_ = wave_sum_ = 0;
  passive_count_ = 0;
  if (policy_ == LivenessPolicy::identity_only) evidence_.verdict = LivenessVerdict::alive;
}

void Liveness::consider(base::TimePoint seen_at, const FaceObservation& face) {
  if (policy_ == LivenessPolicy::identity_only || evidence_.verdict != LivenessVerdict::undecided) return;
  const Sample sample{seen_at,           face.landmarks,   face.quality.eye_opening,
                      face.quality.turn, face.quality.nod, face.quality.face_width};
  if (samples_.empty()) first_seen_ = seen_at;
  samples_.push_back(sample);
  std::erase_if(samples_, [&](const Sample& s) { return seen_at - s.seen_at > window; });
  ++evidence_.frames;
  edge_sum_ += face.quality.edge_around;
  wave_sum_ += face.quality.surface_waves;
  evidence_.edges = static_cast<float>(edge_sum_ / evidence_.frames);
  evidence_.waves = static_cast<float>(wave_sum_ / evidence_.frames);
  if (face.passive_liveness) {
    passive_sum_ += *face.passive_liveness;
    evidence_.passive = static_cast<float>(passive_sum_ / ++passive_count_);
  }
  watch_blink(sample);
  watch_prompt(sample);
  judge(seen_at);
}

// A blink: below 65 % of the person's own open level, and open again within 0.6 s. The level follows openings slowly.
void Liveness::watch_blink(const Sample& sample) {
  if (open_level_ <= 0) open_level_ = sample.eye_opening;
  if (eyes_ == Eyes::open && sample.eye_opening < rules_.blink_closed * open_level_) {
    eyes_ = Eyes::closed;
    closed_since_ = sample.seen_at;
  } else if (eyes_ == Eyes::closed && sample.eye_opening > rules_.blink_open * open_level_) {
    eyes_ = Eyes::open;
    if (sample.seen_at - closed_since_ <= base::Duration{600}) ++evidence_.blinks;
  }
  if (eyes_ == Eyes::open) open_level_ += 0.08F * (sample.eye_opening - open_level_);
  if (eyes_ == Eyes::closed && sample.seen_at - closed_since_ > base::Duration{1500}) {
    eyes_ = Eyes::open;  // that was no blink: the level itself was wrong
    open_level_ = sample.eye_opening;
  }
}

// The first prompt is a turn of the head: no flat thing can follow it. A blink is never asked for: a recording blinks
// every few seconds by itself, and eyes behind a paper mask do.
void Liveness::give_prompt(const Sample& sample) {
  constexpr std::array turns{LivenessPrompt::turn_left, LivenessPrompt::turn_right};
  constexpr std::array all{LivenessPrompt::turn_left, LivenessPrompt::turn_right, LivenessPrompt::nod,
                           LivenessPrompt::come_closer};
  LivenessPrompt chosen = all[0];
  do {
    random_ = mixed(random_);
    chosen = evidence_.prompts_followed == 0 ? turns[random_ % turns.size()] : all[random_ % all.size()];
  } while (evidence_.prompts_followed > 0 && last_prompt_ == chosen);
  prompt_ = last_prompt_ = chosen;
  prompt_start_ = sample;
  nod_low_ = nod_high_ = sample.nod;
  ++evidence_.prompts_given;
}

bool Liveness::follows(const Sample& sample) const {
  const float turned = sample.turn - prompt_start_->turn;
  switch (*prompt_) {
    case LivenessPrompt::turn_left:
      return turned > rules_.asked_turn;
    case LivenessPrompt::turn_right:
      return -turned > rules_.asked_turn;
    case LivenessPrompt::nod:
      return nod_high_ - nod_low_ > rules_.asked_nod;
    case LivenessPrompt::blink:
      return evidence_.blinks > blinks_at_prompt_;
    case LivenessPrompt::come_closer:
      return sample.width > rules_.asked_growth * prompt_start_->width;
  }
  return false;
}

/// Moving the wrong way, or answering before the question could be read: a recording that moves by itself.
bool Liveness::spoils(const Sample& sample) const {
  const float turned = sample.turn - prompt_start_->turn;
  if (sample.seen_at - prompt_start_->seen_at < rules_.soonest_answer) return follows(sample);
  if (*prompt_ == LivenessPrompt::turn_left) return turned < -rules_.wrong_turn;
  if (*prompt_ == LivenessPrompt::turn_right) return turned > rules_.wrong_turn;
  if (*prompt_ == LivenessPrompt::nod) return std::abs(turned) > rules_.asked_turn;
  return false;
}

void Liveness::watch_prompt(const Sample& sample) {
  if (!prompt_) return;
  nod_low_ = std::min(nod_low_, sample.nod);
  nod_high_ = std::max(nod_high_, sample.nod);
  if (spoils(sample) || sample.seen_at - prompt_start_->seen_at > rules_.prompt_limit) {
    ++missed_;
    prompt_.reset();
    answered_at_ = sample.seen_at;
  } else if (follows(sample)) {
    ++evidence_.prompts_followed;
    prompt_.reset();
    answered_at_ = sample.seen_at;
  }
}

void Liveness::judge(base::TimePoint now) {
  if (samples_.size() >= least_samples && now - last_judged_ >= judge_every) {
    last_judged_ = now;
    std::vector<Landmarks> shapes;
    for (const Sample& s : samples_) shapes.push_back(s.points);
    const DepthEvidence seen = depth_evidence(shapes);
    evidence_.depth = std::max(evidence_.depth, seen.depth);
    evidence_.motion = std::max(evidence_.motion, seen.motion);
  }
  const bool looks_flat = evidence_.edges > 0.4F || evidence_.waves > 0.5F;
  const bool has_depth = evidence_.depth >= rules_.depth_alive && evidence_.motion >= rules_.least_motion;
  const bool conclusive = has_depth && evidence_.blinks > 0 && !looks_flat;
  const int needed =
      (conclusive ? 1 : rules_.prompts_to_pass) + (looks_flat || missed_ > 0 ? rules_.more_when_flat : 0);
  if (policy_ == LivenessPolicy::passive_first && conclusive && samples_.size() >= 20)
    evidence_.verdict = LivenessVerdict::alive;
  const bool no_sheet = evidence_.depth >= rules_.depth_prompted && evidence_.motion >= rules_.least_motion;
  if (evidence_.prompts_followed >= needed && no_sheet) evidence_.verdict = LivenessVerdict::alive;
  if (missed_ >= rules_.prompts_to_fail || evidence_.prompts_given > 6) evidence_.verdict = LivenessVerdict::not_alive;
  // The next question waits until the head has come back from the last answer.
  const bool rested = !answered_at_ || now - *answered_at_ > rules_.longest_rest ||
                      (now - *answered_at_ > rules_.shortest_rest && std::abs(samples_.back().turn) < 0.12F);
  const bool watched =
      policy_ == LivenessPolicy::prompted ? samples_.size() >= 5 : now - first_seen_ > rules_.passive_limit;
  const bool time_to_ask = rested && watched;
  if (evidence_.verdict == LivenessVerdict::undecided && !prompt_ && time_to_ask) give_prompt(samples_.back());
  if (evidence_.verdict != LivenessVerdict::undecided) prompt_.reset();
  explain();
}

void Liveness::explain() {
  auto& words = evidence_.words;
  words.clear();
  const auto count = [](int n, const char* one, const char* many) {
    return std::to_string(n) + " " + (n == 1 ? one : many);
  };
  if (evidence_.prompts_given > 0)
    words.push_back("followed " + std::to_string(evidence_.prompts_followed) + " of " +
                    count(evidence_.prompts_given, "prompt", "prompts"));
  words.push_back(evidence_.depth >= rules_.depth_alive ? "moved as only a head of depth does"
                                                        : "every movement so far could be that of a flat picture");
  words.push_back(evidence_.blinks > 0 ? "blinked " + count(evidence_.blinks, "time", "times") : "has not blinked");
  if (evidence_.edges > 0.4F) words.push_back("straight edges around the face, as of a phone or a sheet");
  if (evidence_.waves > 0.5F) words.push_back("a fine regular pattern, as of a screen");
}

}  // namespace vision
