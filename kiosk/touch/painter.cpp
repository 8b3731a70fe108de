// Shapes of elements, in the order in which they lie over one another.
#include "kiosk/touch/painter.h"

#include <algorithm>

#include "kiosk/touch/drawings.h"

namespace kiosk::touch {

using namespace screens;

struct Painter::Brush {
  Canvas& canvas;
  const Palette& colours;
  const Moment& moment;
  const checkin::Presentation& presentation;
  int percent;

  bool is_pressed(const Element& element) const { return element.can_be_pressed() && element.id == moment.pressed; }
};

namespace {

const Tint& tint_of(const Palette& colours, Tone tone) {
  switch (tone) {
    case Tone::calm:
      return colours.calm;
    case Tone::success:
      return colours.success;
    case Tone::caution:
      return colours.caution;
    case Tone::problem:
      return colours.problem;
  }
  __builtin_unreachable();
}

Colour colour_of(const Palette& colours, Ink ink) {
  switch (ink) {
    case Ink::normal:
      return colours.text;
    case Ink::soft:
      return colours.text_soft;
    case Ink::on_primary:
      return colours.on_primary;
    case Ink::accent:
      return colours.primary;
    case Ink::on_calm:
      return colours.calm.words;
    case Ink::on_success:
      return colours.success.words;
    case Ink::on_caution:
      return colours.caution.words;
    case Ink::on_problem:
      return colours.problem.words;
  }
  __builtin_unreachable();
}

/// A turn takes 1.2 seconds.
double turn_of(base::TimePoint now) { return static_cast<double>(now.since_start.count() % 1200) / 1200.0; }

Rect square_in(Rect rect, int most) {
  const int side = std::min({rect.width, rect.height, most});
  return {rect.x + (rect.width - side) / 2, rect.y + (rect.height - side) / 2, side, side};
}

}  // namespace

void Painter::paint_ground(Brush& brush, const Element& element) {
  Canvas& canvas = brush.canvas;
  const Palette& colours = brush.colours;
  const Rect rect = element.rect;
  switch (element.shape) {
    case Shape::header_bar:
      canvas.fill(rect, 0, colours.surface);
      canvas.fill({rect.x, rect.bottom() - 2, rect.width, 2}, 0, colours.hairline);
      return;
    case Shape::step_done:
      canvas.fill(rect, rect.height / 2, colours.primary);
      return;
    case Shape::step_now:
      canvas.fill(rect, rect.height / 2, colours.primary);
      return;
    case Shape::step_ahead:
      canvas.fill(rect, rect.height / 2, colours.surface);
      canvas.stroke(rect, rect.height / 2, colours.control_edge, 2);
      return;
    case Shape::card:
    case Shape::list:
      canvas.fill(rect, radius_card, colours.surface);
      canvas.stroke(rect, radius_card, colours.hairline, 2);
      return;
    case Shape::field:
      canvas.fill(rect, 12, colours.surface);
      canvas.stroke(rect, 12, colours.primary, colours.edge_width + 1);
      return;
    case Shape::notice:
    case Shape::ticket: {
      const Tint& tint = tint_of(colours, element.tone);
      canvas.fill(rect, radius_card, tint.ground);
      canvas.stroke(rect, radius_card, tint.edge, 3);
      return;
    }
    case Shape::scrim:
      canvas.fill(rect, 0, {0x0b1020}, 0.6);
      return;
    case Shape::dialog:
      canvas.fill(rect, radius_video, colours.surface);
      canvas.stroke(rect, radius_video, colours.control_edge, 3);
      return;
    default:
      return;
  }
}

void Painter::paint_control(Brush& brush, const Element& element) {
  Canvas& canvas = brush.canvas;
  const Palette& colours = brush.colours;
  const Rect rect = element.rect;
  const bool pressed = brush.is_pressed(element);
  const Colour ground = pressed ? colours.pressed_ground : colours.surface;
  const auto outlined = [&](Colour edge, int width, int radius) {
    if (colours.shadow == Palette::Shadow::soft && !pressed) canvas.shadow(rect, radius);
    canvas.fill(rect, radius, ground);
    canvas.stroke(rect, radius, edge, width);
  };
  switch (element.shape) {
    case Shape::primary:
      if (colours.shadow == Palette::Shadow::soft && !pressed) canvas.shadow(rect, radius_button);
      canvas.fill(rect, radius_button, pressed ? colours.primary_pressed : colours.primary);
      return;
    case Shape::counterpart:
      outlined(colours.primary, colours.edge_width + 2, radius_button);
      return;
    case Shape::secondary:
      outlined(colours.primary, colours.edge_width, radius_button);
      return;
    case Shape::option:
    case Shape::key:
      outlined(colours.control_edge, 2, radius_button);
      return;
    case Shape::quiet:
      canvas.fill(rect, radius_button, ground);
      canvas.stroke(rect, radius_button, colours.control_edge, 2);
      return;
    case Shape::option_in_force:
      canvas.fill(rect, radius_button, pressed ? colours.primary_pressed : colours.primary);
      return;
    case Shape::header_button:
      canvas.fill(rect, rect.height / 2, pressed ? colours.pressed_ground : colours.calm.ground);
      canvas.stroke(rect, rect.height / 2, colours.primary, 2);
      return;
    default:
      return;
  }
}

void Painter::paint_dots(Brush& brush, const Element& element) {
  const int count = std::max(1, element.total);
  const int side = element.rect.height;
  const int gap = side / 4;
  int x = element.rect.x + (element.rect.width - count * side - (count - 1) * gap) / 2;
  for (int at = 0; at < count; ++at, x += side + gap) {
    const Rect cell{x, element.rect.y, side, side};
    const bool is_next = at == element.value;
    brush.canvas.fill(cell, 12, brush.colours.surface);
    brush.canvas.stroke(cell, 12, is_next ? brush.colours.primary : brush.colours.control_edge, is_next ? 5 : 3);
    if (at < element.value) brush.canvas.dot(x + side / 2, cell.y + side / 2, side / 5, brush.colours.text);
  }
}

void Painter::paint_moving(Brush& brush, const Element& element) {
  const Palette& colours = brush.colours;
  const Rect ring = square_in(element.rect.inset(12), 220);
  const int width = std::max(10, ring.width / 12);
  brush.canvas.ring(ring, colours.hairline, width, 100);
  if (element.shape == Shape::countdown) {
    brush.canvas.ring(ring, colours.primary, width, brush.moment.percent_left);
    const int size = ring.height / 2;
    const TextBox number{{ring.x, ring.y + (ring.height - size * 3 / 4) / 2, ring.width, size},
                         std::to_string(brush.moment.seconds_left),
                         "en",
                         TextRole::key,
                         Ink::normal,
                         Align::centre};
    const int height = text_.measure(number.text, "en", TextRole::key, 100, ring.width).height;
    TextBox placed = number;
    placed.box = {ring.x, ring.y + (ring.height - height) / 2, ring.width, height};
    text_.draw(brush.canvas.cairo(), placed, colours.text, 100);
    return;
  }
  const bool still = brush.presentation.motion == checkin::Presentation::Motion::reduced;
  brush.canvas.ring(ring, colours.primary, width, 28, still ? 0 : turn_of(brush.moment.now));
}

/// Where the letter belongs: a frame inside the picture, in the colour of "done" while it is read.
void Painter::frame_letter(Brush& brush, const Element& element) {
  if (brush.moment.preview.pixels) brush.canvas.round_off(element.rect, radius_video, brush.colours.background);
  const int line = std::max(8, element.rect.height / 45);
  const Colour colour = element.value > 0 ? brush.colours.ring_fill : brush.colours.ring_track;
  brush.canvas.stroke(element.rect.inset(element.rect.height * 8 / 100), radius_video, colour, line);
}

void Painter::paint_video(Brush& brush, const Element& element) {
  Canvas& canvas = brush.canvas;
  const Rect rect = element.rect;
  if (brush.moment.preview.pixels) {
    canvas.mirror(brush.moment.preview, rect);
  } else {
    canvas.fill(rect, radius_video, {0x2b3345});
  }
  if (element.shape == Shape::letter_camera) return frame_letter(brush, element);
  const int height = rect.height * 86 / 100;
  const int width = height * 74 / 100;
  const Rect oval{rect.x + (rect.width - width) / 2, rect.y + (rect.height - height) / 2, width, height};
  canvas.scrim_around_oval(rect, radius_video, oval, {0x0b1020}, 0.55);
  if (brush.moment.preview.pixels) canvas.round_off(rect, radius_video, brush.colours.background);
  const int line = std::max(8, rect.height / 45);
  canvas.ring(oval, brush.colours.ring_track, line, 100);
  canvas.ring(oval, brush.colours.ring_fill, line + 4, element.value);
}

void Painter::paint_element(Brush& brush, const Element& element) {
  const Palette& colours = brush.colours;
  paint_ground(brush, element);
  paint_control(brush, element);
  if (element.shape == Shape::dots) paint_dots(brush, element);
  if (element.shape == Shape::spinner || element.shape == Shape::countdown) paint_moving(brush, element);
  if (element.shape == Shape::camera || element.shape == Shape::letter_camera) paint_video(brush, element);
  if (element.drawing != Drawing::none) {
    DrawingColours drawing{colours.primary, colours.surface, colours.primary};
    if (element.shape == Shape::picture) drawing = {colours.text, colours.surface, colours.primary};
    if (element.shape == Shape::primary) drawing = {colours.on_primary, colours.primary, colours.on_primary};
    if (element.shape == Shape::notice) {
      const Tint& tint = tint_of(colours, element.tone);
      drawing = {tint.edge, tint.ground, tint.edge};
    }
    draw(brush.canvas, element.drawing, element.drawing_box, drawing);
  }
  if (element.shape == Shape::list) {
    for (const TextBox& line : element.texts) {
      const int indent = line.box.x - element.rect.x;
      const int first_line = text_.measure("0", line.language, line.role, brush.percent, line.box.width).height;
      brush.canvas.dot(element.rect.x + indent * 57 / 100, line.box.y + std::min(line.box.height, first_line) / 2,
                       std::max(3, indent / 9), colours.primary);
    }
  }
  for (const TextBox& box : element.texts)
    text_.draw(brush.canvas.cairo(), box, colour_of(colours, box.ink), brush.percent);
  if (element.id == brush.moment.focused && !element.id.empty() && element.can_be_pressed()) {
    brush.canvas.stroke(element.rect.inset(-12), radius_button + 12, colours.focus_outer, 4);
    brush.canvas.stroke(element.rect.inset(-8), radius_button + 8, colours.focus_inner, 8);
  }
}

void Painter::paint(Canvas& canvas, const Layout& layout, const checkin::Presentation& presentation,
                    const Moment& moment) {
  Brush brush{canvas, palette(presentation.contrast), moment, presentation, layout.text_percent};
  canvas.clear(brush.colours.background);
  for (const Element& element : layout.elements) paint_element(brush, element);
}

void Painter::paint_camera(Canvas& canvas, const Layout& layout, const checkin::Presentation& presentation,
                           const Moment& moment) {
  Brush brush{canvas, palette(presentation.contrast), moment, presentation, layout.text_percent};
  if (const Element* camera = camera_of(layout)) paint_video(brush, *camera);
}

const Element* camera_of(const Layout& layout) {
  const auto found = std::find_if(layout.elements.begin(), layout.elements.end(), [](const Element& element) {
    return element.shape == Shape::camera || element.shape == Shape::letter_camera;
  });
  return found == layout.elements.end() ? nullptr : &*found;
}

}  // namespace kiosk::touch
