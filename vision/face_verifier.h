// FaceVerifier: observations over time to one decision, "is this the person of the reference, and alive?". Pure: no
// pixels, no clock, no model; the same observations always give the same decision.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/time.h"
#include "vision/face_distance.h"
#include "vision/face_hint.h"
#include "vision/face_observation.h"
#include "vision/image_quality.h"
#include "vision/liveness.h"
#include "vision/liveness_prompt.h"

namespace vision {

enum class Verdict {
  undecided,
  match,      ///< the person of the reference, and (unless `identity_only`) alive
  mismatch,   ///< another person, by several good frames
  not_alive,  ///< looks like a picture or a screen, or did not follow the prompts
};

std::string_view name_of(Verdict verdict);

/// What is known after one more frame.
struct VerificationDecision {
  Verdict verdict = Verdict::undecided;
  int good_frames = 0;                     ///< frames that passed every gate and count
  std::optional<FaceDistances> distances;  ///< none before the first good frame
  float accept_second = 0;                 ///< the threshold that `distances->second` is held against
  float veto_first = 0;                    ///< the threshold that `distances->first` is held against
  std::optional<float> turned_distance;    ///< of the head that turned as asked, from the mean of the good frames
  FaceHint hint = FaceHint::none;          ///< steady: shown at least `VerifierRules::hint_hold`
  std::optional<LivenessPrompt> prompt;    ///< what the person is asked to do now
  LivenessEvidence liveness;               ///< what was seen, for the harness to put into words
};

/// Numbers of the verifier that are not thresholds of distance.
struct VerifierRules {
  LivenessPolicy liveness = LivenessPolicy::passive_first;
  std::uint64_t prompt_seed = 0;       ///< picks the order of prompts; the kiosk takes it from the system's randomness
  int frames_to_match = 3;             ///< good frames at least before a match
  int frames_to_mismatch = 8;          ///< good frames at least before a mismatch
  base::Duration least_watch{400};     ///< good frames must span at least this time
  base::Duration two_faces{150};       ///< a second face seen for this long is a person: everything starts again
  base::Duration lost_after{600};      ///< a face gone for longer is a new person: everything starts again
  base::Duration lost_asked{1500};     ///< the same of a known face that was asked to turn: turned away it is not found
  base::Duration turning_after{1000};  ///< how long after a prompt's end a face may still turn away as asked
  base::Duration longest_proof{3000};  ///< a turned head must have been seen to be the same within this time
  base::Duration hint_hold{1200};      ///< a hint stays at least this long
  base::Duration hint_after{400};      ///< a fault must last this long before a hint is given
  QualityGates gates;
  LivenessRules liveness_rules;
};

/// One person's check against one reference. One thread at a time; make a new one for each attempt.
class FaceVerifier {
 public:
  FaceVerifier(FaceReference reference, ThresholdRow thresholds, VerifierRules rules = {});

  /// Takes the next observation in time order. After a match, mismatch or not_alive the decision stays.
  VerificationDecision consider(const Observation& observation);

 private:
  void restart();
  bool is_known() const;
  base::Duration longest_gap() const;
  bool follows_last_face(const Observation& observation, const FaceObservation& face) const;
  bool is_another(const std::vector<float>& second) const;
  std::optional<float> turned_distance() const;
  bool has_turned_itself() const;
  void watch_answer(base::TimePoint now, const FaceObservation& face);
  LivenessVerdict life() const;
  void add_good_frame(const Observation& observation, const FaceObservation& face);
  FaceEmbeddings mean_embeddings() const;
  FaceHint steady_hint(FaceHint now, base::TimePoint seen_at);
  Verdict identity() const;
  VerificationDecision decide() const;

  struct Answer {  ///< the turned head since the last prompt was given
    std::vector<float> second_sum;
    int frames = 0;
    int far_in_a_row = 0;                       ///< frames that show somebody else
    std::optional<base::TimePoint> owed_since;  ///< a turn was followed: whose was it?
  };

  FaceReference reference_;
  ThresholdRow thresholds_;
  VerifierRules rules_;
  Liveness liveness_;
  std::vector<float> first_sum_;
  std::vector<float> second_sum_;
  std::vector<FaceDistances> single_;
  std::optional<base::TimePoint> first_good_, last_good_, last_face_, last_asked_, two_since_;
  Answer answer_;
  std::optional<LivenessPrompt> asked_;
  int followed_ = 0;
  std::optional<Box> last_box_;
  FaceHint shown_hint_ = FaceHint::none;
  FaceHint pending_hint_ = FaceHint::none;
  std::optional<base::TimePoint> shown_since_, pending_since_;
  VerificationDecision settled_;
};

}  // namespace vision
