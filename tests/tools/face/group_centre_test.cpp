// What a group has in common makes its strangers look alike; without it they do not.
#include "tools/face/group_centre.h"

#include <doctest/doctest.h>

#include "vision/face_distance.h"
#include "vision/face_verifier.h"

using face::GroupCentre;
using Side = GroupCentre::Side;

namespace {

using Vector = std::vector<float>;

/// Numbers between -1 and 1, always the same ones.
class Chance {
 public:
  float next() {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<float>(state_ >> 40) / static_cast<float>(1 << 23) - 1;
  }

 private:
  std::uint64_t state_ = 7;
};

/// A vector near `common`, as far from it as `own` says.
Vector person(Chance& chance, const Vector& common, float own) {
  Vector vector(common.size());
  for (std::size_t i = 0; i < vector.size(); ++i) vector[i] = common[i] + own * chance.next();
  return vision::unit(vector);
}

float nearest(const std::vector<Vector>& people) {
  float least = 9;
  for (std::size_t i = 0; i < people.size(); ++i)
    for (std::size_t k = 0; k < i; ++k) least = std::min(least, vision::distance_between(people[i], people[k]));
  return least;
}

}  // namespace

TEST_CASE("strangers of one group are as far apart as any strangers, once the group's centre is taken away") {
  Chance chance;
  Vector common(512);
  for (float& value : common) value = chance.next();
  GroupCentre centre;
  for (int i = 0; i < 60; ++i)
    for (const Side side : {Side::reference, Side::live})
      centre.add("known " + std::to_string(i), side, person(chance, common, 1.5F));
  REQUIRE(centre.people() == 60);
  std::vector<Vector> strangers, without;
  for (int i = 0; i < 20; ++i) strangers.push_back(person(chance, common, 1.5F));
  for (const Vector& stranger : strangers)
    without.push_back(vision::without_centre(stranger, centre.of_all(Side::live)));
  CHECK(nearest(strangers) < 1.2F);
  CHECK(nearest(without) > 1.25F);  // vectors that have nothing in common are 1.41 apart
}

TEST_CASE("no pair is judged by a centre that its own people helped to make") {
  GroupCentre centre;
  centre.add("a", Side::live, {3, 0});
  centre.add("b", Side::live, {0, 3});
  centre.add("c", Side::live, {1, 1});
  CHECK(centre.without(Side::live, "a", "b") == Vector{1, 1});
  CHECK(centre.without(Side::live, "c", "c") == Vector{1.5F, 1.5F});
  CHECK(centre.without(Side::live, "nobody", "c") == Vector{1.5F, 1.5F});
}

TEST_CASE("who has many pictures counts no more than who has one, and a side without vectors counts nobody") {
  GroupCentre centre;
  for (int i = 0; i < 9; ++i) centre.add("a", Side::live, {1, 0});
  centre.add("b", Side::live, {0, 1});
  CHECK(centre.of_all(Side::live) == Vector{0.5F, 0.5F});
  CHECK(centre.people() == 0);
  centre.add("b", Side::reference, {0, 1});
  CHECK(centre.people() == 1);
}
