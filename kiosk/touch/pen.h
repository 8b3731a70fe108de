// A pen in the units of a drawing: signs stand in a square of 100, pictures on a sheet of 240 by 160. Private to
// kiosk/touch.
#pragma once

#include <initializer_list>
#include <numbers>
#include <utility>

#include "kiosk/touch/drawings.h"

namespace kiosk::touch {

class Pen {
 public:
  Pen(cairo_t* cairo, const DrawingColours& colours) : c_(cairo), colours_(colours) {
    cairo_set_line_cap(c_, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(c_, CAIRO_LINE_JOIN_ROUND);
  }

  void box(double x, double y, double w, double h, double r) {
    cairo_new_path(c_);
    cairo_arc(c_, x + w - r, y + r, r, -std::numbers::pi / 2, 0);
    cairo_arc(c_, x + w - r, y + h - r, r, 0, std::numbers::pi / 2);
    cairo_arc(c_, x + r, y + h - r, r, std::numbers::pi / 2, std::numbers::pi);
    cairo_arc(c_, x + r, y + r, r, std::numbers::pi, 3 * std::numbers::pi / 2);
    cairo_close_path(c_);
  }
  void circle(double x, double y, double r) {
    cairo_new_path(c_);
    cairo_arc(c_, x, y, r, 0, 2 * std::numbers::pi);
  }
  void oval(double x, double y, double rx, double ry) {
    cairo_save(c_);
    cairo_translate(c_, x, y);
    cairo_scale(c_, rx, ry);
    circle(0, 0, 1);
    cairo_restore(c_);
  }
  void lines(std::initializer_list<std::pair<double, double>> points) {
    cairo_new_path(c_);
    for (const auto& [x, y] : points) cairo_line_to(c_, x, y);
  }
  void arc(double x, double y, double r, double from, double to) {
    cairo_new_path(c_);
    cairo_arc(c_, x, y, r, from, to);
  }
  void close() { cairo_close_path(c_); }
  void fill(Colour colour) {
    use(colour);
    cairo_fill_preserve(c_);
  }
  void line(Colour colour, double width) {
    use(colour);
    cairo_set_line_width(c_, width);
    cairo_stroke_preserve(c_);
  }
  void both(double width = 5) {
    fill(colours_.ground);
    line(colours_.line, width);
  }
  void arrow_down(double x, double top, double bottom) {
    lines({{x, top}, {x, bottom}});
    line(colours_.accent, 8);
    lines({{x - 14, bottom - 16}, {x, bottom}, {x + 14, bottom - 16}});
    line(colours_.accent, 8);
  }
  const DrawingColours& colours() const { return colours_; }

 private:
  void use(Colour colour) { cairo_set_source_rgb(c_, colour.red(), colour.green(), colour.blue()); }
  cairo_t* c_;
  const DrawingColours& colours_;
};

void draw_picture(Pen& pen, screens::Drawing drawing);
void draw_sign(Pen& pen, screens::Drawing drawing);

}  // namespace kiosk::touch
