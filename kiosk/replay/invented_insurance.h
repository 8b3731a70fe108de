// Without a roster, the people of a story are insured: an invented insurer knows the card in their hand.
#pragma once

#include <filesystem>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/checkin/visit_store.h"
#include "kiosk/replay/stage.h"
#include "kiosk/replay/surroundings.h"

namespace kiosk::replay {

/// Writes a roster with the people of the given JSON rosters and the holder of every given card that they do not know,
/// each validly insured or as
/// the wishes say.
base::Result<base::Done, checkin::StoreError> insure_people(const std::vector<std::filesystem::path>& rosters,
                                                            const std::vector<cardreader::VirtualCardContents>& cards,
                                                            const std::filesystem::path& roster,
                                                            const InsuranceWishes& wishes = {});

}  // namespace kiosk::replay
