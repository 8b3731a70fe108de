// Arranges blocks on the glass: header, steps, one column or two panes, answers and ways out at the bottom. Words that
// do not fit are made smaller in steps, then the screen is divided into pages; nothing is ever cut off or scrolled.
#include "kiosk/screens/layout.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "kiosk/screens/blocks.h"

namespace kiosk::screens {
namespace {

/// How far words may shrink before a screen is divided, and how far afterwards (of the size the person chose).
constexpr std::array calm_steps = {100, 92, 84};
constexpr std::array last_steps = {100, 92, 84, 76, 68, 60};
constexpr int highest_control_mm = 1200;  ///< EN 301 549 8.3.2: reach from a wheelchair, less a margin

struct Frame {
  Rect area;   ///< of the controls: the whole glass, or its lower part in the low position
  Rect above;  ///< shows only a picture; empty height in the normal position
  int margin = 0;
  bool is_wide = false;
};

Frame frame_of(const Glass& glass, const checkin::Presentation& presentation) {
  Frame frame;
  const auto [width, height] = glass.size;
  frame.is_wide = width > height;
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

int total(const std::vector<Block>& blocks, int gap) {
  if (blocks.empty()) return 0;
  return std::accumulate(blocks.begin(), blocks.end(), gap * (static_cast<int>(blocks.size()) - 1),
                         [](int sum, const Block& block) { return sum + block.minimum; });
}

/// Puts blocks one below the other, sharing what height is left among those that can use it.
void stack(const std::vector<Block>& blocks, Rect area, int gap, Elements& out) {
  int spare = area.height - total(blocks, gap);
  int wanted = 0;
  for (const Block& block : blocks) wanted += block.preferred - block.minimum;
  // What nobody can use widens the gaps, up to twice: air between the parts instead of a hole below them.
  const int gaps = static_cast<int>(blocks.size()) - 1;
  const int air = gaps > 0 ? std::clamp((spare - wanted) / gaps, 0, gap) : 0;
  int y = area.y;
  for (const Block& block : blocks) {
    const int wish = block.preferred - block.minimum;
    const int share =
        wanted > 0 && spare > 0 ? std::min(wish, static_cast<int>(std::int64_t{spare} * wish / wanted)) : 0;
    block.place({area.x, y, area.width, block.minimum + share}, out);
    y += block.minimum + share + gap + air;
  }
}

int header_height(const Setting& s, const Frame& frame) { return s.px(frame.area.height < s.px(900) ? 100 : 116); }

void place_header(const Screen& screen, const Setting& chosen, const Frame& frame, Elements& out) {
  // The header keeps its size: its few words are known by their signs, and its height is needed for the question.
  Setting s = chosen;
  s.percent = 100;
  const int height = header_height(s, frame);
  Element bar{"header", {frame.area.x, frame.area.y, frame.area.width, height}, Shape::header_bar};
  int right = frame.area.right() - frame.margin;
  const int button_height = s.px(finger);
  Elements buttons;
  for (auto at = screen.header.rbegin(); at != screen.header.rend(); ++at) {
    const std::string text = s.words.text(at->words);
    const int sign = s.px(44);
    const int most = s.px(360);
    const int width =
        std::max(s.px(176), std::min(most, s.size_of(text, TextRole::header, s.px(2000)).width + sign + s.px(56)));
    const Rect rect{right - width, frame.area.y + (height - button_height) / 2, width, button_height};
    Element button{at->id, rect, Shape::header_button, Tone::calm, at->drawing};
    button.drawing_box = {rect.x + s.px(16), rect.y + (button_height - sign) / 2, sign, sign};
    const Rect inner{rect.x + sign + s.px(26), rect.y, width - sign - s.px(42), button_height};
    button.texts = {centred(text, inner, TextRole::header, Ink::accent, s)};
    button.texts.front().percent = s.percent;
    button.does = at->becomes;
    buttons.insert(buttons.begin(), std::move(button));
    right -= width + s.px(20);
  }
  std::string title = s.words.text(screen.title);
  if (s.shows_japanese) title += "  " + s.japanese.text(screen.title);
  const Rect title_box{frame.margin, frame.area.y, right - frame.margin, height};
  TextBox text = centred(title, title_box, TextRole::way_out, Ink::normal, s);
  text.align = Align::left;
  if (text.percent == 0) text.percent = s.percent;
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

/// Everything of a screen except its frame, for one width: what to show and what to press.
struct Parts {
  std::vector<Block> words;
  std::vector<Block> controls;
  std::vector<Block> actions;
};

enum class Arrangement { one_column, one_column_answers_below, two_panes, two_panes_answers_below };

bool has_wide_keyboard(const Screen& screen) {
  return std::any_of(screen.content.begin(), screen.content.end(), [](const Widget& widget) {
    const auto* keypad = std::get_if<Keypad>(&widget);
    return keypad &&
           std::any_of(keypad->rows.begin(), keypad->rows.end(), [](const auto& row) { return row.size() > 5; });
  });
}

bool has_camera(const Screen& screen) {
  return std::any_of(screen.content.begin(), screen.content.end(),
                     [](const Widget& widget) { return std::holds_alternative<CameraView>(widget); });
}

/// How much of the width the words on the left take: less beside a wide keyboard or the camera.
int left_percent(const Screen& screen) {
  if (has_wide_keyboard(screen)) return 29;
  return has_camera(screen) ? 38 : 50;
}

class Arranger {
 public:
  Arranger(const Screen& screen, const Frame& frame, const Setting& setting)
      : screen_(screen), frame_(frame), s_(setting), gap_(setting.gap(24)) {}

  /// Nothing when it does not fit.
  std::optional<Elements> whole(Arrangement arrangement) const {
    Elements out;
    Rect area = begin(out);
    const bool answers_below = arrangement == Arrangement::two_panes_answers_below ||
                               arrangement == Arrangement::one_column_answers_below ||
                               (arrangement == Arrangement::one_column && frame_.is_wide);
    place_bottom(area, answers_at(answers_below), out);
    if (arrangement == Arrangement::one_column || arrangement == Arrangement::one_column_answers_below) {
      const auto blocks = blocks_of(screen_.content, s_, area.width);
      const auto actions = answers_below ? std::vector<Block>{} : action_blocks(screen_.actions, s_, area.width);
      if (!place_column(blocks, actions, area, out)) return std::nullopt;
    } else if (!place_panes(area, answers_below, out)) {
      return std::nullopt;
    }
    return finish(std::move(out));
  }

  /// The screen divided into pages; nothing when one block alone is too high.
  std::optional<Elements> paged(int page, int& pages) const {
    Elements out;
    Rect area = begin(out);
    Rect probe = area;
    Elements ignored;
    const bool answers_below = frame_.is_wide;
    place_bottom(probe, answers_at(answers_below), ignored);
    const auto blocks = blocks_of(screen_.content, s_, area.width);
    const auto actions = answers_below ? std::vector<Block>{} : action_blocks(screen_.actions, s_, area.width);
    const int turn_height = s_.px(finger) + gap_;
    const int room = probe.height - turn_height - (actions.empty() ? 0 : total(actions, s_.gap(16)) + gap_);
    std::vector<std::vector<Block>> parts(1);
    int used = 0;
    for (const Block& block : blocks) {
      if (block.minimum > room) return std::nullopt;
      if (used + block.minimum > room) {
        parts.emplace_back();
        used = 0;
      }
      parts.back().push_back(block);
      used += block.minimum + gap_;
    }
    pages = static_cast<int>(parts.size());
    const int now = std::clamp(page, 0, pages - 1);
    const bool is_last = now == pages - 1;
    const Answers later = is_last ? Answers::here : Answers::later;
    place_bottom(area, answers_below ? later : Answers::elsewhere, out);
    place_turns(now, pages, area, out);
    if (!place_column(parts[static_cast<std::size_t>(now)], is_last ? actions : std::vector<Block>{}, area, out)) {
      return std::nullopt;
    }
    return finish(std::move(out));
  }

 private:
  /// Header and steps; gives the area below them.
  Rect begin(Elements& out) const {
    place_header(screen_, s_, frame_, out);
    const int top = header_height(s_, frame_) + s_.gap(24);
    Rect area{frame_.margin, frame_.area.y + top, frame_.area.width - 2 * frame_.margin, frame_.area.height - top};
    area.height -= s_.px(24);
    const int steps = place_steps(screen_, s_, area, out);
    area.y += steps;
    area.height -= steps;
    return area;
  }

  /// The row of ways out, with the answers beside them where that is wanted; takes its height from the area. Placed
  /// last in reading order, so it is kept aside until `finish`.
  /// `later`: their place is kept until the last page, so that nobody sends what they have not seen.
  enum class Answers { elsewhere, here, later };
  static Answers answers_at(bool below) { return below ? Answers::here : Answers::elsewhere; }

  void place_bottom(Rect& area, Answers where, Elements& out) const {
    bottom_.clear();
    std::vector<Button> row = screen_.ways_out;
    Elements& to = bottom_;
    const bool has_answers = where != Answers::elsewhere && !screen_.actions.empty();
    if (row.empty() && !has_answers) return;
    const int width = has_answers && !row.empty() ? (area.width - gap_) / 2 : area.width;
    int height = 0;
    std::optional<Block> answers, ways;
    if (!row.empty()) {
      ways = button_row(row, s_, width, TextRole::way_out);
      height = ways->preferred;
    }
    if (has_answers) {
      answers = button_row(answer_row(), s_, width, TextRole::button);
      height = std::max(height, answers->minimum);
    }
    const int y = area.bottom() - height;
    if (ways) ways->place({area.x, y, width, height}, to);
    if (answers && where == Answers::here) answers->place({area.right() - width, y, width, height}, to);
    area.height -= height + gap_;
    (void)out;
  }

  std::vector<Button> answer_row() const {
    std::vector<Button> row = screen_.actions;
    const bool has_pair =
        std::any_of(row.begin(), row.end(), [](const Button& button) { return button.role == Role::counterpart; });
    if (has_pair) row.front().role = Role::counterpart;
    return row;
  }

  bool place_column(const std::vector<Block>& blocks, const std::vector<Block>& actions, Rect area,
                    Elements& out) const {
    const int action_gap = s_.gap(16);
    const int low = actions.empty() ? 0 : total(actions, action_gap) + gap_;
    const int needed = total(blocks, gap_);
    if (needed + low > area.height) return false;
    int wish = 0;
    for (const Block& action : actions) wish += action.preferred - action.minimum;
    const int grown = std::min(wish, (area.height - needed - low) / 2);
    const int actions_height = low == 0 ? 0 : low - gap_ + grown;
    Rect content = area;
    content.height -= actions.empty() ? 0 : actions_height + gap_;
    stack(blocks, content, gap_, out);
    if (!actions.empty()) {
      stack(actions, {area.x, area.bottom() - actions_height, area.width, actions_height}, action_gap, out);
    }
    return true;
  }

  bool place_panes(Rect area, bool answers_below, Elements& out) const {
    const int between = s_.px(48);
    const int left_width = (area.width - between) * left_percent(screen_) / 100;
    const int right_width = area.width - between - left_width;
    std::vector<Block> words = pane(blocks_of(screen_.content, s_, left_width), Block::Pane::words);
    std::vector<Block> drawings = pane(blocks_of(screen_.content, s_, left_width), Block::Pane::drawings);
    std::vector<Block> controls = pane(blocks_of(screen_.content, s_, right_width), Block::Pane::controls);
    const auto actions = answers_below ? std::vector<Block>{} : action_blocks(screen_.actions, s_, right_width);
    const Rect left{area.x, area.y, left_width, area.height};
    const Rect right{area.right() - right_width, area.y, right_width, area.height};
    if (controls.empty() && !drawings.empty()) {
      // Nothing to press here: words on the left, the drawing of what to do on the right, above the answers.
      controls = pane(blocks_of(screen_.content, s_, right_width), Block::Pane::drawings);
    } else if (!drawings.empty()) {
      words = blocks_of(screen_.content, s_, left_width);
      std::erase_if(words, [](const Block& block) { return block.pane == Block::Pane::controls; });
    }
    if (controls.empty() && actions.empty()) return place_column(words, {}, area, out);
    return place_column(words, {}, left, out) && place_column(controls, actions, right, out);
  }

  static std::vector<Block> pane(std::vector<Block> blocks, Block::Pane wanted) {
    std::erase_if(blocks, [&](const Block& block) { return block.pane != wanted; });
    return blocks;
  }

  void place_turns(int page, int pages, Rect& area, Elements& out) const {
    const int height = s_.px(finger);
    const Rect row{area.x, area.bottom() - height, area.width, height};
    const int each = (row.width - gap_) / 2;
    Elements turns;
    if (page > 0)
      turns.push_back(turn_element("previous-page", {"action.previous"}, {row.x, row.y, each, height}, page - 1));
    if (page + 1 < pages) {
      const Words words{"action.more", {{"page", std::int64_t{page + 2}}, {"pages", std::int64_t{pages}}}};
      turns.push_back(turn_element("next-page", words, {row.right() - each, row.y, each, height}, page + 1));
    }
    area.height -= height + gap_;
    bottom_.insert(bottom_.begin(), turns.begin(), turns.end());
    (void)out;
  }

  Element turn_element(std::string id, const Words& words, Rect rect, int page) const {
    Element element{std::move(id), rect, Shape::secondary};
    element.texts = {centred(s_.words.text(words), rect.inset(s_.px(8)), TextRole::way_out, Ink::accent, s_)};
    element.does = PageTurn{page};
    return element;
  }

  std::optional<Elements> finish(Elements out) const {
    for (Element& element : bottom_) out.push_back(std::move(element));
    bottom_.clear();
    return out;
  }

  const Screen& screen_;
  const Frame& frame_;
  const Setting& s_;
  int gap_;
  mutable Elements bottom_;
};

std::vector<Arrangement> arrangements(const Screen& screen, const Frame& frame) {
  if (frame.above.height > 0 && !frame.is_wide) return {Arrangement::one_column, Arrangement::one_column_answers_below};
  if (!frame.is_wide) return {Arrangement::one_column};
  if (has_wide_keyboard(screen)) return {Arrangement::two_panes_answers_below};
  if (has_camera(screen)) return {Arrangement::two_panes_answers_below, Arrangement::one_column};
  return {Arrangement::two_panes, Arrangement::two_panes_answers_below, Arrangement::one_column};
}

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
  Setting setting{glass, catalogs.in(presentation.language), catalogs.in("ja"), catalogs, measure};
  setting.shows_japanese = !presentation.language.starts_with("ja");
  setting.is_cramped = frame.above.height > 0;
  const int chosen = percent_of(presentation.text_size);
  Layout layout{glass.size, {}};
  layout.page = page;

  const auto try_step = [&](int step, bool may_page) {
    setting.percent = chosen * step / 100;
    setting.spacing = std::min(100, 160 - chosen / 2 - (100 - step));
    layout.shrink_percent = step;
    layout.text_percent = setting.percent;
    const Arranger arranger(screen, frame, setting);
    std::optional<Elements> elements;
    for (const Arrangement arrangement : arrangements(screen, frame)) {
      if (!elements) elements = arranger.whole(arrangement);
    }
    layout.pages = 1;
    if (!elements && may_page) elements = arranger.paged(page, layout.pages);
    if (elements) layout.elements = std::move(*elements);
    return elements.has_value();
  };
  bool fits = std::any_of(calm_steps.begin(), calm_steps.end(), [&](int step) { return try_step(step, false); });
  if (!fits) fits = std::any_of(last_steps.begin(), last_steps.end(), [&](int step) { return try_step(step, true); });
  layout.fit = fits ? Layout::Fit::whole : Layout::Fit::too_small;
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
