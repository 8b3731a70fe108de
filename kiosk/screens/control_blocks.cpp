// Blocks to press: rows of choices, tiles of options.
#include <algorithm>

#include "kiosk/screens/block_kinds.h"

namespace kiosk::screens {
namespace {

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

/// How tiles stand: as many beside one another as leave their words whole, a little smaller where that helps.
struct Tiling {
  int columns = 1;
  int percent = 100;
};

constexpr int most_columns = 3;
constexpr int tile_padding = 12;

int tile_width(int columns, int width, const Setting& s) { return (width - s.px(key_gap) * (columns - 1)) / columns; }

Tiling tiling_of(const std::vector<Tile>& tiles, int width, const Setting& s) {
  Tiling tiling;
  for (int columns = std::clamp(static_cast<int>(tiles.size()), 1, most_columns); columns > 0; --columns) {
    for (const int step : {100, 92, 84}) {
      tiling = {columns, s.percent * step / 100};
      const int inner = tile_width(columns, width, s) - 2 * s.px(tile_padding);
      const bool is_cut = std::any_of(tiles.begin(), tiles.end(), [&](const Tile& tile) {
        return s.measure.cuts_a_word(tile.text, tile.language, TextRole::option, tiling.percent, inner);
      });
      if (!is_cut) return tiling;
    }
  }
  return tiling;
}

}  // namespace

bool stands_uncut(const Setting& s, std::string_view text, TextRole role, int percent, int width) {
  // Four Han characters (or twelve letters) are read at a glance, and only in one line.
  const bool is_short = text.size() <= 12;
  if (is_short) return s.width_of(text, role, percent) <= width;
  const std::string& language = s.words.language();
  return s.measure.measure(text, language, role, percent, width).width <= width &&
         !s.measure.cuts_a_word(text, language, role, percent, width);
}

TextBox centred(std::string text, Rect within, TextRole role, Ink ink, const Setting& s) {
  const auto height_at = [&](int percent) {
    return s.measure.measure(text, s.words.language(), role, percent, within.width).height;
  };
  // The words of a control are made smaller until they stand inside it, each word in one piece.
  int percent = s.percent;
  while (percent > s.percent / 2 &&
         (height_at(percent) > within.height || !stands_uncut(s, text, role, percent, within.width))) {
    percent = percent * 92 / 100;
  }
  const int height = height_at(percent);
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
  const Tiling tiling = tiling_of(tiles, width, s);
  const int columns = tiling.columns;
  const int between = s.px(key_gap);
  const int each = tile_width(columns, width, s);
  const int inner = each - 2 * s.px(tile_padding);
  int tile_height = s.px(finger);
  for (const Tile& tile : tiles) {
    const int text = s.measure.measure(tile.text, tile.language, TextRole::option, tiling.percent, inner).height;
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
              const Rect cell{rect.x + place % columns * (each + between),
                              rect.y + label_height + place / columns * (grown + between),
                              takes_the_row ? rect.width : each, grown};
              Element element{tile.id, cell, tile.shape};
              const bool chosen = tile.shape == Shape::option_in_force;
              TextBox text{
                  cell,         tile.text, tile.language, TextRole::option, chosen ? Ink::on_primary : Ink::accent,
                  Align::centre};
              const int height =
                  s.measure.measure(tile.text, tile.language, TextRole::option, tiling.percent, inner).height;
              text.box = {cell.x + s.px(tile_padding), cell.y + (cell.height - height) / 2,
                          cell.width - 2 * s.px(tile_padding), height};
              text.percent = tiling.percent;
              element.texts = {std::move(text)};
              element.does = tile.event;
              out.push_back(std::move(element));
            }
          },
          Block::Pane::controls};
}

}  // namespace kiosk::screens
