// The sub-commands of uketsuke-face. Each gives the program's exit status.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tools/face/program.h"

namespace face {

enum class Reference { picture, card };
/// Whether what all people of the pairs have in common is taken away; of a row that has a centre, always.
enum class Centre { of_row, own };

/// Are A and B the same person?
int compare(const std::string& a, const std::string& b, Reference reference, Output output);

struct EvaluateWishes {
  std::string pairs;
  Reference reference = Reference::picture;
  Centre centre = Centre::of_row;
  Output output = Output::words;
  std::string report;        ///< folder for the HTML report; empty: none
  std::string cache;         ///< folder that keeps what was computed
  double derive_at_far = 0;  ///< over 0: print a threshold row for this rate instead of judging the shipped one
};
int evaluate(const EvaluateWishes& wishes);

/// Does the face in VIDEO belong to the photo?
int verify(const std::string& photo, const std::string& video, vision::LivenessPolicy policy, Output output);

int liveness(const std::string& video, vision::LivenessPolicy policy, Output output);

/// Prints observations as text; distances to `against` when given.
int observe(const std::string& video, const std::string& against);

struct AttackWishes {
  std::vector<std::string> stills;
  std::vector<std::string> acts;  ///< names of the acts to play; empty: all
  int of_each = 30;
  double rate = 12;
  std::string log;  ///< file that keeps what was played; empty: none
  Output output = Output::words;
};
/// Plays generated people and attacks against both policies of the liveness check and counts who passes.
int attacks(const AttackWishes& wishes);

int bench(Output output);

/// For `bench` and tools/bench-peers, in a process of its own: from nothing to `count` decisions about a picture.
/// Prints the process's megabytes and the median milliseconds of a decision, by the wall and by the processor.
int first_decision(const std::string& picture, int count);

}  // namespace face
