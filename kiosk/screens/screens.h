// screen_for: the screen of every situation. A state without a screen does not compile.
#pragma once

#include <span>
#include <string_view>

#include "kiosk/checkin/state.h"
#include "kiosk/screens/screen.h"

namespace kiosk::screens {

/// The languages offered, in the order in which they stand on the first screen (catalogue names).
std::span<const std::string_view> offered_languages();

/// Pure. `view` is what the person opened beside the flow (a panel, another keyboard).
Screen screen_for(const checkin::Situation& situation, const View& view = {});

}  // namespace kiosk::screens
