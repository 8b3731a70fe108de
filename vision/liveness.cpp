// Evidence for and against a living head, and the prompts.
#include "vision/liveness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "vision/depth_evidence.h"
#include "vision/relief_evidence.h"

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

float middle_of(std::vector<float>& values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

Liveness::Liveness(LivenessPolicy policy, std::uint64_t prompt_seed, LivenessRules rules)
    : policy_(policy), rules_(rules), random_(prompt_seed) {
  restart();
}

void Liveness::restart() {
  // A prompt that was being given counts as missed: losing the track on purpose must not buy tries without end.
  if (prompt_) ++missed_;
  const int given = evidence_.prompts_given;
  samples_.clear();
  prompt_.reset();
  evidence_ = {};
  evidence_.prompts_given = given;
  answers_in_a_row_ = asked_restless_ = 0;
  open_level_ = 0;
  eyes_ = Eyes::open;
  blink_watch_.restart();
  nose_watch_.restart();
  conclusive_since_.reset();
  turned_a_head_ = false;
  passive_sum_ = edge_sum_ = wave_sum_ = 0;
  passive_count_ = 0;
  if (policy_ == LivenessPolicy::identity_only) evidence_.verdict = LivenessVerdict::alive;
}

void Liveness::consider(base::TimePoint seen_at, const FaceObservation& face, bool may_ask) {
  if (policy_ == LivenessPolicy::identity_only || evidence_.verdict != LivenessVerdict::undecided) return;
  const Sample sample{seen_at,           face.landmarks,   face.quality.eye_opening,
                      face.quality.turn, face.quality.nod, face.quality.face_width};
  // A head that turns as asked may turn further than the detector is sure of; of one that nobody asked, only what is
  // surely a face may prove anything.
  if (!is_sure(face) && evidence_.prompts_given == 0) return;
  if (samples_.empty()) first_seen_ = free_since_ = seen_at;
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
  if (face.band) {
    blink_watch_.consider(seen_at, *face.band);
    evidence_.blinks = blink_watch_.blinks();
  } else if (face.blinks) {
    evidence_.blinks = *face.blinks;
  } else {
    watch_blink(sample);
  }
  if (face.patch) {
    nose_watch_.consider(seen_at, *face.patch, face.landmarks);
    evidence_.nose = nose_watch_.relief();
  } else if (face.nose) {
    evidence_.nose = *face.nose;
  }
  watch_prompt(sample);
  judge(seen_at, may_ask);
}

// A blink by the points alone, where no picture is: clearly below the person's own opening (the middle of the last two
// seconds, while the eyes are open), and open again within 0.6 s. How clearly follows from how much the points tremble
// on this face.
void Liveness::watch_blink(const Sample& sample) {
  if (eyes_ == Eyes::closed) {
    const base::Duration closed = sample.seen_at - closed_since_;
    const bool open = sample.eye_opening > rules_.blink_open * open_level_;
    if (open && closed <= base::Duration{600}) ++evidence_.blinks;
    if (open || closed > base::Duration{1500}) eyes_ = Eyes::open;  // after so long it was no blink
    return;
  }
  std::vector<float> openings, deviations;
  for (const Sample& s : samples_)
    if (sample.seen_at - s.seen_at <= base::Duration{2000}) openings.push_back(s.eye_opening);
  if (openings.size() < 6) return;
  open_level_ = middle_of(openings);
  for (const float opening : openings) deviations.push_back(std::abs(opening - open_level_));
  const float tremble = 3 * middle_of(deviations) / std::max(0.01F, open_level_);
  const float closed_at = std::min(rules_.blink_closed, std::max(0.6F, 1 - tremble));
  if (sample.eye_opening >= closed_at * open_level_) return;
  eyes_ = Eyes::closed;
  closed_since_ = sample.seen_at;
}

bool Liveness::is_calm(base::TimePoint now) const {
  float low_turn = 9, high_turn = -9, low_nod = 9, high_nod = -9;
  for (const Sample& s : samples_) {
    if (now - s.seen_at > rules_.settle) continue;
    low_turn = std::min(low_turn, s.turn), high_turn = std::max(high_turn, s.turn);
    low_nod = std::min(low_nod, s.nod), high_nod = std::max(high_nod, s.nod);
  }
  return high_turn - low_turn < rules_.calm && high_nod - low_nod < 2 * rules_.calm;
}

Liveness::Rest Liveness::recent_rest(base::TimePoint now) const {
  std::vector<float> turns, nods, widths;
  for (const Sample& s : samples_)
    if (now - s.seen_at <= rules_.settle) turns.push_back(s.turn), nods.push_back(s.nod), widths.push_back(s.width);
  return {middle_of(turns), middle_of(nods), middle_of(widths)};
}

// Asked only while the head is calm and back from the last answer: what moves all the time answers every question by
// chance, and who is asked while turning back would seem to turn the wrong way.
void Liveness::consider_asking(base::TimePoint now) {
  const base::Duration waited = now - free_since_;
  const Sample& last = samples_.back();
  const bool returned = !last_prompt_ || (std::abs(last.turn - rest_.turn) < rules_.returned_turn &&
                                          std::abs(last.width / std::max(1.0F, rest_.width) - 1) < 0.1F);
  const bool calm = waited >= rules_.settle && returned && is_calm(now);
  if (!calm && waited < rules_.longest_settling) return;
  if (!calm) ++asked_restless_;
  give_prompt(now);
}

// The first prompt is a turn of the head: no flat thing can follow it. A blink is not asked for: a recording blinks
// every few seconds by itself, and so do eyes behind a paper mask.
void Liveness::give_prompt(base::TimePoint now) {
  constexpr std::array all{LivenessPrompt::turn_left, LivenessPrompt::turn_right, LivenessPrompt::nod,
                           LivenessPrompt::come_closer};
  const std::size_t choices = evidence_.prompts_followed == 0 ? 2 : all.size();
  // After a first answer another thing is asked; before it, the same turn may come again, or it could be foreseen.
  do random_ = mixed(random_);
  while (evidence_.prompts_followed > 0 && last_prompt_ == all[random_ % choices]);
  prompt_ = last_prompt_ = all[random_ % choices];
  asked_at_ = now;
  rest_ = recent_rest(now);
  nod_low_ = nod_high_ = rest_.nod;
  turn_low_ = turn_high_ = rest_.turn;
  ++evidence_.prompts_given;
}

bool Liveness::is_turned(const FaceObservation& face) const {
  return last_prompt_ && std::abs(face.quality.turn - rest_.turn) >= 0.75F * rules_.asked_turn;
}

// A head sways a little while its owner reads; what sways as far both ways has not answered.
bool Liveness::follows(const Sample& sample) const {
  const float left = sample.turn - rest_.turn, leftmost = turn_high_ - rest_.turn, rightmost = rest_.turn - turn_low_;
  switch (*prompt_) {
    case LivenessPrompt::turn_left:
      return left > std::max(rules_.asked_turn, rules_.right_over_wrong * rightmost);
    case LivenessPrompt::turn_right:
      return -left > std::max(rules_.asked_turn, rules_.right_over_wrong * leftmost);
    case LivenessPrompt::nod:
      return nod_high_ - nod_low_ > rules_.asked_nod;
    case LivenessPrompt::come_closer:
      return sample.width > rules_.asked_growth * rest_.width;
    case LivenessPrompt::blink:
      return false;  // never given
  }
  return false;
}

/// Moving the wrong way, or answering before the question could be read: a recording that moves by itself.
bool Liveness::spoils(const Sample& sample) const {
  const float turned = sample.turn - rest_.turn;
  if (sample.seen_at - asked_at_ < rules_.soonest_answer) return follows(sample);
  if (*prompt_ == LivenessPrompt::turn_left) return turned < -rules_.wrong_turn;
  if (*prompt_ == LivenessPrompt::turn_right) return turned > rules_.wrong_turn;
  return std::abs(turned) > rules_.asked_turn;
}

void Liveness::end_prompt(base::TimePoint now) {
  prompt_.reset();
  free_since_ = now;
}

void Liveness::watch_prompt(const Sample& sample) {
  if (!prompt_) return;
  turn_low_ = std::min(turn_low_, sample.turn);
  turn_high_ = std::max(turn_high_, sample.turn);
  nod_low_ = std::min(nod_low_, sample.nod);
  nod_high_ = std::max(nod_high_, sample.nod);
  const bool spoiled = spoils(sample);
  if (spoiled || sample.seen_at - asked_at_ > rules_.prompt_limit) {
    ++(spoiled ? spoiled_ : missed_);
    answers_in_a_row_ = 0;
    end_prompt(sample.seen_at);
  } else if (follows(sample)) {
    ++evidence_.prompts_followed;
    ++answers_in_a_row_;
    end_prompt(sample.seen_at);
  }
}

bool Liveness::looks_flat() const {
  return evidence_.edges >= rules_.flat_edges || evidence_.waves >= rules_.flat_waves ||
         evidence_.edges + evidence_.waves >= rules_.flat_both;
}

/// More for each reason to doubt: two for the edge or grid of a screen, one for a prompt that was missed or spoiled,
/// one for a head that never rests.
int Liveness::prompts_needed() const {
  return rules_.prompts_to_pass + (looks_flat() ? 2 : 0) + (missed_ + spoiled_ > 0 ? 1 : 0) +
         (asked_restless_ > 0 ? 1 : 0);
}

void Liveness::measure_depth(base::TimePoint now) {
  if (samples_.size() < least_samples || now - last_judged_ < judge_every) return;
  last_judged_ = now;
  std::vector<Landmarks> shapes;
  std::vector<TimedLandmarks> track;
  for (const Sample& s : samples_) {
    shapes.push_back(s.points);
    track.push_back({s.seen_at, s.points});
  }
  const DepthEvidence seen = depth_evidence(shapes);
  evidence_.depth = std::max(evidence_.depth, seen.depth);
  evidence_.motion = std::max(evidence_.motion, seen.motion);
  const ReliefEvidence relief = relief_evidence(track);
  evidence_.relief = relief.share;
  evidence_.rotation = relief.amount;
  if (reaches(rules_.head_prompted)) turned_a_head_ = true;
}

// Two answers can be right by chance, of a sheet that is turned and flexed without end; but then it moved as a sheet.
bool Liveness::answered_as_a_head() const {
  return answers_in_a_row_ >= prompts_needed() && turned_a_head_ && evidence_.motion >= rules_.least_motion &&
         evidence_.depth >= rules_.depth_prompted;
}

// The picture tells paper from a head far better than the points, which on paper too are drawn to where a head's would
// be; but they err independently.
bool Liveness::reaches(const HeadLimit& limit) const {
  return evidence_.nose.share >= limit.nose && evidence_.nose.beside_crease >= rules_.nose_beside_crease &&
         evidence_.nose.lopsided <= rules_.nose_lopsided && evidence_.relief >= rules_.relief_least &&
         evidence_.relief <= rules_.relief_most && evidence_.rotation >= limit.rotation;
}

// Depth alone is not enough: a bent sheet has it too. A nose that no sheet has must be there, from a large movement, or
// beside a blink, which no print gives; and for some time. Behind a bent mask with eye holes blink living eyes, but its
// nose lies in the paper. What was once in doubt is asked: who waits for the limit to pass gets no more chances to be
// lucky.
bool Liveness::shows_a_head(base::TimePoint now) {
  const bool blinking = evidence_.blinks > 0 && reaches(rules_.head_blinking);
  const bool clear = reaches(rules_.head_alone);
  const bool depth = evidence_.motion >= rules_.least_motion && evidence_.depth >= rules_.depth_alive;
  if (!depth || (!blinking && !clear) || looks_flat() || evidence_.prompts_given > 0)
    return conclusive_since_.reset(), false;
  if (!conclusive_since_) conclusive_since_ = now;
  return now - *conclusive_since_ >= rules_.steady && now - first_seen_ >= rules_.least_watch;
}

void Liveness::judge(base::TimePoint now, bool may_ask) {
  measure_depth(now);
  const bool conclusive = shows_a_head(now);
  if (policy_ == LivenessPolicy::passive_first && conclusive) evidence_.verdict = LivenessVerdict::alive;
  if (answered_as_a_head()) evidence_.verdict = LivenessVerdict::alive;
  const bool failed = missed_ >= rules_.prompts_to_fail || missed_ + spoiled_ > rules_.prompts_to_fail;
  const bool no_more = evidence_.prompts_given >= rules_.most_prompts && !prompt_;
  if (evidence_.verdict == LivenessVerdict::undecided && (failed || no_more))
    evidence_.verdict = LivenessVerdict::not_alive;
  const bool watched = policy_ == LivenessPolicy::prompted || now - first_seen_ > rules_.passive_limit;
  if (evidence_.verdict == LivenessVerdict::undecided && !prompt_ && watched && may_ask) consider_asking(now);
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
  const bool depth = evidence_.depth >= rules_.depth_alive && evidence_.motion >= rules_.least_motion;
  const bool relief = reaches(rules_.head_blinking);
  words.push_back(!depth   ? "every movement so far could be that of a flat picture"
                  : relief ? "moved as only a head does, the nose before the face"
                           : "has depth, but no more than a bent sheet could have");
  words.push_back(evidence_.blinks > 0 ? "blinked " + count(evidence_.blinks, "time", "times") : "has not blinked");
  if (evidence_.edges >= rules_.flat_edges) words.push_back("straight edges around the face, as of a phone or a sheet");
  if (evidence_.waves >= rules_.flat_waves) words.push_back("a fine regular pattern, as of a screen");
}

}  // namespace vision
