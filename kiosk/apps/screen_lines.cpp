#include "kiosk/apps/screen_lines.h"

#include <algorithm>
#include <iostream>

namespace kiosk::apps {

using screens::Element;

std::string line_of(const screens::Screen& screen, const screens::Layout& layout) {
  std::string line =
      "screen " + screen.id + " " + std::to_string(layout.size.width) + "x" + std::to_string(layout.size.height);
  const bool has_dialog = std::any_of(layout.elements.begin(), layout.elements.end(),
                                      [](const Element& e) { return e.layer == Element::Layer::dialog; });
  for (const Element& element : layout.elements) {
    if (!element.can_be_pressed() || (has_dialog && element.layer != Element::Layer::dialog)) continue;
    const int x = element.rect.x + element.rect.width / 2, y = element.rect.y + element.rect.height / 2;
    line += " " + element.id + "=" + std::to_string(x) + "," + std::to_string(y);
  }
  return line;
}

void print_screen(const screens::Screen& screen, const screens::Layout& layout) {
  std::cout << line_of(screen, layout) << std::endl;
}

}  // namespace kiosk::apps
