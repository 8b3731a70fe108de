// Signs beside words, in a square of 100.
#include <array>

#include "kiosk/touch/pen.h"

namespace kiosk::touch {
namespace {

using screens::Drawing;
using std::numbers::pi;

void round_sign(Pen& pen, Colour ground) {
  pen.circle(50, 50, 44);
  pen.fill(ground);
}

}  // namespace

void draw_sign(Pen& pen, Drawing drawing) {
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

}  // namespace kiosk::touch
