// Sorting distances and counting.
#include "tools/face/error_rates.h"

#include <algorithm>
#include <limits>
#include <map>

namespace face {
namespace {

struct Weighed {
  float distance;
  bool same;
  double weight;
};

constexpr float never = std::numeric_limits<float>::infinity();

/// Rates as the threshold rises through all distances, with a weight for each pair.
struct Sweep {
  std::vector<Weighed> sorted;
  double genuine = 0, impostor = 0;

  Sweep(const std::vector<Comparison>& pairs, const std::vector<double>& weights) {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      if (weights[i] <= 0) continue;
      sorted.push_back({pairs[i].distance.value_or(never), pairs[i].same, weights[i]});
      (pairs[i].same ? genuine : impostor) += weights[i];
    }
    std::sort(sorted.begin(), sorted.end(), [](const Weighed& a, const Weighed& b) { return a.distance < b.distance; });
  }

  /// Calls `at(threshold, far, frr)` after each distinct distance; stops when it returns false.
  template <class At>
  void walk(At at) const {
    double accepted_genuine = 0, accepted_impostor = 0;
    for (std::size_t i = 0; i < sorted.size() && sorted[i].distance < never;) {
      const float here = sorted[i].distance;
      for (; i < sorted.size() && sorted[i].distance == here; ++i)
        (sorted[i].same ? accepted_genuine : accepted_impostor) += sorted[i].weight;
      if (!at(here, accepted_impostor / impostor, 1 - accepted_genuine / genuine)) return;
    }
  }

  double equal_error() const {
    double before_far = 0, before_frr = 1, eer = 1;
    walk([&](float, double far, double frr) {
      if (far < frr) return before_far = far, before_frr = frr, true;
      // Between the last two points the curves cross.
      const double gap = (before_frr - before_far) + (far - frr);
      const double share = gap > 0 ? (before_frr - before_far) / gap : 0;
      eer = before_far + share * (far - before_far);
      return false;
    });
    return eer;
  }

  std::pair<double, double> at_threshold(double threshold) const {
    std::pair<double, double> rates{0, 1};
    walk([&](float here, double far, double frr) {
      if (here > threshold) return false;
      return rates = {far, frr}, true;
    });
    return rates;
  }

  double frr_at(double limit) const {
    double rejected = 1;
    walk([&](float, double far, double frr) { return far <= limit && (rejected = frr, true); });
    return rejected;
  }
};

Interval middle_95(std::vector<double> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
  };
  return {at(0.025), at(0.975)};
}

/// How often each person is drawn in one resampling, from a small fixed generator so that reports repeat exactly.
std::map<std::string, double> drawn_people(const std::vector<std::string>& people, std::uint64_t& state) {
  std::map<std::string, double> drawn;
  for (std::size_t i = 0; i < people.size(); ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    drawn[people[(state >> 33) % people.size()]] += 1;
  }
  return drawn;
}

}  // namespace

Rates rates_of(const std::vector<Comparison>& pairs, double threshold) {
  Rates rates;
  rates.pairs = static_cast<long>(pairs.size());
  rates.threshold = threshold;
  std::map<std::string, double> people;
  for (const Comparison& pair : pairs) {
    ++(pair.same ? rates.genuine : rates.impostor);
    if (!pair.distance) ++rates.failed_to_acquire;
    people[pair.identity_a] = people[pair.identity_b] = 1;
  }
  const Sweep all(pairs, std::vector<double>(pairs.size(), 1.0));
  if (rates.genuine == 0 || rates.impostor == 0) return rates;
  rates.eer = all.equal_error();
  std::tie(rates.far, rates.frr) = all.at_threshold(threshold);
  for (std::size_t i = 0; i < asked_fars.size(); ++i)
    if (static_cast<double>(rates.impostor) * asked_fars[i] >= 1) rates.frr_at_far[i] = all.frr_at(asked_fars[i]);
  std::vector<std::string> names;
  for (const auto& [name, one] : people) names.push_back(name);
  std::vector<double> eers, fars, frrs;
  std::uint64_t state = 20261122;
  for (int i = 0; i < 200; ++i) {
    const auto drawn = drawn_people(names, state);
    const auto weight_of = [&](const std::string& name) {
      const auto found = drawn.find(name);
      return found == drawn.end() ? 0.0 : found->second;
    };
    std::vector<double> weights;
    for (const Comparison& pair : pairs)
      weights.push_back(pair.identity_a == pair.identity_b ? weight_of(pair.identity_a)
                                                           : weight_of(pair.identity_a) * weight_of(pair.identity_b));
    const Sweep sample(pairs, weights);
    if (sample.genuine <= 0 || sample.impostor <= 0) continue;
    eers.push_back(sample.equal_error());
    const auto [far, frr] = sample.at_threshold(threshold);
    fars.push_back(far), frrs.push_back(frr);
  }
  rates.eer_between = middle_95(eers);
  rates.far_between = middle_95(fars);
  rates.frr_between = middle_95(frrs);
  return rates;
}

double threshold_at_far(const std::vector<Comparison>& pairs, double far_limit) {
  double threshold = 0;
  const Sweep all(pairs, std::vector<double>(pairs.size(), 1.0));
  all.walk([&](float here, double far, double) { return far <= far_limit && (threshold = here, true); });
  return threshold;
}

std::vector<std::pair<double, double>> det_curve(const std::vector<Comparison>& pairs) {
  std::vector<std::pair<double, double>> curve;
  const Sweep all(pairs, std::vector<double>(pairs.size(), 1.0));
  all.walk([&](float, double far, double frr) { return curve.emplace_back(far, frr), true; });
  return curve;
}

}  // namespace face
