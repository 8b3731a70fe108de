// The cascade of regression trees.
#include "vision/compact_landmarks.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include "vision/mapped_file.h"

namespace vision {
namespace {

constexpr std::size_t coordinates = 136;
constexpr std::array<unsigned char, 8> magic{'U', 'K', 'L', 'M', '6', '8', 0, 1};
using Shape = std::array<float, coordinates>;

struct Sizes {
  std::uint32_t cascades, trees, splits, features;
};
struct Feature {
  std::uint32_t anchor;
  float dx, dy;
};
struct Split {
  std::uint16_t first, second;
  float threshold;
};
struct Cascade {
  float leaf_scale;
  const Feature* features;
  const unsigned char* trees;
};

/// Rotation and scale (a, b) that best takes shape `from` to shape `to`; a translation is not needed.
std::pair<float, float> rotation_between(const Shape& from, const Shape& to) {
  double from_x = 0, from_y = 0, to_x = 0, to_y = 0;
  for (std::size_t i = 0; i < coordinates; i += 2) {
    from_x += from[i], from_y += from[i + 1], to_x += to[i], to_y += to[i + 1];
  }
  constexpr double n = coordinates / 2.0;
  from_x /= n, from_y /= n, to_x /= n, to_y /= n;
  double dot = 0, cross = 0, square = 0;
  for (std::size_t i = 0; i < coordinates; i += 2) {
    const double x = from[i] - from_x, y = from[i + 1] - from_y, u = to[i] - to_x, v = to[i + 1] - to_y;
    dot += x * u + y * v;
    cross += x * v - y * u;
    square += x * x + y * y;
  }
  return {static_cast<float>(dot / square), static_cast<float>(cross / square)};
}

constexpr std::size_t trees_ahead = 6;

void fetch_early(const void* first, std::size_t bytes) {
  constexpr std::size_t line = 64;
  for (std::size_t at = 0; at < bytes; at += line) __builtin_prefetch(static_cast<const char*>(first) + at);
}

}  // namespace

struct CompactLandmarks::Mapping {
  MappedFile file;
  Sizes sizes{};
  Shape initial{};
  std::vector<Cascade> cascades;
};

CompactLandmarks::CompactLandmarks(std::unique_ptr<Mapping> mapping) : mapping_(std::move(mapping)) {}
CompactLandmarks::CompactLandmarks(CompactLandmarks&&) noexcept = default;
CompactLandmarks& CompactLandmarks::operator=(CompactLandmarks&&) noexcept = default;
CompactLandmarks::~CompactLandmarks() = default;

base::Result<CompactLandmarks, VisionError> CompactLandmarks::load(const std::filesystem::path& path) {
  auto file = MappedFile::open(path);
  if (!file) return file.error();
  const VisionError damaged{VisionProblem::models_damaged, path.string()};
  const auto bytes = file.value().bytes();
  constexpr std::size_t head = magic.size() + sizeof(Sizes) + sizeof(Shape);
  if (bytes.size() < head || !std::equal(magic.begin(), magic.end(), bytes.begin())) return damaged;
  Sizes sizes{};
  Shape initial{};
  std::memcpy(&sizes, bytes.data() + magic.size(), sizeof sizes);
  std::memcpy(initial.data(), bytes.data() + magic.size() + sizeof sizes, sizeof initial);
  if (sizes.cascades > 100 || sizes.trees > 10'000 || sizes.splits > 1023 || sizes.features > 65'535) return damaged;
  const std::size_t tree_bytes = sizes.splits * sizeof(Split) + (sizes.splits + 1) * coordinates * sizeof(std::int16_t);
  const std::size_t cascade_bytes = sizeof(float) + sizes.features * sizeof(Feature) + sizes.trees * tree_bytes;
  if (bytes.size() != head + sizes.cascades * cascade_bytes) return damaged;
  std::vector<Cascade> cascades;
  for (std::size_t i = 0; i < sizes.cascades; ++i) {
    const unsigned char* at = bytes.data() + head + i * cascade_bytes;
    Cascade cascade{};
    std::memcpy(&cascade.leaf_scale, at, sizeof(float));
    cascade.features = reinterpret_cast<const Feature*>(at + sizeof(float));
    cascade.trees = at + sizeof(float) + sizes.features * sizeof(Feature);
    cascades.push_back(cascade);
  }
  auto mapping = std::make_unique<Mapping>(Mapping{std::move(file).value(), sizes, initial, std::move(cascades)});
  return CompactLandmarks(std::move(mapping));
}

Landmarks CompactLandmarks::find(const cv::Mat& grey, const Box& box) const {
  const Mapping& m = *mapping_;
  // dlib's unit square spans the centres of the box's corner pixels, hence "- 1".
  const float width = box.width - 1, height = box.height - 1;
  Shape shape = m.initial;
  std::vector<float> pixels(m.sizes.features);
  std::vector<const std::int16_t*> leaves(m.sizes.trees);
  const std::size_t tree_bytes =
      m.sizes.splits * sizeof(Split) + (m.sizes.splits + 1) * coordinates * sizeof(std::int16_t);
  for (const Cascade& cascade : m.cascades) {
    const auto [a, b] = rotation_between(m.initial, shape);
    for (std::size_t i = 0; i < pixels.size(); ++i) {
      const Feature& f = cascade.features[i];
      const std::size_t anchor = std::min<std::size_t>(f.anchor, 67);
      const float u = a * f.dx - b * f.dy + shape[2 * anchor];
      const float v = b * f.dx + a * f.dy + shape[2 * anchor + 1];
      const int x = static_cast<int>(std::floor(box.left + u * width + 0.5F));
      const int y = static_cast<int>(std::floor(box.top + v * height + 0.5F));
      const bool inside = x >= 0 && y >= 0 && x < grey.cols && y < grey.rows;
      pixels[i] = inside ? static_cast<float>(grey.ptr(y)[x]) : 0.0F;
    }
    // The trees lie a page apart, so the processor cannot guess what is read next: it is told, trees ahead and leaves
    // as soon as they are known. All leaves of a cascade fit its second cache.
    for (std::size_t t = 0; t < m.sizes.trees; ++t) {
      const unsigned char* tree = cascade.trees + t * tree_bytes;
      if (t + trees_ahead < m.sizes.trees) fetch_early(tree + trees_ahead * tree_bytes, m.sizes.splits * sizeof(Split));
      const auto* splits = reinterpret_cast<const Split*>(tree);
      std::size_t node = 0;
      while (node < m.sizes.splits) {
        const Split& s = splits[node];
        const float first = pixels[std::min<std::size_t>(s.first, pixels.size() - 1)];
        const float second = pixels[std::min<std::size_t>(s.second, pixels.size() - 1)];
        node = 2 * node + (first - second > s.threshold ? 1 : 2);
      }
      const auto* leaf = reinterpret_cast<const std::int16_t*>(splits + m.sizes.splits);
      leaves[t] = leaf + (node - m.sizes.splits) * coordinates;
      fetch_early(leaves[t], coordinates * sizeof(std::int16_t));
    }
    std::array<std::int32_t, coordinates> moves{};
    for (const std::int16_t* leaf : leaves)
      for (std::size_t i = 0; i < coordinates; ++i) moves[i] += leaf[i];
    for (std::size_t i = 0; i < coordinates; ++i) shape[i] += static_cast<float>(moves[i]) * cascade.leaf_scale;
  }
  Landmarks points;
  for (std::size_t i = 0; i < points.size(); ++i)
    points[i] = {box.left + shape[2 * i] * width, box.top + shape[2 * i + 1] * height};
  return points;
}

}  // namespace vision
