// Writing a file so that a crash leaves the old contents or the new ones, never half.
#pragma once

#include <filesystem>
#include <string_view>

#include "cardreader/card_error.h"
#include "kiosk/base/result.h"

namespace cardreader {

/// Temporary file beside `path` (mode 0600), sync, rename. cannot_present says what failed (full disk, read-only
/// folder).
base::Result<base::Done, CardError> write_atomically(const std::filesystem::path& path, std::string_view contents);

}  // namespace cardreader
