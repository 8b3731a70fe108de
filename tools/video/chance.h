// Chance: small, seeded, the same on every machine; the standard distributions differ between libraries.
#pragma once

#include <cmath>
#include <cstdint>

namespace video {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 1) {}

  /// Even over [low, high).
  double between(double low, double high) { return low + (high - low) * (static_cast<double>(next() >> 11) * 0x1p-53); }

 private:
  std::uint64_t next() {  // splitmix64
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t x = state_;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
  }
  std::uint64_t state_;
};

/// A slow wander around zero, about `size` large: a sum of three sines of unrelated periods.
class Wander {
 public:
  Wander(Chance& chance, double size) : size_(size) {
    for (double& phase : phases_) phase = chance.between(0, 6.283);
    pace_ = chance.between(0.8, 1.25);
  }
  double at(double seconds) const {
    const double t = seconds * pace_;
    return size_ * (0.55 * std::sin(1.3 * t + phases_[0]) + 0.3 * std::sin(2.9 * t + phases_[1]) +
                    0.15 * std::sin(5.3 * t + phases_[2]));
  }

 private:
  double size_, pace_ = 1, phases_[3]{};
};

}  // namespace video
