// Canvas: shapes on pixels, with Cairo. Knows colours and rectangles, nothing of screens.
#pragma once

#include <cstdint>
#include <string>

#include "kiosk/base/result.h"
#include "kiosk/screens/front_end.h"
#include "kiosk/touch/handles.h"
#include "kiosk/touch/tokens.h"

namespace kiosk::touch {

struct PixelError {
  std::string detail;
  bool operator==(const PixelError&) const = default;
};

/// Main thread only. Draws either into its own pixels or into foreign ones (a window's), 32 bits a pixel, 0x00RRGGBB.
class Canvas {
 public:
  explicit Canvas(screens::Size size);
  /// The pixels must outlive the canvas.
  Canvas(std::uint8_t* pixels, screens::Size size, int stride);

  cairo_t* cairo() { return cairo_.get(); }
  screens::Size size() const { return size_; }

  void clear(Colour colour);
  void fill(screens::Rect rect, int radius, Colour colour, double alpha = 1);
  void stroke(screens::Rect rect, int radius, Colour colour, int width);
  void shadow(screens::Rect rect, int radius);
  /// An arc of an ellipse inside `rect`, clockwise from the top, `percent` of the whole.
  void ring(screens::Rect rect, Colour colour, int width, double percent, double start_turn = 0);
  void dot(int x, int y, int radius, Colour colour);
  void circle(int x, int y, int radius, Colour colour, int width);

  /// The picture fills `rect` (cut at the sides), mirrored like a mirror on the wall.
  void mirror(const screens::Preview& preview, screens::Rect rect);
  /// Gives what is drawn in `rect` round corners, by covering them with what lies around. A round clip would cost the
  /// scaled picture three times its time.
  void round_off(screens::Rect rect, int radius, Colour around);
  /// Dims `rect` except the oval in it.
  void scrim_around_oval(screens::Rect rect, int radius, screens::Rect oval, Colour colour, double alpha);

  std::uint8_t* pixels();
  int stride();
  base::Result<base::Done, PixelError> write_png(const std::string& file);

 private:
  void round_path(double x, double y, double width, double height, double radius);

  screens::Size size_;
  SurfaceHandle surface_;
  CairoHandle cairo_;
  SurfaceHandle mirrored_;  ///< the preview's rows reversed; kept between frames
};

}  // namespace kiosk::touch
