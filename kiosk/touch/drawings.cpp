// A drawing of its size: a picture where there is room, else a sign.
#include "kiosk/touch/drawings.h"

#include <algorithm>

#include "kiosk/touch/pen.h"

namespace kiosk::touch {
namespace {

bool is_wide(const screens::Rect& box) { return box.height >= 110; }

}  // namespace

void draw(Canvas& canvas, screens::Drawing drawing, screens::Rect box, const DrawingColours& colours) {
  const bool as_picture = is_wide(box);
  const double width = as_picture ? 240 : 100, height = as_picture ? 160 : 100;
  const double scale = std::min(box.width / width, box.height / height);
  cairo_t* c = canvas.cairo();
  cairo_save(c);
  cairo_translate(c, box.x + (box.width - width * scale) / 2, box.y + (box.height - height * scale) / 2);
  cairo_scale(c, scale, scale);
  Pen pen(c, colours);
  if (as_picture) {
    draw_picture(pen, drawing);
  } else {
    draw_sign(pen, drawing);
  }
  cairo_restore(c);
}

}  // namespace kiosk::touch
