// The frame of a screen: the same on all of them.
#include "kiosk/screens/frame.h"

#include <algorithm>

namespace kiosk::screens {
namespace {

constexpr int highest_control_mm = 1200;  ///< EN 301 549 8.3.2: reach from a wheelchair, less a margin

}  // namespace

Frame frame_of(const Glass& glass, const checkin::Presentation& presentation) {
  Frame frame;
  const auto [width, height] = glass.size;
  frame.is_wide = width > height;
  frame.pixels_per_cm = glass.pixels_per_cm;
  frame.margin = (frame.is_wide ? 64 : 48) * glass.pixels_per_cm / 40;
  int used = height;
  if (presentation.position == checkin::Presentation::Position::low) {
    const int reach = (highest_control_mm - glass.bottom_above_floor_mm) * glass.pixels_per_cm / 10;
    used = std::min({height, reach, frame.is_wide ? height : height * 58 / 100});
  }
  frame.area = {0, height - used, width, used};
  frame.above = {0, 0, width, height - used};
  return frame;
}

int header_height(const Setting& chosen, const Frame& frame) {
  Setting s = chosen;
  s.glass.pixels_per_cm = frame.pixels_per_cm;
  return s.px(frame.area.height < s.px(900) ? 100 : 116);
}

namespace {

constexpr int header_sign = 44;
constexpr int header_gap = 20;

/// A button of the header, as wide as its words at the setting's text size.
int header_button_width(const Switch& button, const Setting& s) {
  return std::max(s.px(176),
                  s.width_of(s.words.text(button.words), TextRole::header, s.percent) + s.px(header_sign + 56));
}

/// What the header says at its left, and the text size of all its words.
struct HeaderWords {
  std::string title;
  int percent = 100;
};

/// The header's words grow with the text as far as one line holds them. Rather than stay small, the title goes without
/// its Japanese: staff know what the machine is for.
HeaderWords header_words(const Screen& screen, const Setting& chosen, int width) {
  const std::string alone = chosen.words.text(screen.title);
  const std::string both = chosen.shows_japanese ? alone + "  " + chosen.japanese.text(screen.title) : alone;
  Setting s = chosen;
  const auto fits = [&](const std::string& title) {
    int needed = s.width_of(title, TextRole::way_out, s.percent);
    for (const Switch& button : screen.header) needed += header_button_width(button, s) + s.px(header_gap);
    return needed <= width;
  };
  for (s.percent = std::max(100, chosen.percent); s.percent > 100; s.percent = std::max(100, s.percent - 8))
    for (const std::string& title : {both, alone})
      if (fits(title)) return {title, s.percent};
  return {fits(both) ? both : alone, s.percent};
}

}  // namespace

void place_header(const Screen& screen, const Setting& chosen, const Frame& frame, Elements& out) {
  // The header keeps its height, which is needed for the question.
  Setting s = chosen;
  s.glass.pixels_per_cm = frame.pixels_per_cm;
  const int height = header_height(s, frame);
  const auto [title, percent] = header_words(screen, s, frame.area.width - 2 * frame.margin);
  s.percent = percent;
  Element bar{"header", {frame.area.x, frame.area.y, frame.area.width, height}, Shape::header_bar};
  int right = frame.area.right() - frame.margin;
  const int button_height = s.px(finger);
  Elements buttons;
  for (auto at = screen.header.rbegin(); at != screen.header.rend(); ++at) {
    const std::string text = s.words.text(at->words);
    const int sign = s.px(header_sign);
    const int width = header_button_width(*at, s);
    const Rect rect{right - width, frame.area.y + (height - button_height) / 2, width, button_height};
    Element button{at->id, rect, Shape::header_button, Tone::calm, at->drawing};
    button.drawing_box = {rect.x + s.px(16), rect.y + (button_height - sign) / 2, sign, sign};
    const Rect inner{rect.x + sign + s.px(26), rect.y, width - sign - s.px(42), button_height};
    button.texts = {centred(text, inner, TextRole::header, Ink::accent, s)};
    button.texts.front().percent = s.percent;
    button.does = at->becomes;
    buttons.insert(buttons.begin(), std::move(button));
    right -= width + s.px(header_gap);
  }
  const Rect title_box{frame.margin, frame.area.y, right - frame.margin, height};
  TextBox text = centred(title, title_box, TextRole::way_out, Ink::normal, s);
  text.align = Align::left;
  text.percent = s.percent;
  bar.texts = {std::move(text)};
  out.push_back(std::move(bar));
  for (Element& button : buttons) out.push_back(std::move(button));
}

int place_steps(const Screen& screen, const Setting& s, Rect area, Elements& out) {
  if (!screen.steps) return 0;
  const int gap = s.px(12);
  const int each = (area.width - gap * (screen.steps->total - 1)) / screen.steps->total;
  for (int at = 1; at <= screen.steps->total; ++at) {
    const Shape shape = at < screen.steps->current    ? Shape::step_done
                        : at == screen.steps->current ? Shape::step_now
                                                      : Shape::step_ahead;
    out.push_back({"step", {area.x + (at - 1) * (each + gap), area.y, each, s.px(10)}, shape});
  }
  return s.px(10) + s.gap(24);
}

}  // namespace kiosk::screens
