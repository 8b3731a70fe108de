// Sums of means, from which two people can be taken again.
#include "tools/face/group_centre.h"

#include <algorithm>

namespace face {
namespace {

std::size_t index(GroupCentre::Side side) { return static_cast<std::size_t>(side); }

void add_to(std::vector<double>& sum, const std::vector<double>& vector, double factor) {
  if (sum.empty()) sum.assign(vector.size(), 0);
  for (std::size_t i = 0; i < sum.size() && i < vector.size(); ++i) sum[i] += factor * vector[i];
}

std::vector<float> divided(const std::vector<double>& sum, long count) {
  std::vector<float> mean(sum.size());
  std::transform(sum.begin(), sum.end(), mean.begin(),
                 [&](double value) { return static_cast<float>(value / static_cast<double>(std::max(1L, count))); });
  return mean;
}

}  // namespace

void GroupCentre::add(const std::string& person, Side side, const std::vector<float>& vector) {
  Sum& of_person = people_[person][index(side)];
  add_to(of_person.sum, {vector.begin(), vector.end()}, 1);
  ++of_person.count;
  whole_[index(side)].clear();
}

int GroupCentre::people() const {
  return static_cast<int>(std::count_if(people_.begin(), people_.end(), [](const auto& entry) {
    return entry.second[0].count > 0 && entry.second[1].count > 0;
  }));
}

const std::vector<double>& GroupCentre::whole(Side side) const {
  std::vector<double>& sum = whole_[index(side)];
  if (sum.empty())
    for (const auto& [person, sides] : people_) {
      const Sum& one = sides[index(side)];
      if (one.count > 0) add_to(sum, one.sum, 1.0 / static_cast<double>(one.count));
    }
  return sum;
}

std::vector<float> GroupCentre::of_all(Side side) const {
  const auto count = std::count_if(people_.begin(), people_.end(),
                                   [&](const auto& entry) { return entry.second[index(side)].count > 0; });
  return divided(whole(side), count);
}

std::vector<float> GroupCentre::without(Side side, const std::string& one, const std::string& other) const {
  std::vector<double> sum = whole(side);
  long count = std::count_if(people_.begin(), people_.end(),
                             [&](const auto& entry) { return entry.second[index(side)].count > 0; });
  for (const std::string* person : {&one, &other}) {
    const auto found = people_.find(*person);
    if (found == people_.end() || found->second[index(side)].count == 0 || (person == &other && one == other)) continue;
    const Sum& own = found->second[index(side)];
    add_to(sum, own.sum, -1.0 / static_cast<double>(own.count));
    --count;
  }
  return divided(sum, count);
}

}  // namespace face
