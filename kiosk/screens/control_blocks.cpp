// Blocks to press: buttons, rows of choices, tiles of options.
#include <algorithm>

#include "kiosk/screens/block_kinds.h"

namespace kiosk::screens {
namespace {

Shape shape_of(Role role) {
  switch (role) {
    case Role::primary:
      return Shape::primary;
    case Role::counterpart:
      return Shape::counterpart;
    case Role::secondary:
      return Shape::secondary;
    case Role::quiet:
      return Shape::quiet;
  }
  __builtin_unreachable();
}

struct Tile {
  std::string id;
  std::string text;
  std::string language;
  checkin::Event event;
  Shape shape;
};

Tile tile_of(const Setting& s, const Option& option, Options::Marks marks) {
  const Shape shape = option.standing == Option::Standing::in_force ? Shape::option_in_force : Shape::option;
  if (option.language.empty()) {
    return {option.id, s.words.text(option.words), s.words.language(), option.event, shape};
  }
  const Catalog& named = s.all.in(option.language);
  const bool is_marked = marks == Options::Marks::not_reviewed && named.review() == Review::not_reviewed;
  return {option.id, named.name() + (is_marked ? "\u2060*" : ""), named.language(), option.event, shape};
}

constexpr int button_padding = 16;

/// What a button's sign takes of its width, with the gap to the words; 0 without a sign.
int sign_size(const Button& button, TextRole role) {
  if (button.drawing == Drawing::none) return 0;
  return role == TextRole::button ? 52 : 44;
}
int sign_room(const Button& button, TextRole role) {
  const int sign = sign_size(button, role);
  return sign ? sign + 14 : 0;
}

}  // namespace

namespace {

/// Words of a control rather stand in one line a little smaller than in two; 0 when they cannot.
int percent_of_one_line(std::string_view text, TextRole role, int width, const Setting& s) {
  constexpr int unbroken = 100'000;
  constexpr int smallest_way_out = 84;  // 7.5 mm
  for (const int step : {100, 92, 84, 76, 68, 60}) {
    const int percent = s.percent * step / 100;
    if (step < 84 && (role != TextRole::way_out || percent < smallest_way_out)) break;
    const bool fits = s.measure.measure(text, s.words.language(), role, percent, unbroken).width <= width;
    if (fits) return percent;
  }
  return 0;
}

}  // namespace

TextBox centred(std::string text, Rect within, TextRole role, Ink ink, const Setting& s) {
  // The words of a control are made smaller until they stand inside it, the longest word in one piece.
  const auto leaves = [&](int percent) {
    const Size size = s.measure.measure(text, s.words.language(), role, percent, within.width);
    const bool one_word = text.find(' ') == std::string::npos;
    const int needed =
        one_word ? s.measure.measure(text, s.words.language(), role, percent, 100'000).width : size.width;
    const bool may_break = text.size() > 12;
    return size.height > within.height || size.width > within.width || (!may_break && needed > within.width);
  };
  int percent = s.percent;
  while (percent > s.percent / 2 && leaves(percent)) percent = percent * 92 / 100;
  const int height = s.measure.measure(text, s.words.language(), role, percent, within.width).height;
  const Rect box{within.x, within.y + (within.height - height) / 2, within.width, height};
  return {box, std::move(text), s.words.language(), role, ink, Align::centre, percent == s.percent ? 0 : percent};
}

Block choice_block(const Setting& s, const Choice& part, int width) {
  const std::string words = s.words.text(part.words);
  const std::string detail = part.detail ? s.words.text(*part.detail) : std::string{};
  const int pad = s.gap(padding);
  const int sign = part.drawing == Drawing::none ? 0 : s.px(96);
  const int left = sign ? pad + sign + pad : s.px(40);
  const int inner = width - left - pad;
  const int words_height = s.size_of(words, TextRole::button, inner).height;
  const int detail_height = detail.empty() ? 0 : s.size_of(detail, TextRole::note, inner).height;
  const int text_height = words_height + (detail_height ? s.gap(6) + detail_height : 0);
  const int minimum = std::max({text_height, sign, s.px(finger - 2 * 16)}) + 2 * s.gap(16);
  return {
      minimum, std::max(minimum, std::min(minimum + s.px(160), s.px(288))),
      [=, language = s.words.language()](Rect rect, Elements& out) {
        Element element{part.id, rect, Shape::secondary, Tone::calm, part.drawing};
        element.drawing_box = {rect.x + pad, rect.y + (rect.height - sign) / 2, sign, sign};
        const int top = rect.y + (rect.height - text_height) / 2;
        element.texts = {
            {{rect.x + left, top, inner, words_height}, words, language, TextRole::button, Ink::accent, Align::left}};
        if (detail_height) {
          element.texts.push_back({{rect.x + left, top + text_height - detail_height, inner, detail_height},
                                   detail,
                                   language,
                                   TextRole::note,
                                   Ink::soft,
                                   Align::left});
        }
        element.does = part.event;
        out.push_back(std::move(element));
      },
      Block::Pane::controls};
}

Block options_block(const Setting& s, const Options& part, int width) {
  const std::string label = part.label ? s.words.text(*part.label) : std::string{};
  const int label_height = label.empty() ? 0 : s.size_of(label, TextRole::small, width).height + s.gap(8);
  std::vector<Tile> tiles;
  for (const Option& option : part.options) tiles.push_back(tile_of(s, option, part.marks));
  const int columns = std::max(1, std::min(static_cast<int>(tiles.size()), 3));
  const int between = s.px(key_gap);
  const int tile_width = (width - between * (columns - 1)) / columns;
  const int inner = tile_width - 2 * s.px(12);
  int tile_height = s.px(finger);
  for (const Tile& tile : tiles) {
    const int text = s.measure.measure(tile.text, tile.language, TextRole::option, s.percent, inner).height;
    tile_height = std::max(tile_height, text + 2 * s.gap(10));
  }
  // One tile that would be left over in the last row makes the first one as wide as the whole row instead.
  const int skipped =
      static_cast<int>(tiles.size()) > columns && static_cast<int>(tiles.size()) % columns == 1 ? columns - 1 : 0;
  const int rows = (static_cast<int>(tiles.size()) + skipped + columns - 1) / columns;
  const int minimum = label_height + rows * tile_height + (rows - 1) * between;
  const int spare = rows * s.px(40);
  return {minimum, minimum + spare,
          [=](Rect rect, Elements& out) {
            if (label_height) {
              Element title{"label", {rect.x, rect.y, rect.width, label_height - s.gap(8)}};
              title.texts = {{title.rect, label, s.words.language(), TextRole::small, Ink::normal, Align::left}};
              out.push_back(std::move(title));
            }
            const int grown = (rect.height - label_height - (rows - 1) * between) / rows;
            for (int at = 0; at < static_cast<int>(tiles.size()); ++at) {
              const Tile& tile = tiles[static_cast<std::size_t>(at)];
              const int place = at == 0 ? 0 : at + skipped;
              const bool takes_the_row = at == 0 && skipped > 0;
              const Rect cell{rect.x + place % columns * (tile_width + between),
                              rect.y + label_height + place / columns * (grown + between),
                              takes_the_row ? rect.width : tile_width, grown};
              Element element{tile.id, cell, tile.shape};
              const bool chosen = tile.shape == Shape::option_in_force;
              TextBox text{
                  cell,         tile.text, tile.language, TextRole::option, chosen ? Ink::on_primary : Ink::accent,
                  Align::centre};
              const int height = s.measure.measure(tile.text, tile.language, TextRole::option, s.percent, inner).height;
              text.box = {cell.x + s.px(12), cell.y + (cell.height - height) / 2, cell.width - 2 * s.px(12), height};
              element.texts = {std::move(text)};
              element.does = tile.event;
              out.push_back(std::move(element));
            }
          },
          Block::Pane::controls};
}

Element button_element(const Button& button, Rect rect, const Setting& s, TextRole role) {
  Element element{button.id, rect, shape_of(button.role), Tone::calm, button.drawing};
  element.does = button.event;
  const int sign = s.px(sign_size(button, role)), room = s.px(sign_room(button, role)), pad = s.px(button_padding);
  const Rect inner{rect.x + pad + room, rect.y, rect.width - 2 * pad - room, rect.height};
  TextBox words =
      centred(s.words.text(button.words), inner, role, button.role == Role::primary ? Ink::on_primary : Ink::accent, s);
  if (sign) {
    // The sign stands beside the words, and both together in the middle.
    const int percent = words.percent == 0 ? s.percent : words.percent;
    const int measured = s.measure.measure(words.text, words.language, role, percent, inner.width).width;
    const int width = std::min(inner.width, measured + s.px(4));
    const int x = rect.x + (rect.width - room - width) / 2;
    element.drawing_box = {x, rect.y + (rect.height - sign) / 2, sign, sign};
    words.box.x = x + room;
    words.box.width = width;
  }
  element.texts = {std::move(words)};
  return element;
}

namespace {

/// A button of a row, and the size of its words.
struct Worded {
  Button button;
  int percent = 100;
};

/// Ways out: words in one line, where need be without their sign and smaller than their neighbours'.
Worded way_out(Button button, int width, const Setting& s, TextRole role) {
  const std::string words = s.words.text(button.words);
  const int inner = width - 2 * s.px(button_padding);
  const int beside_the_sign = percent_of_one_line(words, role, inner - s.px(sign_room(button, role)), s);
  if (beside_the_sign > 0) return {std::move(button), beside_the_sign};
  const int alone = percent_of_one_line(words, role, inner, s);
  if (alone > 0) button.drawing = Drawing::none;
  return {std::move(button), alone > 0 ? alone : s.percent};
}

/// Answers stand in one size, all with their signs: none is easier to read than the other.
std::vector<Worded> answers(const std::vector<Button>& buttons, int width, const Setting& s, TextRole role) {
  int common = s.percent;
  for (const Button& button : buttons) {
    const int inner = width - 2 * s.px(button_padding) - s.px(sign_room(button, role));
    common = std::min(common, percent_of_one_line(s.words.text(button.words), role, inner, s));
  }
  std::vector<Worded> all;
  for (const Button& button : buttons) all.push_back({button, common > 0 ? common : s.percent});
  return all;
}

std::vector<Worded> worded(const std::vector<Button>& buttons, int width, const Setting& s, TextRole role) {
  if (role != TextRole::way_out) return answers(buttons, width, s, role);
  std::vector<Worded> all;
  for (const Button& button : buttons) all.push_back(way_out(button, width, s, role));
  return all;
}

/// A button whose words have this size, or less if they would leave it; the size is written into the element.
Element sized_button(const Button& button, Rect rect, const Setting& s, TextRole role, int percent) {
  Setting sized = s;
  sized.percent = percent;
  Element element = button_element(button, rect, sized, role);
  TextBox& words = element.texts.front();
  if (words.percent == 0) words.percent = percent;
  return element;
}

}  // namespace

Block button_row(const std::vector<Button>& buttons, const Setting& s, int width, TextRole role) {
  const int count = std::max(1, static_cast<int>(buttons.size()));
  const int between = s.px(20);
  const int each = (width - between * (count - 1)) / count;
  const std::vector<Worded> row = worded(buttons, each, s, role);
  int minimum = s.px(finger);
  for (const auto& [button, percent] : row) {
    const int inner = each - 2 * s.px(button_padding) - s.px(sign_room(button, role));
    const int height = s.measure.measure(s.words.text(button.words), s.words.language(), role, percent, inner).height;
    minimum = std::max(minimum, height + 2 * s.gap(10));
  }
  const int preferred = role == TextRole::button ? std::max(minimum, s.px(136)) : std::max(minimum, s.px(88));
  return {minimum, preferred,
          [=](Rect rect, Elements& out) {
            int smallest = s.percent;
            Elements elements;
            const auto place = [&](int at, int percent) {
              const Rect cell{rect.x + at * (each + between), rect.y, each, rect.height};
              elements.push_back(sized_button(row[static_cast<std::size_t>(at)].button, cell, s, role, percent));
              smallest = std::min(smallest, elements.back().texts.front().percent);
            };
            const int all = static_cast<int>(row.size());
            for (int at = 0; at < all; ++at) place(at, row[static_cast<std::size_t>(at)].percent);
            const bool differ = std::any_of(elements.begin(), elements.end(), [&](const Element& element) {
              return element.texts.front().percent != smallest;
            });
            if (role == TextRole::button && differ) {
              // One of them had to become smaller still: then all do.
              elements.clear();
              for (int at = 0; at < all; ++at) place(at, smallest);
            }
            for (Element& element : elements) out.push_back(std::move(element));
          },
          Block::Pane::controls};
}

std::vector<Block> action_blocks(const std::vector<Button>& buttons, const Setting& s, int width) {
  std::vector<Block> rows;
  std::vector<Button> pair;
  for (const Button& button : buttons)
    if (button.role == Role::counterpart) pair = {buttons.front(), button};
  if (!pair.empty()) {
    // An equal yes and no: the same shape for both, so that neither is the easier one to press.
    pair[0].role = pair[1].role = Role::counterpart;
    rows.push_back(button_row(pair, s, width, TextRole::button));
  }
  for (const Button& button : buttons) {
    const bool is_in_pair = !pair.empty() && (button.id == pair[0].id || button.id == pair[1].id);
    if (!is_in_pair) rows.push_back(button_row({button}, s, width, TextRole::button));
  }
  return rows;
}

}  // namespace kiosk::screens
