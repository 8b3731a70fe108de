// Pictures of screens: which ones, and drawing them.
#pragma once

#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

namespace shots {

struct Choice {
  std::filesystem::path folder = "shots";
  std::filesystem::path assets = "assets";
  std::vector<std::string> languages = {};  ///< empty: all
  std::vector<std::string> screens = {};    ///< empty: all
  std::vector<std::string> orientations = {"portrait", "landscape"};
  std::vector<int> text_sizes = {100};
  std::vector<std::string> themes = {"normal"};
  std::vector<std::string> positions = {"normal"};
  bool sheets_only = false;
  bool list_only = false;
};

/// Draws what was chosen. Progress goes to `out`, what is wrong to `err`. Gives the program's exit status.
int run(const Choice& choice, std::ostream& out, std::ostream& err);

}  // namespace shots
