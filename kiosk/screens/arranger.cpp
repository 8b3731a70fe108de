// Where each block goes, and what shares the height that is left.
#include "kiosk/screens/arranger.h"

#include <algorithm>
#include <numeric>

#include "kiosk/screens/block_kinds.h"

namespace kiosk::screens {
namespace {

bool has_wide_keyboard(const Screen& screen) {
  return std::any_of(screen.content.begin(), screen.content.end(), [](const Widget& widget) {
    const auto* keypad = std::get_if<Keypad>(&widget);
    return keypad &&
           std::any_of(keypad->rows.begin(), keypad->rows.end(), [](const auto& row) { return row.size() > 5; });
  });
}

}  // namespace

bool has_camera(const Screen& screen) {
  return std::any_of(screen.content.begin(), screen.content.end(),
                     [](const Widget& widget) { return std::holds_alternative<CameraView>(widget); });
}

namespace {

/// How much of the width the words on the left take: less beside a wide keyboard or the camera.
int left_percent(const Screen& screen) {
  if (has_wide_keyboard(screen)) return 29;
  return has_camera(screen) ? 38 : 50;
}

template <class Part>
bool holds(const Widget& widget) {
  return std::holds_alternative<Part>(widget);
}

/// Where the content goes on in the right pane: after the number that a person is called by, or at a list on a screen
/// of words only. Behind the end where neither is the matter.
std::size_t first_at_the_right(const Screen& screen) {
  const auto& content = screen.content;
  const auto place_of = [&](auto found) { return static_cast<std::size_t>(found - content.begin()); };
  const auto ticket = std::find_if(content.begin(), content.end(), holds<Ticket>);
  if (ticket != content.end()) return place_of(ticket + 1);
  const auto list = std::find_if(content.begin(), content.end(), [](const Widget& widget) {
    const auto* facts = std::get_if<Facts>(&widget);
    return facts && is_plain_list(*facts);
  });
  const bool is_of_words = std::all_of(content.begin(), content.end(), [&](const Widget& widget) {
    return holds<Heading>(widget) || holds<Paragraph>(widget) || holds<Notice>(widget) || holds<Facts>(widget);
  });
  return is_of_words ? place_of(list) : content.size();
}

std::vector<Block> pane(std::vector<Block> blocks, Block::Pane wanted) {
  std::erase_if(blocks, [&](const Block& block) { return block.pane != wanted; });
  return blocks;
}

}  // namespace

std::vector<Arrangement> arrangements(const Screen& screen, const Frame& frame, Setting::Pictures pictures) {
  if (frame.above.height > 0 && !frame.is_wide) return {Arrangement::one_column, Arrangement::one_column_answers_below};
  if (!frame.is_wide) return {Arrangement::one_column};
  if (has_wide_keyboard(screen)) return {Arrangement::two_panes_answers_below};
  if (has_camera(screen)) return {Arrangement::two_panes_answers_below};  // never a stamp of a picture
  // Five buttons in one row are small, and none of them looks like the main one.
  constexpr std::size_t most_in_a_row = 4;
  if (screen.actions.size() + screen.ways_out.size() > most_in_a_row) return {Arrangement::two_panes};
  // Below words of the whole width a picture would be a stamp: rather smaller words beside it, or none.
  const bool has_picture =
      pictures != Setting::Pictures::none && std::any_of(screen.content.begin(), screen.content.end(), holds<Picture>);
  if (has_picture) return {Arrangement::two_panes, Arrangement::two_panes_answers_below};
  return {Arrangement::two_panes, Arrangement::two_panes_answers_below, Arrangement::one_column};
}

bool may_flow_in_columns(const Screen& screen, const Frame& frame) {
  return frame.is_wide && !has_wide_keyboard(screen) && !has_camera(screen);
}

int total(const std::vector<Block>& blocks, int gap) {
  if (blocks.empty()) return 0;
  return std::accumulate(blocks.begin(), blocks.end(), gap * (static_cast<int>(blocks.size()) - 1),
                         [](int sum, const Block& block) { return sum + block.minimum; });
}

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

Arranger::Arranger(const Screen& screen, const Frame& frame, const Setting& setting)
    : screen_(screen), frame_(frame), s_(setting), gap_(setting.gap(24)) {}

std::optional<Elements> Arranger::whole(Arrangement arrangement) const {
  Elements out;
  Rect area = begin(out);
  const bool answers_below = arrangement == Arrangement::two_panes_answers_below ||
                             arrangement == Arrangement::one_column_answers_below ||
                             (arrangement == Arrangement::one_column && frame_.is_wide);
  place_bottom(area, answers_below ? answer_row() : std::vector<Button>{});
  if (arrangement == Arrangement::one_column || arrangement == Arrangement::one_column_answers_below) {
    const auto blocks = blocks_of(screen_.content, s_, area.width);
    const auto actions = answers_below ? std::vector<Block>{} : action_blocks(screen_.actions, s_, area.width);
    if (!place_column(blocks, actions, area, out)) return std::nullopt;
  } else if (!place_panes(area, answers_below, out)) {
    return std::nullopt;
  }
  return finish(std::move(out));
}

namespace {

/// How high columns may be: those of the first page, and those of later ones, which also hold the way back.
struct Heights {
  int first = 0;
  int later = 0;
  int on_the_first_page = 1;
  int of(std::size_t column) const { return column < static_cast<std::size_t>(on_the_first_page) ? first : later; }
};

/// Blocks one below the other, and on in the next column where one is full; nothing when one alone is too high.
std::optional<Columns> flow(const std::vector<Block>& blocks, const Heights& heights, int gap) {
  Columns columns(1);
  int used = 0;
  for (std::size_t at = 0; at < blocks.size(); ++at) {
    const bool is_tied = blocks[at].tie == Block::Tie::to_the_next && at + 1 < blocks.size();
    const int with_next = blocks[at].minimum + (is_tied ? gap + blocks[at + 1].minimum : 0);
    // A tie holds where a column holds both.
    const int needed = with_next <= heights.of(columns.size()) ? with_next : blocks[at].minimum;
    if (used + needed > heights.of(columns.size() - 1)) {
      columns.emplace_back();
      used = 0;
    }
    if (blocks[at].minimum > heights.of(columns.size() - 1)) return std::nullopt;
    columns.back().push_back(blocks[at]);
    used += blocks[at].minimum + gap;
  }
  if (columns.front().empty()) return std::nullopt;
  return columns;
}

Button previous_page() { return {"previous-page", {"action.previous"}, {}, Role::secondary}; }

/// On a page before the last, going on is the main choice.
Button next_page(int page, int pages) {
  const Words words{"action.more", {{"page", std::int64_t{page + 2}}, {"pages", std::int64_t{pages}}}};
  return {"next-page", words, {}, Role::primary};
}

/// Buttons of a row send events; these turn a page instead.
void let_turn(Elements& elements, int page) {
  for (Element& element : elements) {
    if (element.id == "previous-page") element.does = PageTurn{page - 1};
    if (element.id == "next-page") element.does = PageTurn{page + 1};
  }
}

}  // namespace

std::optional<Elements> Arranger::in_columns() const {
  Elements out;
  Rect area = begin(out);
  place_bottom(area, answer_row());
  const auto columns = flow(blocks_of(screen_.content, s_, column_width(area)), {area.height, 0, column_count()}, gap_);
  if (!columns || static_cast<int>(columns->size()) > column_count()) return std::nullopt;
  if (!place_columns(*columns, {}, area, out)) return std::nullopt;
  return finish(std::move(out));
}

std::optional<Elements> Arranger::paged(int page, int& pages) const {
  Elements out;
  const Rect area = begin(out);
  const auto actions = frame_.is_wide ? std::vector<Block>{} : action_blocks(screen_.actions, s_, area.width);
  const int answers = actions.empty() ? 0 : total(actions, s_.gap(16)) + gap_;
  const int first = page_foot(area, 0, 2).height;
  const int later = std::min(page_foot(area, 1, 3).height, page_foot(area, 1, 2).height) - answers;
  const int width = column_width(area), each = column_count();
  const auto parts = flow(blocks_of(screen_.content, s_, width), {first, later, each}, gap_);
  if (!parts || !urgent_is_in(*parts, width)) return std::nullopt;
  pages = (static_cast<int>(parts->size()) + each - 1) / each;
  const int now = std::clamp(page, 0, pages - 1);
  const auto begin_of_page = parts->begin() + now * each;
  const auto end = now + 1 < pages ? begin_of_page + each : parts->end();
  const Rect rest = page_foot(area, now, pages);
  if (!place_columns({begin_of_page, end}, now + 1 < pages ? std::vector<Block>{} : actions, rest, out))
    return std::nullopt;
  return finish(std::move(out));
}

/// What turns a page, and the row of ways out, kept for `finish`; gives the area that is left. Answers come on the last
/// page only, so that nobody sends what they have not seen. On a wide glass "show more" stands in their place until
/// then, and the way back to the page before has a row of its own.
Rect Arranger::page_foot(Rect area, int page, int pages) const {
  const bool is_first = page == 0, is_last = page + 1 == pages;
  std::vector<Button> turns;
  if (!is_first) turns.push_back(previous_page());
  if (!is_last && !frame_.is_wide) turns.push_back(next_page(page, pages));
  std::vector<Button> onward;
  if (frame_.is_wide) onward = is_last ? answer_row() : std::vector<Button>{next_page(page, pages)};
  place_bottom(area, onward);
  if (!turns.empty()) {
    const bool leads_on = turns.back().role == Role::primary;
    const int width = frame_.is_wide ? column_width(area) : area.width;
    const Block row = button_row(turns, s_, width, leads_on ? TextRole::button : TextRole::way_out);
    const int height = leads_on && frame_.above.height == 0 ? row.preferred : row.minimum;
    Elements above;
    row.place({area.x, area.bottom() - height, width, height}, above);
    bottom_.insert(bottom_.begin(), above.begin(), above.end());
    area.height -= height + gap_;
  }
  let_turn(bottom_, page);
  return area;
}

bool Arranger::urgent_is_in(const Columns& columns, int width) const {
  const auto urgent = static_cast<std::size_t>(screen_.urgent);
  const std::vector<Widget> widgets(screen_.content.begin(), screen_.content.begin() + screen_.urgent);
  const std::size_t needed = urgent == 0 ? 0 : blocks_of(widgets, s_, width).size();
  std::size_t on_the_first = 0;
  for (int at = 0; at < column_count() && at < static_cast<int>(columns.size()); ++at)
    on_the_first += columns[static_cast<std::size_t>(at)].size();
  return on_the_first >= needed;
}

bool Arranger::place_columns(const Columns& columns, const std::vector<Block>& actions, Rect area,
                             Elements& out) const {
  Rect column = area;
  column.width = column_width(area);
  for (const std::vector<Block>& blocks : columns) {
    if (!place_column(blocks, actions, column, out)) return false;
    column.x += area.width - column.width;
  }
  return true;
}

/// Header and steps; gives the area below them.
Rect Arranger::begin(Elements& out) const {
  place_header(screen_, s_, frame_, out);
  const int top = header_height(s_, frame_) + s_.gap(24);
  Rect area{frame_.margin, frame_.area.y + top, frame_.area.width - 2 * frame_.margin, frame_.area.height - top};
  area.height -= s_.px(24);
  const int steps = place_steps(screen_, s_, area, out);
  area.y += steps;
  area.height -= steps;
  return area;
}

/// In percent of the width. Three ways out beside the answer need more than their half; several answers beside two ways
/// out need more than theirs. The same on each page, so that the ways out stay where they are.
int Arranger::ways_out_share() const {
  if (screen_.ways_out.empty()) return 0;
  if (screen_.ways_out.size() > 2) return 60;
  return screen_.actions.size() > 1 ? 34 : 50;
}

/// The row of ways out, and beside them what leads on; takes its height from the area. Placed last in reading order, so
/// it is kept aside until `finish`.
void Arranger::place_bottom(Rect& area, const std::vector<Button>& onward) const {
  bottom_.clear();
  const std::vector<Button>& out = screen_.ways_out;
  if (out.empty() && onward.empty()) return;
  const int share = onward.empty() ? 100 : ways_out_share();
  const bool is_shared = share > 0 && share < 100;
  const int out_width = is_shared ? (area.width - gap_) * share / 100 : area.width;
  const int onward_width = is_shared ? area.width - gap_ - out_width : area.width;
  std::optional<Block> left, right;
  if (!out.empty()) left = button_row(out, s_, out_width, TextRole::way_out);
  if (!onward.empty()) right = button_row(onward, s_, onward_width, TextRole::button);
  const int height = std::max(left ? left->preferred : 0, right ? right->minimum : 0);
  const int y = area.bottom() - height;
  if (left) left->place({area.x, y, out_width, height}, bottom_);
  if (right) right->place({area.right() - onward_width, y, onward_width, height}, bottom_);
  area.height -= height + gap_;
}

std::vector<Button> Arranger::answer_row() const {
  std::vector<Button> row = screen_.actions;
  const bool has_pair =
      std::any_of(row.begin(), row.end(), [](const Button& button) { return button.role == Role::counterpart; });
  if (has_pair) row.front().role = Role::counterpart;
  return row;
}

bool Arranger::place_column(const std::vector<Block>& blocks, const std::vector<Block>& actions, Rect area,
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

bool Arranger::place_panes(Rect area, bool answers_below, Elements& out) const {
  const int between = s_.px(48);
  const int left_width = (area.width - between) * left_percent(screen_) / 100;
  const int right_width = area.width - between - left_width;
  std::vector<Block> words = pane(blocks_of(screen_.content, s_, left_width), Block::Pane::words);
  std::vector<Block> drawings = pane(blocks_of(screen_.content, s_, left_width), Block::Pane::drawings);
  std::vector<Block> controls = pane(blocks_of(screen_.content, s_, right_width), Block::Pane::controls);
  const auto actions = answers_below ? std::vector<Block>{} : action_blocks(screen_.actions, s_, right_width);
  const Rect left{area.x, area.y, left_width, area.height};
  const Rect right{area.right() - right_width, area.y, right_width, area.height};
  if (const std::size_t first = first_at_the_right(screen_); first < screen_.content.size()) {
    const auto turn = screen_.content.begin() + static_cast<std::ptrdiff_t>(first);
    return place_column(blocks_of({screen_.content.begin(), turn}, s_, left_width), {}, left, out) &&
           place_column(blocks_of({turn, screen_.content.end()}, s_, right_width), actions, right, out);
  }
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

Elements Arranger::finish(Elements out) const {
  for (Element& element : bottom_) out.push_back(std::move(element));
  bottom_.clear();
  return out;
}

}  // namespace kiosk::screens
