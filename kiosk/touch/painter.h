// Painter: a layout as pixels. What moves (a ring, a countdown) follows the time it is given, never a clock.
#pragma once

#include <string>

#include "kiosk/base/time.h"
#include "kiosk/screens/front_end.h"
#include "kiosk/screens/layout.h"
#include "kiosk/touch/canvas.h"
#include "kiosk/touch/text.h"

namespace kiosk::touch {

/// What changes from one picture of the same screen to the next.
struct Moment {
  base::TimePoint now;
  std::string pressed;  ///< id under the finger
  std::string focused;  ///< id that the keys and the voice are at; empty when nobody uses them
  screens::Preview preview;
  int seconds_left = 0;    ///< of a countdown
  int percent_left = 100;  ///< of a countdown
};

/// Main thread only.
class Painter {
 public:
  explicit Painter(Text& text) : text_(text) {}

  void paint(Canvas& canvas, const screens::Layout& layout, const checkin::Presentation& presentation,
             const Moment& moment);

  /// Only the camera view, for the frames between two screens.
  void paint_camera(Canvas& canvas, const screens::Layout& layout, const checkin::Presentation& presentation,
                    const Moment& moment);

 private:
  struct Brush;
  void paint_element(Brush& brush, const screens::Element& element);
  void paint_ground(Brush& brush, const screens::Element& element);
  void paint_control(Brush& brush, const screens::Element& element);
  void paint_dots(Brush& brush, const screens::Element& element);
  void paint_moving(Brush& brush, const screens::Element& element);
  void paint_video(Brush& brush, const screens::Element& element);
  void frame_letter(Brush& brush, const screens::Element& element);

  Text& text_;
};

/// The camera view of a layout, if it has one.
const screens::Element* camera_of(const screens::Layout& layout);

}  // namespace kiosk::touch
