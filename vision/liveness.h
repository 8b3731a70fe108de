// Liveness: is there a living, three-dimensional head, or a picture of one? From observations over time; pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/time.h"
#include "vision/blink_watch.h"
#include "vision/face_observation.h"
#include "vision/liveness_prompt.h"
#include "vision/nose_watch.h"

namespace vision {

enum class LivenessVerdict { undecided, alive, not_alive };

/// What must be seen of a head, each at least.
struct HeadLimit {
  float nose;      ///< how far it stands out, as the picture tells (`NoseRelief`)
  float rotation;  ///< from how much of it, as the points tell (`ReliefEvidence`)
};

/// Numbers of the liveness check; `docs/faces.md` says on what they were measured.
struct LivenessRules {
  base::Duration passive_limit{6000};     ///< how long to watch before passive evidence counts as not conclusive
  base::Duration least_watch{800};        ///< and how long at least, however clear it looks
  base::Duration prompt_limit{4000};      ///< an answer must come within this time
  base::Duration soonest_answer{250};     ///< and not before this: nobody answers what has only just been asked
  base::Duration settle{400};             ///< the head must have been calm for this long before it is asked ...
  base::Duration longest_settling{3000};  ///< ... or is asked after this, and counts as restless
  int prompts_to_pass = 2;                ///< prompts to follow; the first is always a turn of the head
  int prompts_to_fail = 2;                ///< prompts not followed before it is not alive
  int most_prompts = 6;                   ///< after this many it is not alive whatever the answers were
  float depth_alive = 0.5F;               ///< depth evidence at or above this is more than a turned board shows
  float depth_prompted = 0.9F;            ///< the same beside followed prompts
  HeadLimit head_prompted{0.5F, 0.065F};  ///< and a head: who turned it as asked has shown this, which a sheet
                                          ///< that was waved the right way by chance has not
  float least_motion = 0.02F;             ///< and only with at least this much motion out of the plane
  HeadLimit head_blinking{0.5F, 0.02F};   ///< a head, beside a blink, which no print gives
  HeadLimit head_alone{0.6F, 0.06F};      ///< without one: from more rotation
  float nose_beside_crease = 0.2F;        ///< and the nose is no crease ...
  float nose_lopsided = 0.3F;             ///< ... also none that leans
  float relief_least = 0.5F, relief_most = 1.6F;  ///< share of a head's relief in the points: wrong points give more
  base::Duration steady{400};                     ///< conclusive for this long, not by a chance of one moment
  float flat_edges = 0.4F;      ///< straight edges around the face at or above this: a phone or a sheet
  float flat_waves = 0.5F;      ///< a fine pattern at or above this: a screen
  float flat_both = 0.65F;      ///< edges and pattern together, each too weak by itself
  float calm = 0.09F;           ///< span of `turn` and `nod` of a calm head
  float asked_turn = 0.28F;     ///< change of `turn` that answers a prompt to turn
  float right_over_wrong = 2;   ///< and it must be this many times the largest change the other way
  float wrong_turn = 0.28F;     ///< a change the other way that spoils the answer
  float returned_turn = 0.20F;  ///< a head this near to how it was held before is back from an answer
  float asked_nod = 0.18F;      ///< span of `nod` that answers a prompt to nod
  float asked_growth = 1.18F;   ///< growth of the face that answers "come closer"
  float blink_closed = 0.65F;   ///< eye opening below this share of the person's own is closed
  float blink_open = 0.88F;     ///< and above this share open again
};

/// What was seen so far. Every field speaks by itself, so that the harness can explain a decision.
struct LivenessEvidence {
  LivenessVerdict verdict = LivenessVerdict::undecided;
  int frames = 0;
  int blinks = 0;
  float depth = 0;     ///< how much better a rigid head explains the motion than a flat sheet; about 1 and more: a head
  float motion = 0;    ///< how much out-of-plane motion there was to judge by
  NoseRelief nose;     ///< how far the nose stands out of late, told by the picture
  float relief = 0;    ///< the same, told by the points: a head gives about 1, bent paper up to 0.9
  float rotation = 0;  ///< from how much rotation that is told
  float edges = 0;     ///< straight frame around the face, 0-1
  float waves = 0;     ///< moire, 0-1
  float passive = 0;   ///< mean of the passive network, 0-1
  int prompts_given = 0;
  int prompts_followed = 0;
  std::vector<std::string> words;  ///< the same in sentences, most telling first
};

/// Watches one tracked face. One thread at a time. Restarted by its owner when the track is lost.
class Liveness {
 public:
  Liveness(LivenessPolicy policy, std::uint64_t prompt_seed, LivenessRules rules);

  /// Takes the next observation of the tracked face, in time order. A frame that fails quality gates still counts here
  /// (closed eyes and turned heads are what we look for). Nothing new is asked while `may_ask` is false.
  void consider(base::TimePoint seen_at, const FaceObservation& face, bool may_ask = true);

  /// A lost track, a second face or a swap: everything seen so far is void, and prompts come in a new order.
  void restart();

  const LivenessEvidence& evidence() const { return evidence_; }
  std::optional<LivenessPrompt> prompt() const { return prompt_; }
  LivenessVerdict verdict() const { return evidence_.verdict; }

  /// Whether the head is turned nearly as far as answers a prompt, against how it was held before the last one; false
  /// before the first.
  bool is_turned(const FaceObservation& face) const;

 private:
  struct Sample {
    base::TimePoint seen_at;
    Landmarks points;
    float eye_opening, turn, nod, width;
  };
  struct Rest {  ///< how the head was held before it was asked
    float turn, nod, width;
  };
  enum class Eyes { open, closed };

  void watch_blink(const Sample& sample);
  void watch_prompt(const Sample& sample);
  bool follows(const Sample& sample) const;
  bool spoils(const Sample& sample) const;
  bool is_calm(base::TimePoint now) const;
  Rest recent_rest(base::TimePoint now) const;
  void consider_asking(base::TimePoint now);
  void give_prompt(base::TimePoint now);
  void end_prompt(base::TimePoint now);
  bool looks_flat() const;
  int prompts_needed() const;
  void measure_depth(base::TimePoint now);
  bool reaches(const HeadLimit& limit) const;
  bool shows_a_head(base::TimePoint now);
  bool answered_as_a_head() const;
  void judge(base::TimePoint now, bool may_ask);
  void explain();

  LivenessPolicy policy_;
  LivenessRules rules_;
  std::uint64_t random_;
  std::vector<Sample> samples_;
  LivenessEvidence evidence_;
  base::TimePoint first_seen_, last_judged_, closed_since_, asked_at_, free_since_;
  std::optional<LivenessPrompt> prompt_, last_prompt_;
  Rest rest_{};
  float nod_low_ = 0, nod_high_ = 0, turn_low_ = 0, turn_high_ = 0;  ///< since it was asked
  BlinkWatch blink_watch_;
  NoseWatch nose_watch_;
  std::optional<base::TimePoint> conclusive_since_;
  bool turned_a_head_ = false;
  int missed_ = 0, spoiled_ = 0, answers_in_a_row_ = 0, asked_restless_ = 0;
  Eyes eyes_ = Eyes::open;
  float open_level_ = 0;
  double passive_sum_ = 0, edge_sum_ = 0, wave_sum_ = 0;
  int passive_count_ = 0;
};

}  // namespace vision
