#include "kiosk/apps/demo_people.h"

#include <algorithm>

namespace kiosk::apps {

std::vector<DemoPerson> find_people(const std::filesystem::path& folder) {
  std::vector<DemoPerson> people;
  std::error_code unreadable;
  for (const auto& entry : std::filesystem::directory_iterator(folder, unreadable)) {
    if (entry.path().extension() != ".card") continue;
    auto video = std::filesystem::path(entry.path()).replace_extension(".mp4");
    std::error_code missing;
    if (!std::filesystem::exists(video, missing)) video.clear();
    people.push_back({entry.path().stem().string(), entry.path(), std::move(video)});
  }
  std::sort(people.begin(), people.end(), [](const DemoPerson& left, const DemoPerson& right) {
    if (left.video.empty() != right.video.empty()) return right.video.empty();
    return left.name < right.name;
  });
  if (!people.empty() && people.front().video.empty()) people.clear();
  return people;
}

}  // namespace kiosk::apps
