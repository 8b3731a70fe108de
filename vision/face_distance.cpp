// Distances of vectors, and the rule of two networks.
#include "vision/face_distance.h"

#include <algorithm>
#include <cmath>

namespace vision {

float distance_between(const std::vector<float>& a, const std::vector<float>& b) {
  if (a.size() != b.size() || a.empty()) return 9.0F;
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return static_cast<float>(std::sqrt(sum));
}

std::vector<float> unit(std::vector<float> vector) {
  double sum = 0;
  for (const float value : vector) sum += value * value;
  const auto length = std::max(static_cast<float>(std::sqrt(sum)), 1e-9F);
  for (float& value : vector) value /= length;
  return vector;
}

std::vector<float> without_centre(const std::vector<float>& vector, const std::vector<float>& centre) {
  if (centre.size() != vector.size()) return vector;
  std::vector<float> rest(vector.size());
  std::transform(vector.begin(), vector.end(), centre.begin(), rest.begin(), std::minus<>{});
  return unit(std::move(rest));
}

FaceDistances distances_between(const FaceEmbeddings& reference, const FaceEmbeddings& live, const ThresholdRow& row) {
  return {distance_between(reference.first, live.first),
          distance_between(without_centre(reference.second, row.reference_centre),
                           without_centre(live.second, row.live_centre))};
}

bool same_person(const FaceDistances& distances, const ThresholdRow& row) {
  return distances.second <= row.accept_second && distances.first < row.veto_first;
}

}  // namespace vision
