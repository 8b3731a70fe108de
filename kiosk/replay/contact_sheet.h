// The frames that a decision rests on, as one PNG: for people who want to see what the machine saw.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/replay/story.h"

namespace kiosk::replay {

/// Faces are coarsened beyond recognition unless the caller has the right to show them.
enum class Faces { hidden, shown };

/// Writes at most twelve frames, evenly chosen, each with its time and distances. The error is a sentence.
base::Result<base::Done, std::string> write_contact_sheet(const std::vector<UsedFrame>& frames,
                                                          const std::filesystem::path& file, Faces faces);

/// The same picture as JPEG bytes, for the report's page.
base::Result<std::vector<unsigned char>, std::string> contact_sheet_jpeg(const std::vector<UsedFrame>& frames,
                                                                         Faces faces);

}  // namespace kiosk::replay
