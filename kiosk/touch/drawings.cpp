// Drawings in units: signs in a square of 100, pictures on a sheet of 240 by 160.
#include "kiosk/touch/drawings.h"

#include <algorithm>
#include <numbers>

namespace kiosk::touch {
namespace {

using screens::Drawing;
using screens::Rect;
using std::numbers::pi;

/// A pen in the units of the drawing.
class Pen {
 public:
  Pen(cairo_t* cairo, const DrawingColours& colours) : c_(cairo), colours_(colours) {
    cairo_set_line_cap(c_, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(c_, CAIRO_LINE_JOIN_ROUND);
  }

  void box(double x, double y, double w, double h, double r) {
    cairo_new_path(c_);
    cairo_arc(c_, x + w - r, y + r, r, -pi / 2, 0);
    cairo_arc(c_, x + w - r, y + h - r, r, 0, pi / 2);
    cairo_arc(c_, x + r, y + h - r, r, pi / 2, pi);
    cairo_arc(c_, x + r, y + r, r, pi, 3 * pi / 2);
    cairo_close_path(c_);
  }
  void circle(double x, double y, double r) {
    cairo_new_path(c_);
    cairo_arc(c_, x, y, r, 0, 2 * pi);
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

/// A person's head and shoulders around (x, y), `s` high.
void person(Pen& pen, double x, double y, double s, double width) {
  pen.circle(x, y - s * 0.22, s * 0.2);
  pen.both(width);
  pen.lines({{x - s * 0.36, y + s * 0.42},
             {x - s * 0.34, y + s * 0.26},
             {x - s * 0.2, y + s * 0.1},
             {x + s * 0.2, y + s * 0.1},
             {x + s * 0.34, y + s * 0.26},
             {x + s * 0.36, y + s * 0.42}});
  pen.close();
  pen.both(width);
}

/// The face of a My Number Card, 120 by 76, corner at (x, y). The place to look at is framed.
void card(Pen& pen, double x, double y, screens::Drawing marked) {
  const DrawingColours& colours = pen.colours();
  pen.box(x, y, 120, 76, 8);
  pen.both();
  pen.box(x + 10, y + 20, 32, 40, 3);
  pen.line(colours.line, 3);
  pen.circle(x + 26, y + 35, 7);
  pen.fill(colours.line);
  pen.lines({{x + 14, y + 58}, {x + 16, y + 50}, {x + 26, y + 45}, {x + 36, y + 50}, {x + 38, y + 58}});
  pen.close();
  pen.fill(colours.line);
  for (const auto& [top, length] : {std::pair{12.0, 58.0}, {26.0, 52.0}, {38.0, 58.0}, {50.0, 36.0}}) {
    pen.lines({{x + 52, y + top}, {x + 52 + length, y + top}});
    pen.line(colours.line, 4);
  }
  if (marked == Drawing::card_front_dates) {
    pen.box(x + 46, y + 43, 50, 14, 4);
    pen.line(colours.accent, 5);
  }
  if (marked == Drawing::card_front_code) {
    pen.lines({{x + 14, y + 68}, {x + 38, y + 68}});
    pen.line(colours.line, 4);
    pen.box(x + 7, y + 61, 40, 14, 4);
    pen.line(colours.accent, 5);
  }
}

void reader(Pen& pen) {
  pen.box(30, 108, 180, 44, 14);
  pen.both();
  pen.lines({{58, 121}, {182, 121}});
  pen.line(pen.colours().line, 7);
  pen.circle(190, 138, 4);
  pen.fill(pen.colours().accent);
}

void picture(Pen& pen, Drawing drawing) {
  const DrawingColours& colours = pen.colours();
  switch (drawing) {
    case Drawing::card_on_reader:
      reader(pen);
      card(pen, 60, 2, drawing);
      pen.arrow_down(214, 30, 92);
      return;
    case Drawing::card_reading:
      card(pen, 60, 44, drawing);
      reader(pen);
      return;
    case Drawing::take_card:
      reader(pen);
      card(pen, 60, 26, drawing);
      pen.lines({{214, 92}, {214, 34}});
      pen.line(colours.accent, 8);
      pen.lines({{200, 50}, {214, 34}, {228, 50}});
      pen.line(colours.accent, 8);
      return;
    case Drawing::card_front_dates:
    case Drawing::card_front_code:
      card(pen, 60, 40, drawing);
      return;
    case Drawing::staff:
      person(pen, 120, 84, 150, 5);
      pen.box(132, 122, 26, 14, 3);
      pen.fill(colours.accent);
      return;
    case Drawing::letter:
    case Drawing::notice:
      pen.box(76, 8, 88, 144, 8);
      pen.both();
      for (double y = 34; y < 140; y += 20) {
        pen.lines({{90, y}, {y < 50 ? 130.0 : 150.0, y}});
        pen.line(y < 50 ? colours.accent : colours.line, y < 50 ? 7 : 4);
      }
      return;
    case Drawing::old_card:
      pen.box(60, 40, 120, 80, 8);
      pen.both();
      for (const double y : {62.0, 80.0, 98.0}) {
        pen.lines({{76, y}, {y < 70 ? 130.0 : 160.0, y}});
        pen.line(colours.line, 4);
      }
      pen.lines({{48, 132}, {192, 28}});
      pen.line(colours.accent, 8);
      return;
    case Drawing::clock:
      pen.circle(120, 80, 62);
      pen.both(6);
      pen.lines({{120, 42}, {120, 82}, {148, 98}});
      pen.line(colours.accent, 8);
      return;
    default:
      return;
  }
}

void round_sign(Pen& pen, Colour ground) {
  pen.circle(50, 50, 44);
  pen.fill(ground);
}

void sign(Pen& pen, Drawing drawing) {
  const DrawingColours& colours = pen.colours();
  const Colour line = colours.line;
  switch (drawing) {
    case Drawing::face:
      for (const auto& [x, y, dx, dy] : {std::array{10.0, 10.0, 1.0, 1.0},
                                         {90.0, 10.0, -1.0, 1.0},
                                         {10.0, 90.0, 1.0, -1.0},
                                         {90.0, 90.0, -1.0, -1.0}}) {
        pen.lines({{x + dx * 20, y}, {x, y}, {x, y + dy * 20}});
        pen.line(line, 7);
      }
      pen.oval(50, 50, 24, 30);
      pen.line(line, 6);
      pen.circle(41, 45, 4);
      pen.fill(line);
      pen.circle(59, 45, 4);
      pen.fill(line);
      pen.arc(50, 54, 11, 0.25 * pi, 0.75 * pi);
      pen.line(line, 5);
      return;
    case Drawing::pin:
      pen.box(6, 30, 88, 40, 10);
      pen.line(line, 7);
      for (const double x : {23.0, 41.0, 59.0, 77.0}) {
        pen.circle(x, 50, 6.5);
        pen.fill(line);
      }
      return;
    case Drawing::staff:
      pen.circle(50, 30, 18);
      pen.line(line, 7);
      pen.lines({{14, 90}, {18, 70}, {34, 58}, {66, 58}, {82, 70}, {86, 90}});
      pen.close();
      pen.line(line, 7);
      return;
    case Drawing::letter:
    case Drawing::notice:
      pen.box(20, 8, 60, 84, 6);
      pen.line(line, 7);
      for (const double y : {30.0, 48.0, 66.0}) {
        pen.lines({{34, y}, {66, y}});
        pen.line(line, 6);
      }
      return;
    case Drawing::letter_camera:
      pen.box(6, 26, 88, 58, 9);
      pen.line(line, 7);
      pen.lines({{34, 24}, {40, 12}, {60, 12}, {66, 24}});
      pen.line(line, 7);
      pen.circle(50, 55, 17);
      pen.line(line, 7);
      return;
    case Drawing::old_card:
      pen.box(8, 24, 84, 54, 7);
      pen.line(line, 7);
      pen.lines({{22, 44}, {60, 44}});
      pen.line(line, 6);
      pen.lines({{22, 60}, {78, 60}});
      pen.line(line, 6);
      return;
    case Drawing::nothing:
      pen.circle(50, 50, 40);
      pen.line(line, 7);
      pen.lines({{34, 50}, {66, 50}});
      pen.line(line, 8);
      return;
    case Drawing::check:
      round_sign(pen, line);
      pen.lines({{30, 52}, {45, 67}, {72, 36}});
      pen.line(colours.ground, 9);
      return;
    case Drawing::caution:
      pen.lines({{50, 10}, {94, 88}, {6, 88}});
      pen.close();
      pen.fill(line);
      pen.line(line, 8);
      pen.lines({{50, 36}, {50, 60}});
      pen.line(colours.ground, 9);
      pen.circle(50, 75, 5.5);
      pen.fill(colours.ground);
      return;
    case Drawing::problem:
      round_sign(pen, line);
      pen.lines({{50, 26}, {50, 54}});
      pen.line(colours.ground, 10);
      pen.circle(50, 72, 6);
      pen.fill(colours.ground);
      return;
    case Drawing::yes:
      pen.circle(50, 50, 36);
      pen.line(line, 10);
      return;
    case Drawing::no:
      pen.lines({{20, 20}, {80, 80}});
      pen.line(line, 10);
      pen.lines({{80, 20}, {20, 80}});
      pen.line(line, 10);
      return;
    case Drawing::list:
      for (const double y : {24.0, 50.0, 76.0}) {
        pen.circle(18, y, 6);
        pen.fill(line);
        pen.lines({{38, y}, {88, y}});
        pen.line(line, 8);
      }
      return;
    case Drawing::low:
    case Drawing::high: {
      const double tip = drawing == Drawing::low ? 84 : 16;
      const double back = drawing == Drawing::low ? -26 : 26;
      pen.lines({{50, 100 - tip}, {50, tip}});
      pen.line(line, 9);
      pen.lines({{24, tip + back}, {50, tip}, {76, tip + back}});
      pen.line(line, 9);
      return;
    }
    case Drawing::voice:
      pen.lines({{14, 38}, {32, 38}, {54, 18}, {54, 82}, {32, 62}, {14, 62}});
      pen.close();
      pen.fill(line);
      pen.arc(56, 50, 26, -pi / 4, pi / 4);
      pen.line(line, 8);
      return;
    case Drawing::text:
      pen.lines({{8, 82}, {32, 22}, {56, 82}});
      pen.line(line, 8);
      pen.lines({{17, 62}, {47, 62}});
      pen.line(line, 7);
      pen.circle(78, 68, 13);
      pen.line(line, 7);
      pen.lines({{92, 54}, {92, 82}});
      pen.line(line, 7);
      return;
    case Drawing::languages:
      pen.circle(50, 50, 40);
      pen.line(line, 7);
      pen.oval(50, 50, 17, 40);
      pen.line(line, 6);
      pen.lines({{11, 50}, {89, 50}});
      pen.line(line, 6);
      return;
    default:
      return;
  }
}

bool is_wide(const Rect& box) { return box.height >= 110; }

}  // namespace

void draw(Canvas& canvas, Drawing drawing, Rect box, const DrawingColours& colours) {
  const bool as_picture = is_wide(box);
  const double width = as_picture ? 240 : 100, height = as_picture ? 160 : 100;
  const double scale = std::min(box.width / width, box.height / height);
  cairo_t* c = canvas.cairo();
  cairo_save(c);
  cairo_translate(c, box.x + (box.width - width * scale) / 2, box.y + (box.height - height * scale) / 2);
  cairo_scale(c, scale, scale);
  Pen pen(c, colours);
  if (as_picture) {
    picture(pen, drawing);
  } else {
    sign(pen, drawing);
  }
  cairo_restore(c);
}

}  // namespace kiosk::touch
