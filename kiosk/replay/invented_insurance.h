// Without a roster, the people of a story are insured: an invented insurer knows the card in their hand.
#pragma once

#include <filesystem>

#include "kiosk/base/result.h"
#include "kiosk/checkin/visit_store.h"
#include "kiosk/replay/stage.h"

namespace kiosk::replay {

/// Writes a roster with the holder of every given card, each validly insured.
base::Result<base::Done, checkin::StoreError> insure_holders(const std::vector<cardreader::VirtualCardContents>& cards,
                                                             const std::filesystem::path& roster);

}  // namespace kiosk::replay
