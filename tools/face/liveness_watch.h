// LivenessWatch: the liveness check as the kiosk makes it, of nobody in particular.
#pragma once

#include "vision/face_verifier.h"

namespace face {

/// A lost track, a second face or a swap restarts it, as in the kiosk; whose face it is does not matter.
class LivenessWatch {
 public:
  LivenessWatch(vision::LivenessPolicy policy, std::uint64_t prompt_seed)
      : verifier_({}, anybody(), rules_of(policy, prompt_seed)) {}

  void consider(const vision::Observation& seen) { decision_ = verifier_.consider(seen); }
  const vision::LivenessEvidence& evidence() const { return decision_.liveness; }
  vision::LivenessVerdict verdict() const { return decision_.liveness.verdict; }
  std::optional<vision::LivenessPrompt> prompt() const { return decision_.prompt; }

 private:
  /// A row that nobody matches and nobody is refused by.
  static vision::ThresholdRow anybody() {
    vision::ThresholdRow row;
    row.accept_second = -1, row.reject_second = 99;
    return row;
  }
  static vision::VerifierRules rules_of(vision::LivenessPolicy policy, std::uint64_t prompt_seed) {
    vision::VerifierRules rules;
    rules.liveness = policy, rules.prompt_seed = prompt_seed;
    rules.frames_to_mismatch = 1 << 20;
    return rules;
  }

  vision::FaceVerifier verifier_;
  vision::VerificationDecision decision_;
};

}  // namespace face
