// Where the test authority is kept, and opening it.
#pragma once

#include <filesystem>

#include "cardreader/card_authority.h"

namespace card_tool {

/// Opens the authority; makes it first, and says so on stderr, when the folder does not exist yet.
base::Result<cardreader::CardAuthority, cardreader::CardError> open_or_create_authority(
    const std::filesystem::path& folder);

}  // namespace card_tool
