// Which patches are compared, and the slope of the nose's movement over the rotation.
#include "vision/nose_watch.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

namespace vision {
namespace {

constexpr base::Duration every{250}, remembered{4000};
/// Tips of the nose this far apart: beyond, what is hidden and what is seen differ too much to be compared.
constexpr float furthest = 0.09F;
/// Pairs a little nearer are compared too: they are surer one by one.
constexpr float near = 0.07F;
constexpr int pairs_each = 2;
/// The worse a pair is explained the less it counts (a hand, a large turn), and from here on not at all: the picture is
/// nearly all noise. Better than the least is chance.
constexpr float largest_residual = 0.33F, least_residual = 0.05F;
constexpr std::size_t least_moments = 4;
/// Root mean square of the rotations that a nose can be told from: a picture that stands still, noisy as a webcam's,
/// gives 0.001, and its noise may look like anything.
constexpr double least_rotation = 0.012;

Point turned_nose(const Landmarks& points) {
  const Point left{(points[36].x + points[39].x) / 2, (points[36].y + points[39].y) / 2};
  const Point right{(points[42].x + points[45].x) / 2, (points[42].y + points[45].y) / 2};
  const float width = std::max(1.0F, std::hypot(points[16].x - points[0].x, points[16].y - points[0].y));
  const float angle = std::atan2(right.y - left.y, right.x - left.x);
  const float x = (points[30].x - (left.x + right.x) / 2) / width, y = (points[30].y - (left.y + right.y) / 2) / width;
  return {std::cos(angle) * x + std::sin(angle) * y, std::cos(angle) * y - std::sin(angle) * x};
}

/// A straight line through zero, fitted to weighted pairs of numbers.
class Slope {
 public:
  void add(double x, double y, double weight) { points_.push_back({x, y, weight}); }
  /// From so many independent moments; none where there is too little to tell it from.
  std::optional<std::pair<float, float>> with_error(std::size_t moments) const {
    double xx = 0, xy = 0, weights = 0, rest = 0;
    for (const auto& [x, y, w] : points_) xx += w * x * x, xy += w * x * y, weights += w;
    if (moments < least_moments || xx < weights * least_rotation * least_rotation) return std::nullopt;
    const double slope = xy / xx;
    for (const auto& [x, y, w] : points_) rest += w * (y - slope * x) * (y - slope * x);
    // Each moment gives movement across and down: two values.
    const double variance = rest / static_cast<double>(moments - 1) / (2 * xx);
    return std::pair(static_cast<float>(slope), static_cast<float>(std::sqrt(variance)));
  }

 private:
  struct One {
    double x, y, weight;
  };
  std::vector<One> points_;
};

}  // namespace

void NoseWatch::restart() { *this = {}; }

void NoseWatch::compare(const Look& now) {
  std::vector<std::pair<float, const Look*>> apart;
  for (const Look& look : looks_)
    apart.emplace_back(std::hypot(look.nose.x - now.nose.x, look.nose.y - now.nose.y), &look);
  std::sort(apart.begin(), apart.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::set<const Look*> chosen;
  for (const float limit : {furthest, near}) {
    int more = pairs_each;
    for (const auto& [distance, look] : apart)
      if (distance <= limit && more-- > 0) chosen.insert(look);
  }
  for (const Look* look : chosen) {
    const auto motion = motion_between(look->patch, now.patch);
    if (motion && motion->residual <= largest_residual) pairs_.push_back({look->seen_at, now.seen_at, *motion});
  }
}

void NoseWatch::consider(base::TimePoint seen_at, const FacePatch& patch, const Landmarks& points) {
  if (!looks_.empty() && seen_at - looks_.back().seen_at < every) return;
  std::erase_if(looks_, [&](const Look& look) { return seen_at - look.seen_at > remembered; });
  std::erase_if(pairs_, [&](const Pair& pair) { return seen_at - pair.from > remembered; });
  const Look now{seen_at, prepared(patch), turned_nose(points)};
  compare(now);
  looks_.push_back(now);
  judge();
}

void NoseWatch::judge() {
  Slope nose, beside_crease, leaning;
  std::set<base::Duration> moments;
  for (const auto& [from, to, motion] : pairs_) {
    const double sure = static_cast<double>(std::max(motion.residual, least_residual)), weight = 1 / (sure * sure);
    for (const AxisMotion& axis : {motion.across, motion.down}) {
      const auto rotation = static_cast<double>(axis.rotation);
      nose.add(rotation, static_cast<double>(axis.nose), weight);
      beside_crease.add(rotation, static_cast<double>(axis.nose_beside_crease), weight);
      leaning.add(rotation, static_cast<double>(axis.leaning), weight);
    }
    moments.insert(to.since_start);
  }
  relief_ = {};
  if (const auto of_nose = nose.with_error(moments.size())) relief_.share = of_nose->first - of_nose->second;
  if (const auto of_nose = beside_crease.with_error(moments.size()))
    relief_.beside_crease = of_nose->first - of_nose->second;
  // Twice the error: a face is not to be taken for paper by a chance of one in six.
  if (const auto lean = leaning.with_error(moments.size()))
    relief_.lopsided = std::max(0.0F, std::abs(lean->first) - 2 * lean->second);
}

}  // namespace vision
