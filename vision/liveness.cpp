// Evidence for and against a living head, and the prompts.
#include "vision/liveness.h"

#include <algorithm>
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
  samples_.clear();
  prompt_.reset();
  prompt_start_.reset();
  const int failed = evidence_.prompts_given - evidence_.prompts_followed;
  evidence_ = {};
  // Prompts that were not followed stay counted: losing the track on purpose must not buy new tries without end.
  evidence_.prompts_given = failed;
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

void Liveness::give_prompt(const Sample& sample) {
  // Another random choice each time, never the last one again.
  constexpr std::array all{LivenessPrompt::turn_left, LivenessPrompt::turn_right, LivenessPrompt::nod,
                           LivenessPrompt::blink, LivenessPrompt::come_closer};
  LivenessPrompt chosen = all[0];
  do {
    random_ = mixed(random_);
    chosen = all[random_ % all.size()];
  } while (last_prompt_ == chosen);
  prompt_ = last_prompt_ = chosen;
  prompt_start_ = sample;
  nod_low_ = nod_high_ = sample.nod;
  blinks_at_prompt_ = evidence_.blinks;
  ++evidence_.prompts_given;
}

void Liveness::watch_prompt(const Sample& sample) {
  if (!prompt_) return;
  nod_low_ = std::min(nod_low_, sample.nod);
  nod_high_ = std::max(nod_high_, sample.nod);
  bool followed = false;
  switch (*prompt_) {
    case LivenessPrompt::turn_left:
      followed = sample.turn - prompt_start_->turn > rules_.asked_turn;
      break;
    case LivenessPrompt::turn_right:
      followed = prompt_start_->turn - sample.turn > rules_.asked_turn;
      break;
    case LivenessPrompt::nod:
      followed = nod_high_ - nod_low_ > rules_.asked_nod;
      break;
    case LivenessPrompt::blink:
      followed = evidence_.blinks > blinks_at_prompt_;
      break;
    case LivenessPrompt::come_closer:
      followed = sample.width > rules_.asked_growth * prompt_start_->width;
      break;
  }
  if (followed) {
    ++evidence_.prompts_followed;
    prompt_.reset();
  } else if (sample.seen_at - prompt_start_->seen_at > rules_.prompt_limit) {
    prompt_.reset();
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
  const bool looks_flat = evidence_.edges > 0.5F || evidence_.waves > 0.5F;
  const bool passive_alive =
      !looks_flat && evidence_.depth >= rules_.depth_alive && (evidence_.blinks > 0 || evidence_.passive > 0.5F);
  const int missed = evidence_.prompts_given - evidence_.prompts_followed - (prompt_ ? 1 : 0);
  const int needed = policy_ == LivenessPolicy::prompted ? rules_.prompts_to_pass : 1;
  if (policy_ == LivenessPolicy::passive_first && passive_alive) evidence_.verdict = LivenessVerdict::alive;
  if (evidence_.prompts_followed >= needed && !looks_flat) evidence_.verdict = LivenessVerdict::alive;
  if (missed >= rules_.prompts_to_fail) evidence_.verdict = LivenessVerdict::not_alive;
  const bool time_to_ask =
      policy_ == LivenessPolicy::prompted ? samples_.size() >= 5 : now - first_seen_ > rules_.passive_limit;
  if (evidence_.verdict == LivenessVerdict::undecided && !prompt_ && time_to_ask) give_prompt(samples_.back());
  if (evidence_.verdict != LivenessVerdict::undecided) prompt_.reset();
}

}  // namespace vision
