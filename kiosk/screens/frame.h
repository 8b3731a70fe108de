// The frame of a screen: where controls may stand, the header, and the steps of the way. Private to kiosk/screens.
#pragma once

#include "kiosk/screens/blocks.h"

namespace kiosk::screens {

struct Frame {
  Rect area;   ///< of the controls: the whole glass, or its lower part in the low position
  Rect above;  ///< shows only a picture; empty height in the normal position
  int margin = 0;
  int pixels_per_cm = 40;  ///< of the glass itself: the header keeps its size where keys become smaller
  bool is_wide = false;
};

Frame frame_of(const Glass& glass, const checkin::Presentation& presentation);

int header_height(const Setting& setting, const Frame& frame);
void place_header(const Screen& screen, const Setting& setting, const Frame& frame, Elements& out);

/// Gives the height that the steps take; 0 on a screen without them.
int place_steps(const Screen& screen, const Setting& setting, Rect area, Elements& out);

}  // namespace kiosk::screens
