// Least squares on the shapes of a track: affine motion away, then surfaces a sheet can take, then the head's own.
#include "vision/relief_evidence.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "vision/mean_head.h"

namespace vision {
namespace {

/// Points that do not move with the face's expression, and the ends of the jaw, which lie far back.
constexpr std::array<std::size_t, 15> firm{27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 39, 42, 45, 0, 16};
constexpr std::size_t firm_count = firm.size();
constexpr base::Duration step{250};  // shapes are averaged over this time, so that the camera's rate does not matter
constexpr std::size_t least_steps = 6;

using Column = std::array<double, firm_count>;

struct Shape {
  Column x{}, y{};
};

double dot(const Column& a, const Column& b) {
  double sum = 0;
  for (std::size_t i = 0; i < firm_count; ++i) sum += a[i] * b[i];
  return sum;
}

/// In face widths, origin between the eyes, upright.
Shape normalised(const Landmarks& points) {
  const auto corner = [&](std::size_t i) { return points[i]; };
  const double left_x = (corner(36).x + corner(39).x) / 2, left_y = (corner(36).y + corner(39).y) / 2;
  const double right_x = (corner(42).x + corner(45).x) / 2, right_y = (corner(42).y + corner(45).y) / 2;
  const double width = std::max(1.0F, std::hypot(corner(16).x - corner(0).x, corner(16).y - corner(0).y));
  const double angle = std::atan2(right_y - left_y, right_x - left_x);
  const double c = std::cos(angle) / width, s = std::sin(angle) / width;
  Shape shape;
  for (std::size_t i = 0; i < firm_count; ++i) {
    const double dx = points[firm[i]].x - (left_x + right_x) / 2, dy = points[firm[i]].y - (left_y + right_y) / 2;
    shape.x[i] = c * dx + s * dy;
    shape.y[i] = c * dy - s * dx;
  }
  return shape;
}

Shape mean_of(std::span<const Shape> shapes) {
  Shape mean;
  for (const Shape& shape : shapes)
    for (std::size_t i = 0; i < firm_count; ++i) {
      mean.x[i] += shape.x[i] / static_cast<double>(shapes.size());
      mean.y[i] += shape.y[i] / static_cast<double>(shapes.size());
    }
  return mean;
}

std::vector<Shape> averaged(std::span<const TimedLandmarks> track) {
  std::vector<Shape> means, group;
  for (std::size_t i = 0; i < track.size(); ++i) {
    group.push_back(normalised(track[i].points));
    const bool last = i + 1 == track.size();
    const auto number = [&](std::size_t k) { return (track[k].seen_at - track.front().seen_at) / step; };
    if (!last && number(i + 1) == number(i)) continue;
    means.push_back(mean_of(group));
    group.clear();
  }
  return means;
}

/// An orthonormal set of columns, and what is left of others beside it.
class Span {
 public:
  void add(const Column& column) {
    Column rest = without(column);
    const double length = std::sqrt(dot(rest, rest));
    if (length < 1e-6) return;
    for (double& value : rest) value /= length;
    set_.push_back(rest);
  }
  Column without(Column column) const {
    for (int twice = 0; twice < 2; ++twice)
      for (const Column& one : set_) {
        const double share = dot(column, one);
        for (std::size_t i = 0; i < firm_count; ++i) column[i] -= share * one[i];
      }
    return column;
  }
  std::size_t size() const { return set_.size(); }

 private:
  std::vector<Column> set_;
};

/// `column` without what a movement of the whole and a flat sheet can show, then without what the `surfaces` can.
template <typename... Surface>
Column beyond(Column column, const Column& x, const Column& y, Surface... surfaces) {
  Span allowed;
  const auto allow = [&](auto&& height) {
    Column surface;
    for (std::size_t i = 0; i < firm_count; ++i) surface[i] = height(x[i], y[i] - 0.1);
    allowed.add(surface);
  };
  allow([](double, double) { return 1.0; });
  allow([](double u, double) { return u; });
  allow([](double, double v) { return v; });
  (allow(surfaces), ...);
  return allowed.without(column);
}

/// The mean head's depths, whole and without what bent or creased sheets have.
struct Depths {
  Column x{}, y{}, whole{}, beyond_bending{}, beyond_creasing{};
};

const Depths& depths() {
  static const Depths made = [] {
    Depths d;
    Column z{};
    for (std::size_t i = 0; i < firm_count; ++i) {
      const HeadPoint& p = mean_head()[firm[i]];
      d.x[i] = static_cast<double>(p.x), d.y[i] = static_cast<double>(p.y), z[i] = static_cast<double>(p.z);
    }
    d.whole = beyond(z, d.x, d.y);
    // Bent about any axis, and seen in perspective: both are quadratic. Creased: along the ridge of the nose.
    const auto xx = [](double u, double) { return u * u; };
    const auto xy = [](double u, double v) { return u * v; };
    const auto yy = [](double, double v) { return v * v; };
    d.beyond_bending = beyond(z, d.x, d.y, xx, xy, yy);
    d.beyond_creasing = beyond(z, d.x, d.y, xx, xy, yy, [](double u, double) { return std::abs(u); });
    return d;
  }();
  return made;
}

/// How deep each point lies, as its movement tells.
struct Profile {
  Column depth{};       ///< in face widths, without what a flat sheet can show
  double rotation = 0;  ///< root mean square of its sine
};

// The more of the movement is rotation, the surer each depth: what trembles without it averages out.
Profile profile_of(std::span<const Shape> shapes) {
  const Shape mean = mean_of(shapes);
  const Column& whole = depths().whole;
  std::vector<Column> moved;
  std::vector<double> angles;
  for (const Shape& shape : shapes)
    for (const auto& [axis, middle] : {std::pair(&shape.x, &mean.x), std::pair(&shape.y, &mean.y)}) {
      Column column;
      for (std::size_t i = 0; i < firm_count; ++i) column[i] = (*axis)[i] - (*middle)[i];
      moved.push_back(beyond(column, mean.x, mean.y));
      angles.push_back(dot(moved.back(), whole) / dot(whole, whole));
    }
  Profile profile;
  double squares = 0;
  for (const double angle : angles) squares += angle * angle;
  squares = std::max(squares, 1e-12);
  for (std::size_t k = 0; k < moved.size(); ++k)
    for (std::size_t i = 0; i < firm_count; ++i) profile.depth[i] += moved[k][i] * angles[k] / squares;
  const auto values = static_cast<double>(angles.size());
  profile.rotation = std::sqrt(squares / values);
  return profile;
}

}  // namespace

ReliefEvidence relief_evidence(std::span<const TimedLandmarks> track) {
  const std::vector<Shape> shapes = averaged(track);
  if (shapes.size() < least_steps) return {};
  const Profile profile = profile_of(shapes);
  const auto share = [&](const Column& part) { return dot(profile.depth, part) / dot(part, part); };
  return {static_cast<float>(std::min(share(depths().beyond_bending), share(depths().beyond_creasing))),
          static_cast<float>(profile.rotation)};
}

}  // namespace vision
