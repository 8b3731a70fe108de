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
  liveness_.restart();
}

/// Who comes back after a turn is held against the mean of the good frames before it; without these, nobody is known
/// yet.
base::Duration FaceVerifier::longest_gap() const {
  const bool is_known = static_cast<int>(single_.size()) >= rules_.frames_to_match;
  return is_known && liveness_.prompt() ? rules_.lost_asked : rules_.lost_after;
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

void FaceVerifier::add_good_frame(const Observation& observation, const FaceObservation& face) {
  const FaceEmbeddings& seen = *face.embeddings;
  if (!second_sum_.empty() && distance_between(unit(second_sum_), seen.second) > face_swap_distance) restart();
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
  decision.prompt = liveness_.prompt();
  if (!single_.empty()) decision.distances = distances_between(reference_.embeddings, mean_embeddings(), thresholds_);
  const Verdict who = identity();
  if (who == Verdict::mismatch) decision.verdict = Verdict::mismatch;
  if (who == Verdict::match && liveness_.verdict() == LivenessVerdict::alive) decision.verdict = Verdict::match;
  if (who != Verdict::mismatch && liveness_.verdict() == LivenessVerdict::not_alive)
    decision.verdict = Verdict::not_alive;
  return decision;
}

VerificationDecision FaceVerifier::consider(const Observation& observation) {
  if (settled_.verdict != Verdict::undecided) return settled_;
  const FaceHint fault = fault_of(observation, rules_.gates);
  const bool alone = !observation.faces.empty() && fault != FaceHint::only_one_person;
  if (fault == FaceHint::only_one_person) restart();
  if (observation.faces.empty() && last_face_ && observation.seen_at - *last_face_ > longest_gap()) restart();
  if (alone) {
    const FaceObservation& face = observation.faces.front();
    if (!follows_last_face(observation, face)) restart();
    last_box_ = face.box;
    last_face_ = observation.seen_at;
    liveness_.consider(observation.seen_at, face);
    if (fault == FaceHint::none && face.embeddings) add_good_frame(observation, face);
  }
  settled_ = decide();
  // While a prompt is being followed, a turned head or closed eyes are what was asked for, not a fault.
  const bool asked = liveness_.prompt().has_value() && alone;
  settled_.hint = steady_hint(asked ? FaceHint::none : fault, observation.seen_at);
  return settled_;
}

}  // namespace vision
