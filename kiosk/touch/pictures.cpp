// Pictures of the thing to do, on a sheet of 240 by 160.
#include "kiosk/touch/pen.h"

namespace kiosk::touch {
namespace {

using screens::Drawing;

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

/// A letter from the insurer, one field of it framed. Insurers print it in several forms; this is the commonest order.
void letter_with_field(Pen& pen, Drawing marked) {
  struct Place {
    Drawing field;
    double x, y, length;
  };
  const DrawingColours& colours = pen.colours();
  pen.box(24, 4, 192, 152, 8);
  pen.both();
  pen.lines({{42, 26}, {104, 26}});
  pen.line(colours.line, 8);
  for (const Place& place : {Place{Drawing::letter_valid_until, 140, 26, 56},
                             {Drawing::letter_symbol, 42, 52, 34},
                             {Drawing::letter_number, 98, 52, 44},
                             {Drawing::letter_branch, 164, 52, 22},
                             {Drawing::letter_name, 42, 74, 92},
                             {Drawing::letter_birth_date, 42, 94, 64},
                             {Drawing::letter_valid_from, 42, 114, 64},
                             {Drawing::letter_burden_ratio, 146, 114, 36},
                             {Drawing::letter_insurer_number, 42, 138, 76}}) {
    const bool is_marked = place.field == marked;
    pen.lines({{place.x, place.y}, {place.x + place.length, place.y}});
    pen.line(is_marked ? colours.accent : colours.line, is_marked ? 6 : 4);
    if (!is_marked) continue;
    pen.box(place.x - 11, place.y - 10, place.length + 22, 20, 6);
    pen.line(colours.accent, 5);
  }
}

/// A coin of `r` around (x, y).
void coin(Pen& pen, double x, double y, double r) {
  const Colour accent = pen.colours().accent;
  pen.circle(x, y, r);
  pen.both();
  pen.lines({{x - r * 0.4, y - r * 0.55}, {x, y}, {x + r * 0.4, y - r * 0.55}});
  pen.line(accent, 7);
  pen.lines({{x, y}, {x, y + r * 0.6}});
  pen.line(accent, 7);
  for (const double below : {0.08, 0.34}) {
    pen.lines({{x - r * 0.38, y + r * below}, {x + r * 0.38, y + r * below}});
    pen.line(accent, 6);
  }
}

/// What a consent is about.
void record_picture(Pen& pen, Drawing drawing) {
  const DrawingColours& colours = pen.colours();
  switch (drawing) {
    case Drawing::treatment:
      pen.box(70, 16, 100, 136, 10);
      pen.both();
      pen.box(98, 6, 44, 22, 6);
      pen.both();
      pen.lines({{120, 44}, {120, 84}});
      pen.line(colours.accent, 12);
      pen.lines({{100, 64}, {140, 64}});
      pen.line(colours.accent, 12);
      for (const double y : {108.0, 128.0}) {
        pen.lines({{88, y}, {152, y}});
        pen.line(colours.line, 5);
      }
      return;
    case Drawing::operation:
      pen.box(26, 52, 188, 56, 28);
      pen.both();
      pen.box(88, 52, 64, 56, 2);
      pen.line(colours.line, 5);
      for (const double x : {106.0, 134.0})
        for (const double y : {70.0, 90.0}) {
          pen.circle(x, y, 5);
          pen.fill(colours.accent);
        }
      return;
    case Drawing::medicine:
      pen.box(28, 36, 124, 52, 26);
      pen.fill(colours.accent);
      pen.box(28, 36, 52, 52, 26);
      pen.fill(colours.ground);
      pen.box(54, 36, 36, 52, 0);
      pen.fill(colours.ground);
      pen.box(28, 36, 124, 52, 26);
      pen.line(colours.line, 5);
      pen.lines({{90, 38}, {90, 86}});
      pen.line(colours.line, 5);
      pen.circle(176, 108, 34);
      pen.both();
      pen.lines({{158, 108}, {194, 108}});
      pen.line(colours.line, 5);
      return;
    case Drawing::checkup:
      pen.box(36, 22, 168, 116, 12);
      pen.both();
      pen.lines({{54, 84}, {90, 84}, {106, 50}, {128, 116}, {142, 84}, {186, 84}});
      pen.line(colours.accent, 8);
      return;
    case Drawing::certificate:
      pen.box(48, 18, 144, 124, 8);
      pen.both();
      for (const auto& [y, right] : {std::pair{46.0, 150.0}, {70.0, 172.0}, {94.0, 130.0}}) {
        pen.lines({{68, y}, {right, y}});
        pen.line(colours.line, 5);
      }
      pen.circle(160, 110, 16);
      pen.line(colours.accent, 7);
      return;
    case Drawing::subsidy:
      coin(pen, 156, 92, 52);
      coin(pen, 92, 70, 52);
      return;
    case Drawing::payment_limit:
      pen.lines({{48, 16}, {192, 16}});
      pen.line(colours.line, 9);
      coin(pen, 120, 92, 56);
      return;
    default:
      return;
  }
}

}  // namespace

void draw_picture(Pen& pen, Drawing drawing) {
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
    case Drawing::letter_insurer_number:
    case Drawing::letter_symbol:
    case Drawing::letter_number:
    case Drawing::letter_branch:
    case Drawing::letter_name:
    case Drawing::letter_birth_date:
    case Drawing::letter_valid_from:
    case Drawing::letter_valid_until:
    case Drawing::letter_burden_ratio:
      letter_with_field(pen, drawing);
      return;
    default:
      record_picture(pen, drawing);
      return;
  }
}

}  // namespace kiosk::touch
