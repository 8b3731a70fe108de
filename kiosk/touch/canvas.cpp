// Shapes with Cairo.
#include "kiosk/touch/canvas.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kiosk::touch {

using screens::Rect;

namespace {

using std::numbers::pi;

void paint(cairo_t* cairo, Colour colour, double alpha = 1) {
  cairo_set_source_rgba(cairo, colour.red(), colour.green(), colour.blue(), alpha);
}

}  // namespace

Canvas::Canvas(screens::Size size)
    : size_(size),
      surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, size.width, size.height)),
      cairo_(cairo_create(surface_.get())) {}

Canvas::Canvas(std::uint8_t* pixels, screens::Size size, int stride)
    : size_(size),
      surface_(cairo_image_surface_create_for_data(pixels, CAIRO_FORMAT_RGB24, size.width, size.height, stride)),
      cairo_(cairo_create(surface_.get())) {}

void Canvas::clear(Colour colour) {
  paint(cairo_.get(), colour);
  cairo_paint(cairo_.get());
}

void Canvas::round_path(double x, double y, double width, double height, double radius) {
  cairo_t* c = cairo_.get();
  const double r = std::min({radius, width / 2, height / 2});
  cairo_new_path(c);
  if (r <= 0) {
    cairo_rectangle(c, x, y, width, height);
    return;
  }
  cairo_arc(c, x + width - r, y + r, r, -pi / 2, 0);
  cairo_arc(c, x + width - r, y + height - r, r, 0, pi / 2);
  cairo_arc(c, x + r, y + height - r, r, pi / 2, pi);
  cairo_arc(c, x + r, y + r, r, pi, 3 * pi / 2);
  cairo_close_path(c);
}

void Canvas::fill(Rect rect, int radius, Colour colour, double alpha) {
  round_path(rect.x, rect.y, rect.width, rect.height, radius);
  paint(cairo_.get(), colour, alpha);
  cairo_fill(cairo_.get());
}

void Canvas::stroke(Rect rect, int radius, Colour colour, int width) {
  // Inset by half of the line, so that its edges fall on whole pixels.
  const double half = width / 2.0;
  round_path(rect.x + half, rect.y + half, rect.width - width, rect.height - width, radius - half);
  paint(cairo_.get(), colour);
  cairo_set_line_width(cairo_.get(), width);
  cairo_stroke(cairo_.get());
}

void Canvas::shadow(Rect rect, int radius) {
  for (int spread = 1; spread <= 5; spread += 2) {
    round_path(rect.x - spread, rect.y - spread + 4, rect.width + 2 * spread, rect.height + 2 * spread,
               radius + spread);
    paint(cairo_.get(), {0x000000}, 0.03);
    cairo_fill(cairo_.get());
  }
}

void Canvas::ring(Rect rect, Colour colour, int width, double percent, double start_turn) {
  cairo_t* c = cairo_.get();
  if (percent <= 0) return;
  cairo_save(c);
  cairo_translate(c, rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
  cairo_scale(c, rect.width / 2.0, rect.height / 2.0);
  cairo_new_path(c);
  const double from = -pi / 2 + 2 * pi * start_turn;
  cairo_arc(c, 0, 0, 1, from, from + 2 * pi * std::min(percent, 100.0) / 100);
  cairo_restore(c);
  paint(c, colour);
  cairo_set_line_width(c, width);
  cairo_set_line_cap(c, CAIRO_LINE_CAP_ROUND);
  cairo_stroke(c);
}

void Canvas::dot(int x, int y, int radius, Colour colour) {
  cairo_new_path(cairo_.get());
  cairo_arc(cairo_.get(), x, y, radius, 0, 2 * pi);
  paint(cairo_.get(), colour);
  cairo_fill(cairo_.get());
}

void Canvas::circle(int x, int y, int radius, Colour colour, int width) {
  cairo_new_path(cairo_.get());
  cairo_arc(cairo_.get(), x, y, radius, 0, 2 * pi);
  paint(cairo_.get(), colour);
  cairo_set_line_width(cairo_.get(), width);
  cairo_stroke(cairo_.get());
}

void Canvas::mirror(const screens::Preview& preview, Rect rect) {
  cairo_t* c = cairo_.get();
  if (!mirrored_ || cairo_image_surface_get_width(mirrored_.get()) != preview.width ||
      cairo_image_surface_get_height(mirrored_.get()) != preview.height) {
    mirrored_.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, preview.width, preview.height));
  }
  // Rows are turned round here: a mirroring matrix would cost Cairo four to eight times as much.
  cairo_surface_flush(mirrored_.get());
  std::uint8_t* rows = cairo_image_surface_get_data(mirrored_.get());
  const int stride = cairo_image_surface_get_stride(mirrored_.get());
  for (int y = 0; y < preview.height; ++y) {
    const std::uint8_t* from = preview.pixels + std::ptrdiff_t{y} * preview.stride;
    auto* to = reinterpret_cast<std::uint32_t*>(rows + std::ptrdiff_t{y} * stride) + preview.width;
    for (int x = 0; x < preview.width; ++x, from += 3) {
      *--to = static_cast<std::uint32_t>(from[0]) | static_cast<std::uint32_t>(from[1]) << 8 |
              static_cast<std::uint32_t>(from[2]) << 16;
    }
  }
  cairo_surface_mark_dirty(mirrored_.get());
  const double scale = std::max(double(rect.width) / preview.width, double(rect.height) / preview.height);
  cairo_save(c);
  cairo_rectangle(c, rect.x, rect.y, rect.width, rect.height);
  cairo_clip(c);
  cairo_translate(c, rect.x + (rect.width - preview.width * scale) / 2,
                  rect.y + (rect.height - preview.height * scale) / 2);
  cairo_scale(c, scale, scale);
  cairo_set_operator(c, CAIRO_OPERATOR_SOURCE);
  cairo_set_source_surface(c, mirrored_.get(), 0, 0);
  cairo_pattern_set_filter(cairo_get_source(c), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend(cairo_get_source(c), CAIRO_EXTEND_PAD);  // no dark seam at the edges
  cairo_paint(c);
  cairo_restore(c);
}

void Canvas::round_off(Rect rect, int radius, Colour around) {
  cairo_t* c = cairo_.get();
  cairo_save(c);
  round_path(rect.x, rect.y, rect.width, rect.height, radius);
  cairo_rectangle(c, rect.x, rect.y, rect.width, rect.height);
  cairo_set_fill_rule(c, CAIRO_FILL_RULE_EVEN_ODD);
  paint(c, around);
  cairo_fill(c);
  cairo_restore(c);
}

void Canvas::scrim_around_oval(Rect rect, int radius, Rect oval, Colour colour, double alpha) {
  cairo_t* c = cairo_.get();
  cairo_save(c);
  round_path(rect.x, rect.y, rect.width, rect.height, radius);
  cairo_new_sub_path(c);
  cairo_save(c);
  cairo_translate(c, oval.x + oval.width / 2.0, oval.y + oval.height / 2.0);
  cairo_scale(c, oval.width / 2.0, oval.height / 2.0);
  cairo_arc(c, 0, 0, 1, 0, 2 * pi);
  cairo_restore(c);
  cairo_set_fill_rule(c, CAIRO_FILL_RULE_EVEN_ODD);
  paint(c, colour, alpha);
  cairo_fill(c);
  cairo_restore(c);
}

std::uint8_t* Canvas::pixels() {
  cairo_surface_flush(surface_.get());
  return cairo_image_surface_get_data(surface_.get());
}

int Canvas::stride() { return cairo_image_surface_get_stride(surface_.get()); }

base::Result<base::Done, PixelError> Canvas::write_png(const std::string& file) {
  cairo_surface_flush(surface_.get());
  const cairo_status_t status = cairo_surface_write_to_png(surface_.get(), file.c_str());
  if (status != CAIRO_STATUS_SUCCESS) return PixelError{file + ": " + cairo_status_to_string(status)};
  return base::Done{};
}

}  // namespace kiosk::touch
