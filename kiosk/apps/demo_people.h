// Ready-made people for the demo: the cards of a folder, and the recordings of those who have one.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kiosk::apps {

struct DemoPerson {
  std::string name;  ///< the card file's, without its ending
  std::filesystem::path card;
  std::filesystem::path video;  ///< empty: whoever was in front of the camera stays there
};

/// The cards of a folder as tools/cast makes it, by name; those with a recording of the same name come first, and the
/// first one's recording is there. Empty when nobody has one.
std::vector<DemoPerson> find_people(const std::filesystem::path& folder);

}  // namespace kiosk::apps
