#include "kiosk/runtime/assets.h"

#include <cstdlib>

namespace kiosk::runtime {

std::filesystem::path assets_folder() {
  if (const char* chosen = std::getenv("UKETSUKE_ASSETS"); chosen != nullptr && *chosen != '\0') return chosen;
  std::error_code problem;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", problem);
  const auto installed = program.parent_path().parent_path() / "share" / "uketsuke";
  if (!problem && std::filesystem::is_directory(installed, problem)) return installed;
  return UKETSUKE_SOURCE_ASSETS;
}

}  // namespace kiosk::runtime
