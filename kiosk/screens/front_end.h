// FrontEnd: what shows a screen and brings back what the person did. A window with a touch panel, or a scenario file.
#pragma once

#include <cstdint>
#include <vector>

#include "kiosk/base/time.h"
#include "kiosk/checkin/event.h"
#include "kiosk/screens/screens.h"

namespace kiosk::screens {

/// A look at the newest camera picture: BGR, 8 bits a channel, rows `stride` bytes apart. The pixels belong to the
/// caller and must stay alive during `show`. Empty when `pixels` is null.
struct Preview {
  const std::uint8_t* pixels = nullptr;
  int width = 0;
  int height = 0;
  int stride = 0;
};

/// Main thread only.
class FrontEnd {
 public:
  virtual ~FrontEnd() = default;

  /// Shows the situation as it is at `now`. Cheap when nothing changed.
  virtual void show(const checkin::Situation& situation, const Preview& preview, base::TimePoint now) = 0;

  /// What the person did since the last call. Waits at most `longest_wait` when nothing happens.
  virtual std::vector<checkin::Event> poll(base::Duration longest_wait) = 0;

  /// True once the window was closed or the scenario is over.
  virtual bool is_over() const = 0;
};

}  // namespace kiosk::screens
