// Lays a screen out. Words that do not fit are made smaller in steps, then the pictures go, then the screen flows into
// columns, then it is divided into pages; nothing is ever cut off or scrolled.
#include "kiosk/screens/layout.h"

#include <algorithm>
#include <array>
#include <functional>

#include "kiosk/screens/arranger.h"

namespace kiosk::screens {
namespace {

/// How far words may shrink before a screen is divided, and how far afterwards (of the size the person chose).
constexpr std::array calm_steps = {100, 92, 84};
constexpr std::array last_steps = {100, 92, 84, 76, 68, 60};
/// What may be done with a screen that is too long.
enum class Beyond { nothing, columns, pages };
constexpr int low_glass_mm = 220;  ///< panels of 13 inches and less: there a field and its keys are worth smaller keys

/// The question that stands over the screen, in a card in the middle of the reachable area.
void place_dialog(const Screen& screen, const Setting& s, const Frame& frame, Layout& layout) {
  Element scrim{"scrim", {0, 0, layout.size.width, layout.size.height}, Shape::scrim};
  scrim.layer = Element::Layer::dialog;
  const int width = std::min(frame.area.width - 2 * frame.margin, s.px(960));
  const int pad = s.gap(40);
  std::vector<Block> blocks = blocks_of(screen.dialog->content, s, width - 2 * pad);
  for (Block& action : action_blocks(screen.dialog->actions, s, width - 2 * pad)) blocks.push_back(std::move(action));
  const int gap = s.gap(24);
  int height = total(blocks, gap);
  for (const Block& block : blocks) height += std::min(block.preferred - block.minimum, s.px(60));
  height = std::min(height, frame.area.height - 2 * pad - s.px(32));
  const Rect card{(layout.size.width - width) / 2, frame.area.y + (frame.area.height - height - 2 * pad) / 2, width,
                  height + 2 * pad};
  Elements elements{scrim, {"dialog", card, Shape::dialog}};
  stack(blocks, card.inset(pad), gap, elements);
  for (Element& element : elements) {
    element.layer = Element::Layer::dialog;
    layout.elements.push_back(std::move(element));
  }
}

Drawing main_drawing(const Screen& screen) {
  for (const Widget& widget : screen.content) {
    if (const auto* picture = std::get_if<Picture>(&widget)) return picture->drawing;
  }
  return Drawing::none;
}

/// Tries one way after another to bring a screen onto its glass, the calmest first.
class Fitting {
 public:
  Fitting(const Screen& screen, const Frame& frame, Setting& setting, int chosen_percent, Layout& layout)
      : screen_(screen),
        frame_(frame),
        setting_(setting),
        chosen_(chosen_percent),
        layout_(layout),
        page_(layout.page) {}

  /// On one page, hardly smaller than the person chose.
  bool found_whole() {
    // In the low position the picture stands above the reach of the hand, once.
    const bool has_pictures = frame_.above.height == 0;
    for (const int step : calm_steps) {
      if (has_pictures && fits(step, Setting::Pictures::all, Beyond::nothing)) return true;
      if (has_pictures && fits(step, Setting::Pictures::only_what_to_do, Beyond::nothing)) return true;
      if (!has_pictures && fits(step, Setting::Pictures::none, Beyond::nothing)) return true;
    }
    return std::any_of(calm_steps.begin(), calm_steps.end(), without_pictures(Beyond::nothing)) ||
           std::any_of(calm_steps.begin(), calm_steps.end(), without_pictures(Beyond::columns));
  }

  bool found() {
    if (found_whole()) return true;
    // The words beside a camera are few, and on another page nobody would read them.
    if (has_camera(screen_) && std::any_of(last_steps.begin(), last_steps.end(), without_pictures(Beyond::nothing)))
      return true;
    return std::any_of(last_steps.begin(), last_steps.end(), without_pictures(Beyond::pages));
  }

 private:
  std::function<bool(int)> without_pictures(Beyond beyond) {
    return [this, beyond](int step) { return fits(step, Setting::Pictures::none, beyond); };
  }

  bool fits(int step, Setting::Pictures pictures, Beyond beyond) {
    setting_.percent = chosen_ * step / 100;
    setting_.spacing = std::min(100, 160 - chosen_ / 2 - (100 - step));
    setting_.pictures = pictures;
    layout_.shrink_percent = step;
    layout_.text_percent = setting_.percent;
    layout_.pages = 1;
    const Arranger arranger(screen_, frame_, setting_);
    std::optional<Elements> elements;
    const bool was_tried_whole = beyond != Beyond::nothing && step >= calm_steps.back();
    for (const Arrangement arrangement : arrangements(screen_, frame_, pictures))
      if (!elements && !was_tried_whole) elements = arranger.whole(arrangement);
    if (!elements && beyond == Beyond::columns && may_flow_in_columns(screen_, frame_))
      elements = arranger.in_columns();
    if (!elements && beyond == Beyond::pages) elements = arranger.paged(page_, layout_.pages);
    if (elements) layout_.elements = std::move(*elements);
    return elements.has_value();
  }

  const Screen& screen_;
  const Frame& frame_;
  Setting& setting_;
  int chosen_;
  Layout& layout_;
  int page_;
};

bool has_keypad(const Screen& screen) {
  return std::any_of(screen.content.begin(), screen.content.end(),
                     [](const Widget& widget) { return std::holds_alternative<Keypad>(widget); });
}

}  // namespace

int percent_of(checkin::Presentation::TextSize size) {
  switch (size) {
    case checkin::Presentation::TextSize::normal:
      return 100;
    case checkin::Presentation::TextSize::large:
      return 125;
    case checkin::Presentation::TextSize::largest:
      return 150;
  }
  __builtin_unreachable();
}

Layout lay_out(const Screen& screen, const Glass& glass, const checkin::Presentation& presentation,
               const Catalogs& catalogs, TextMeasure& measure, int page) {
  const Frame frame = frame_of(glass, presentation);
  const std::string_view language = language_of(screen, presentation);
  Setting setting{glass, catalogs.in(language), catalogs.in("ja"), catalogs, measure};
  setting.shows_japanese = !language.starts_with("ja");
  setting.is_cramped = frame.above.height > 0;
  Layout layout{glass.size, {}};
  layout.page = page;
  layout.fit = Layout::Fit::too_small;
  // A glass that is too small for keys of 20 mm gets smaller ones; an empty screen would help nobody.
  const bool is_low = glass.size.height * 10 / glass.pixels_per_cm < low_glass_mm;
  for (const int percent : {100, 90, 80, 70, 60, 50}) {
    setting.glass.pixels_per_cm = glass.pixels_per_cm * percent / 100;
    Fitting fitting(screen, frame, setting, percent_of(presentation.text_size), layout);
    const bool must_be_whole = is_low && has_keypad(screen) && percent > 60;
    if (must_be_whole ? !fitting.found_whole() : !fitting.found()) continue;
    layout.fit = percent == 100 ? Layout::Fit::whole : Layout::Fit::with_smaller_keys;
    break;
  }
  layout.page = std::clamp(page, 0, layout.pages - 1);
  if (frame.above.height > 0) {
    Element above{"above", frame.above, Shape::picture, Tone::calm, main_drawing(screen)};
    above.drawing_box = frame.above.inset(setting.px(96));
    layout.elements.insert(layout.elements.begin(), std::move(above));
  }
  if (screen.dialog) place_dialog(screen, setting, frame, layout);
  return layout;
}

const Element* hit_test(const Layout& layout, Point point) {
  const bool has_dialog = std::any_of(layout.elements.begin(), layout.elements.end(),
                                      [](const Element& element) { return element.layer == Element::Layer::dialog; });
  const Element* near = nullptr;
  for (const Element& element : layout.elements) {
    if (!element.can_be_pressed() || (has_dialog && element.layer != Element::Layer::dialog)) continue;
    if (element.rect.contains(point)) return &element;
    // Half of the smallest gap between targets: a finger that lands just beside one still means it.
    if (element.rect.inset(-7).contains(point)) near = &element;
  }
  return near;
}

}  // namespace kiosk::screens
