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

struct Explained {
  double amount = 0, clarity = 0;
};

/// How much of the shapes' movement, beside what `allowed` explains, is that of a turning head's relief.
Explained by_relief(std::span<const Shape> shapes, const Span& allowed) {
  Column relief{};
  for (std::size_t i = 0; i < firm_count; ++i) relief[i] = static_cast<double>(mean_head()[firm[i]].z);
  relief = allowed.without(relief);
  const double length = std::sqrt(dot(relief, relief));
  for (double& value : relief) value /= length;
  double explained = 0, rest = 0;
  for (const Shape& shape : shapes)
    for (const Column& axis : {allowed.without(shape.x), allowed.without(shape.y)}) {
      const double along = dot(axis, relief);
      explained += along * along;
      rest += dot(axis, axis) - along * along;
    }
  const double values = 2 * static_cast<double>(shapes.size());
  const double noise = std::max(1e-9, rest / (values * static_cast<double>(firm_count - allowed.size() - 1)));
  return {std::sqrt(explained / values) / length, explained / values / noise};
}

}  // namespace

ReliefEvidence relief_evidence(std::span<const TimedLandmarks> track) {
  std::vector<Shape> shapes = averaged(track);
  if (shapes.size() < least_steps) return {};
  const Shape mean = mean_of(shapes);
  for (Shape& shape : shapes)
    for (std::size_t i = 0; i < firm_count; ++i) shape.x[i] -= mean.x[i], shape.y[i] -= mean.y[i];
  Span surfaces;
  const auto allow = [&](auto&& height) {
    Column column;
    for (std::size_t i = 0; i < firm_count; ++i) column[i] = height(mean.x[i], mean.y[i] - 0.1);
    surfaces.add(column);
  };
  allow([](double, double) { return 1.0; });
  allow([](double x, double) { return x; });
  allow([](double, double y) { return y; });
  const Explained whole = by_relief(shapes, surfaces);
  // Bent about any axis, and seen in perspective: both are quadratic.
  allow([](double x, double) { return x * x; });
  allow([](double x, double y) { return x * y; });
  allow([](double, double y) { return y * y; });
  const Explained beyond_bending = by_relief(shapes, surfaces);
  allow([](double x, double) { return std::abs(x); });  // creased along the ridge of the nose
  const Explained beyond_creasing = by_relief(shapes, surfaces);
  const double least = std::min(beyond_bending.amount, beyond_creasing.amount);
  return {static_cast<float>(least / std::max(1e-6, whole.amount)),
          static_cast<float>(std::min(beyond_bending.clarity, beyond_creasing.clarity)), static_cast<float>(least)};
}

}  // namespace vision
