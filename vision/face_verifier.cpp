// The decision over several frames. The second network decides, the first may veto; both on the mean of the good
// frames, which is steadier than any single one.
#include "vision/face_verifier.h"

#include <algorithm>
#include <cmath>

namespace vision {
namespace {

void add_to(std::vector<float>& sum, const std::vector<float>& vector) {
  if (sum.empty()) sum.assign(vector.size(), 0);
  for (std::size_t i = 0; i < sum.size() && i < vector.size(); ++i) sum[i] += vector[i];
}

std::vector<float> divided(std::vector<float> vector, float divisor) {
  for (float& value : vector) value /= std::max(divisor, 1e-9F);
  return vector;
}

/// Beyond this, the second network says that a frame shows someone else than the frames before it.
constexpr float face_swap_distance = 1.15F;
/// A turned head is the same one when the mean of these many frames at least is no further than this. Of 73 made heads
/// that turned all were within 0.95, of 5072 pairs of other people 0.3 %.
constexpr float turned_head_distance = 1.05F;
constexpr int least_turned_frames = 2;
/// One frame may be blurred by the turn; of 2143 single ones none was beyond `face_swap_distance`.
constexpr int far_frames_of_another = 2;
/// After this many times `frames_to_mismatch` the verifier stops hoping for a better frame.
constexpr int patience = 3;

}  // namespace

FaceVerifier::FaceVerifier(FaceReference reference, ThresholdRow thresholds, VerifierRules rules)
    : reference_(std::move(reference)),
      thresholds_(std::move(thresholds)),
      rules_(rules),
      liveness_(rules.liveness, rules.prompt_seed, rules.liveness_rules) {}

void FaceVerifier::restart() {
  first_sum_.clear();
  second_sum_.clear();
  single_.clear();
  first_good_.reset();
  last_good_.reset();
  last_box_.reset();
  last_asked_.reset();
  answer_ = {};
  asked_.reset();
  followed_ = 0;
  liveness_.restart();
}

bool FaceVerifier::is_known() const { return static_cast<int>(single_.size()) >= rules_.frames_to_match; }

/// Who comes back after a turn is held against the mean of the good frames before it; without these, nobody is known
/// yet. An answer counts before the turn is at its end, so the prompt is mostly over when the face goes out of sight.
base::Duration FaceVerifier::longest_gap() const {
  const bool turns = last_asked_ && last_face_ && *last_face_ - *last_asked_ <= rules_.turning_after;
  return is_known() && turns ? rules_.lost_asked : rules_.lost_after;
}

bool FaceVerifier::follows_last_face(const Observation& observation, const FaceObservation& face) const {
  if (!last_box_ || !last_face_) return true;
  if (observation.seen_at - *last_face_ > longest_gap()) return false;
  const Point before = last_box_->centre();
  const Point now = face.box.centre();
  const float moved = std::hypot(now.x - before.x, now.y - before.y);
  const float growth = face.box.width / std::max(1.0F, last_box_->width);
  return moved < 0.7F * last_box_->width && growth > 0.5F && growth < 2.0F;
}

bool FaceVerifier::is_another(const std::vector<float>& second) const {
  return !second_sum_.empty() && distance_between(unit(second_sum_), second) > face_swap_distance;
}

std::optional<float> FaceVerifier::turned_distance() const {
  if (answer_.frames == 0 || second_sum_.empty()) return std::nullopt;
  return distance_between(unit(answer_.second_sum), unit(second_sum_));
}

bool FaceVerifier::has_turned_itself() const {
  const auto distance = turned_distance();
  return answer_.frames >= least_turned_frames && distance && *distance <= turned_head_distance;
}

// Who holds up a picture can answer with a head of their own, as long as that is never seen straight. So a turned head
// is held against the face of the good frames: before anything else is asked, and before a match.
void FaceVerifier::watch_answer(base::TimePoint now, const FaceObservation& face) {
  const auto prompt = liveness_.prompt();
  const int followed = liveness_.evidence().prompts_followed;
  const bool is_new = prompt && !asked_;
  const bool is_unproven = answer_.owed_since && !has_turned_itself();
  if (is_unproven && (is_new || now - *answer_.owed_since > rules_.longest_proof)) return restart();
  if (is_new) answer_ = {};
  const bool asked_turn = asked_ == LivenessPrompt::turn_left || asked_ == LivenessPrompt::turn_right;
  if (followed > followed_ && asked_turn) answer_.owed_since = now;
  followed_ = followed;
  asked_ = prompt;
  const auto* second = face.turned_second ? &*face.turned_second : face.embeddings ? &face.embeddings->second : nullptr;
  if (second == nullptr) return;
  answer_.far_in_a_row = is_another(*second) ? answer_.far_in_a_row + 1 : 0;
  if (answer_.far_in_a_row >= far_frames_of_another) return restart();
  if (!liveness_.is_turned(face)) return;
  add_to(answer_.second_sum, *second);
  ++answer_.frames;
}

/// What the movements say, and that they were this face's own.
LivenessVerdict FaceVerifier::life() const {
  const bool is_unproven = answer_.owed_since && !has_turned_itself();
  return is_unproven && liveness_.verdict() == LivenessVerdict::alive ? LivenessVerdict::undecided
                                                                      : liveness_.verdict();
}

void FaceVerifier::add_good_frame(const Observation& observation, const FaceObservation& face) {
  const FaceEmbeddings& seen = *face.embeddings;
  if (is_another(seen.second)) restart();
  add_to(first_sum_, seen.first);
  add_to(second_sum_, seen.second);
  single_.push_back(distances_between(reference_.embeddings, seen, thresholds_));
  if (!first_good_) first_good_ = observation.seen_at;
  last_good_ = observation.seen_at;
}

FaceEmbeddings FaceVerifier::mean_embeddings() const {
  return {divided(first_sum_, static_cast<float>(single_.size())), unit(second_sum_)};
}

FaceHint FaceVerifier::steady_hint(FaceHint now, base::TimePoint seen_at) {
  if (now != pending_hint_ || !pending_since_) {
    pending_hint_ = now;
    pending_since_ = seen_at;
  }
  const bool lasted = seen_at - *pending_since_ >= rules_.hint_after;
  const bool may_change = !shown_since_ || seen_at - *shown_since_ >= rules_.hint_hold;
  if (pending_hint_ != shown_hint_ && lasted && may_change) {
    shown_hint_ = pending_hint_;
    shown_since_ = seen_at;
  }
  return shown_hint_;
}

Verdict FaceVerifier::identity() const {
  const auto count = static_cast<int>(single_.size());
  if (count < rules_.frames_to_match || *last_good_ - *first_good_ < rules_.least_watch) return Verdict::undecided;
  const FaceDistances mean = distances_between(reference_.embeddings, mean_embeddings(), thresholds_);
  const auto near = std::count_if(single_.begin(), single_.end(), [&](const FaceDistances& d) {
    return d.second <= thresholds_.reject_second && d.first < thresholds_.veto_first + 0.05F;
  });
  // The mean must be near, and so must two frames of three by themselves: a mean alone could hide a swap.
  if (same_person(mean, thresholds_) && near * 3 >= count * 2) return Verdict::match;
  if (count >= rules_.frames_to_mismatch && mean.second > thresholds_.reject_second) return Verdict::mismatch;
  if (count >= patience * rules_.frames_to_mismatch) return Verdict::mismatch;
  return Verdict::undecided;
}

VerificationDecision FaceVerifier::decide() const {
  VerificationDecision decision;
  decision.good_frames = static_cast<int>(single_.size());
  decision.accept_second = thresholds_.accept_second;
  decision.veto_first = thresholds_.veto_first;
  decision.liveness = liveness_.evidence();
  decision.liveness.verdict = life();
  decision.turned_distance = turned_distance();
  if (answer_.owed_since && !has_turned_itself()) {
    const bool is_other = decision.turned_distance.value_or(0) > turned_head_distance;
    decision.liveness.words.emplace_back(is_other ? "another head turned than the one before"
                                                  : "not yet seen whether the head that turned is the one before");
  }
  decision.prompt = liveness_.prompt();
  if (!single_.empty()) decision.distances = distances_between(reference_.embeddings, mean_embeddings(), thresholds_);
  const Verdict who = identity();
  if (who == Verdict::mismatch) decision.verdict = Verdict::mismatch;
  if (who == Verdict::match && life() == LivenessVerdict::alive) decision.verdict = Verdict::match;
  if (who != Verdict::mismatch && liveness_.verdict() == LivenessVerdict::not_alive)
    decision.verdict = Verdict::not_alive;
  return decision;
}

VerificationDecision FaceVerifier::consider(const Observation& observation) {
  if (settled_.verdict != Verdict::undecided) return settled_;
  const FaceHint fault = fault_of(observation, rules_.gates);
  const bool alone = !observation.faces.empty() && fault != FaceHint::only_one_person;
  // For a moment the detector sees faces that are none. Whoever is there stays longer; nothing counts meanwhile.
  if (fault != FaceHint::only_one_person) two_since_.reset();
  if (fault == FaceHint::only_one_person && !two_since_) two_since_ = observation.seen_at;
  if (two_since_ && observation.seen_at - *two_since_ >= rules_.two_faces) restart();
  if (observation.faces.empty() && last_face_ && observation.seen_at - *last_face_ > longest_gap()) restart();
  if (alone) {
    const FaceObservation& face = observation.faces.front();
    if (!follows_last_face(observation, face)) restart();
    last_box_ = face.box;
    last_face_ = observation.seen_at;
    // Nobody is asked to turn before they were seen well: first the hints, then the prompts.
    liveness_.consider(observation.seen_at, face, is_known());
    if (is_sure(face) && fault == FaceHint::none && face.embeddings) add_good_frame(observation, face);
    watch_answer(observation.seen_at, face);
  }
  if (liveness_.prompt()) last_asked_ = observation.seen_at;
  settled_ = decide();
  // While a prompt is being followed, a turned head or closed eyes are what was asked for, not a fault.
  const bool asked = liveness_.prompt().has_value() && alone;
  settled_.hint = steady_hint(asked ? FaceHint::none : fault, observation.seen_at);
  return settled_;
}

}  // namespace vision
