// GroupCentre: what the vectors of many people have in common. Pure.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

namespace face {

/// Mean over people of their mean vectors, so that who has many pictures counts no more than others; references (for
/// example card photos) and live faces apart, since a small grey picture has a common part of its own.
class GroupCentre {
 public:
  enum class Side { reference, live };

  void add(const std::string& person, Side side, const std::vector<float>& vector);
  /// How many people have vectors on both sides.
  int people() const;
  std::vector<float> of_all(Side side) const;
  /// Of all but these two: no pair is judged by a centre that its own people helped to make.
  std::vector<float> without(Side side, const std::string& one, const std::string& other) const;

 private:
  struct Sum {
    std::vector<double> sum;
    long count = 0;
  };
  using Sides = std::array<Sum, 2>;
  std::map<std::string, Sides> people_;
  mutable std::array<std::vector<double>, 2> whole_;  ///< sums of the means, made when first asked for
  const std::vector<double>& whole(Side side) const;
};

}  // namespace face
