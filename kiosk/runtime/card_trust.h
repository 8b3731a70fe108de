// Whom the kiosk believes about cards.
#pragma once

#include <filesystem>

#include "kiosk/runtime/devices.h"

namespace kiosk::runtime {

/// From a card authority's folder (`uketsuke-card authority`); cannot_present names the file that is missing or
/// damaged.
base::Result<CardTrust, cardreader::CardError> load_card_trust(const std::filesystem::path& authority);

}  // namespace kiosk::runtime
