// Error rates of a verification from the distances of pairs: pure functions, no pictures.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace face {

/// One compared pair. A pair that could not be compared (no face found) has no distance and counts as rejected.
struct Comparison {
  bool same = false;
  std::optional<float> distance;  ///< the smaller the more alike; a vetoed pair lies beyond every threshold
  std::string identity_a, identity_b, group, path_a, path_b;
};

struct Interval {
  double low = 0, high = 0;
};

struct Rates {
  long pairs = 0, genuine = 0, impostor = 0, failed_to_acquire = 0;
  std::optional<double> eer;  ///< none without genuine and impostor pairs
  std::optional<Interval> eer_between;
  double threshold = 0, far = 0, frr = 0;  ///< at the shipped threshold
  Interval far_between, frr_between;
  /// FRR where FAR is at most 1e-2, 1e-3, 1e-4; none where there are fewer impostor pairs than 1 / FAR.
  std::array<std::optional<double>, 3> frr_at_far;
};

inline constexpr std::array<double, 3> asked_fars{1e-2, 1e-3, 1e-4};

/// Rates of all pairs, with 95 % intervals from resampling people (not pairs: pairs of one person are not independent).
Rates rates_of(const std::vector<Comparison>& pairs, double threshold);

/// The largest threshold whose false-accept rate stays at or below `far`.
double threshold_at_far(const std::vector<Comparison>& pairs, double far);

/// Points of the DET curve: pairs of false-accept and false-reject rate.
std::vector<std::pair<double, double>> det_curve(const std::vector<Comparison>& pairs);

}  // namespace face
