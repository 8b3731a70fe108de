// Where each block goes, and what shares the height that is left.
#include "kiosk/screens/arranger.h"

#include <algorithm>
#include <numeric>

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

std::vector<Block> pane(std::vector<Block> blocks, Block::Pane wanted) {
  std::erase_if(blocks, [&](const Block& block) { return block.pane != wanted; });
  return blocks;
}

}  // namespace

std::vector<Arrangement> arrangements(const Screen& screen, const Frame& frame) {
  if (frame.above.height > 0 && !frame.is_wide) return {Arrangement::one_column, Arrangement::one_column_answers_below};
  if (!frame.is_wide) return {Arrangement::one_column};
  if (has_wide_keyboard(screen)) return {Arrangement::two_panes_answers_below};
  if (has_camera(screen)) return {Arrangement::two_panes_answers_below};  // never a stamp of a picture
  return {Arrangement::two_panes, Arrangement::two_panes_answers_below, Arrangement::one_column};
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
  place_bottom(area, answers_at(answers_below));
  if (arrangement == Arrangement::one_column || arrangement == Arrangement::one_column_answers_below) {
    const auto blocks = blocks_of(screen_.content, s_, area.width);
    const auto actions = answers_below ? std::vector<Block>{} : action_blocks(screen_.actions, s_, area.width);
    if (!place_column(blocks, actions, area, out)) return std::nullopt;
  } else if (!place_panes(area, answers_below, out)) {
    return std::nullopt;
  }
  return finish(std::move(out));
}

std::optional<Elements> Arranger::paged(int page, int& pages) const {
  Elements out;
  Rect area = begin(out);
  Rect probe = area;
  const bool answers_below = frame_.is_wide;
  place_bottom(probe, answers_at(answers_below));
  const auto blocks = blocks_of(screen_.content, s_, area.width);
  const auto actions = answers_below ? std::vector<Block>{} : action_blocks(screen_.actions, s_, area.width);
  const int turn_height = s_.px(finger) + gap_;
  const int room = probe.height - turn_height - (actions.empty() ? 0 : total(actions, s_.gap(16)) + gap_);
  std::vector<std::vector<Block>> parts(1);
  int used = 0;
  for (std::size_t at = 0; at < blocks.size(); ++at) {
    if (blocks[at].minimum > room) return std::nullopt;
    const bool is_tied = blocks[at].tie == Block::Tie::to_the_next && at + 1 < blocks.size();
    const int with_next = blocks[at].minimum + (is_tied ? gap_ + blocks[at + 1].minimum : 0);
    const int needed = with_next <= room ? with_next : blocks[at].minimum;  // a tie holds where one page can hold both
    if (used + needed > room) {
      parts.emplace_back();
      used = 0;
    }
    parts.back().push_back(blocks[at]);
    used += blocks[at].minimum + gap_;
  }
  pages = static_cast<int>(parts.size());
  const int now = std::clamp(page, 0, pages - 1);
  const bool is_last = now == pages - 1;
  const Answers later = is_last ? Answers::here : Answers::later;
  place_bottom(area, answers_below ? later : Answers::elsewhere);
  place_turns(now, pages, area);
  if (!place_column(parts[static_cast<std::size_t>(now)], is_last ? actions : std::vector<Block>{}, area, out)) {
    return std::nullopt;
  }
  return finish(std::move(out));
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

/// The row of ways out, with the answers beside them where that is wanted; takes its height from the area. Placed
/// last in reading order, so it is kept aside until `finish`.
void Arranger::place_bottom(Rect& area, Answers where) const {
  bottom_.clear();
  std::vector<Button> row = screen_.ways_out;
  const bool has_answers = where != Answers::elsewhere && !screen_.actions.empty();
  if (row.empty() && !has_answers) return;
  // Three ways out beside the answer need more than their half; several answers beside two ways out need more than
  // theirs.
  const bool is_shared = has_answers && !row.empty();
  const int ways_width = is_shared ? (area.width - gap_) *
                                         (row.size() > 2               ? 60
                                          : screen_.actions.size() > 1 ? 34
                                                                       : 50) /
                                         100
                                   : area.width;
  const int answers_width = is_shared ? area.width - gap_ - ways_width : area.width;
  int height = 0;
  std::optional<Block> answers, ways;
  if (!row.empty()) {
    ways = button_row(row, s_, ways_width, TextRole::way_out);
    height = ways->preferred;
  }
  if (has_answers) {
    answers = button_row(answer_row(), s_, answers_width, TextRole::button);
    height = std::max(height, answers->minimum);
  }
  const int y = area.bottom() - height;
  if (ways) ways->place({area.x, y, ways_width, height}, bottom_);
  if (answers && where == Answers::here)
    answers->place({area.right() - answers_width, y, answers_width, height}, bottom_);
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

void Arranger::place_turns(int page, int pages, Rect& area) const {
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
}

Element Arranger::turn_element(std::string id, const Words& words, Rect rect, int page) const {
  Element element{std::move(id), rect, Shape::secondary};
  element.texts = {centred(s_.words.text(words), rect.inset(s_.px(8)), TextRole::way_out, Ink::accent, s_)};
  element.does = PageTurn{page};
  return element;
}

Elements Arranger::finish(Elements out) const {
  for (Element& element : bottom_) out.push_back(std::move(element));
  bottom_.clear();
  return out;
}

}  // namespace kiosk::screens
