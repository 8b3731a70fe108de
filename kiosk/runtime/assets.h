// Where the project's own assets are: texts, pictures, sounds.
#pragma once

#include <filesystem>

namespace kiosk::runtime {

/// `$UKETSUKE_ASSETS`; else `../share/uketsuke` beside an installed program; else the source tree this was built from.
std::filesystem::path assets_folder();

}  // namespace kiosk::runtime
