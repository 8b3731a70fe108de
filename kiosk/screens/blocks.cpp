// Widgets as blocks: how high each is for a width, and where its parts go.
#include "kiosk/screens/blocks.h"

#include <algorithm>

namespace kiosk::screens {
namespace {

constexpr int padding = 24;
constexpr int key_gap = 14;

Ink ink_on(Tone tone) {
  switch (tone) {
    case Tone::calm:
      return Ink::on_calm;
    case Tone::success:
      return Ink::on_success;
    case Tone::caution:
      return Ink::on_caution;
    case Tone::problem:
      return Ink::on_problem;
  }
  __builtin_unreachable();
}

Drawing sign_of(Tone tone) {
  switch (tone) {
    case Tone::calm:
      return Drawing::none;
    case Tone::success:
      return Drawing::check;
    case Tone::caution:
      return Drawing::caution;
    case Tone::problem:
      return Drawing::problem;
  }
  __builtin_unreachable();
}

Block fixed(int height, std::function<void(Rect, Elements&)> place, Block::Pane pane = Block::Pane::words) {
  return {height, height, std::move(place), pane};
}

Block text_block(const Setting& s, std::string text, TextRole role, Ink ink, int width) {
  const int height = s.size_of(text, role, width).height;
  return fixed(height, [=, language = s.words.language()](Rect rect, Elements& out) {
    Element element{"text", {rect.x, rect.y, rect.width, height}};
    element.texts = {{element.rect, text, language, role, ink, Align::left}};
    out.push_back(std::move(element));
  });
}

/// A heading with the Japanese line under it, so that staff can help.
Block heading_block(const Setting& s, const Heading& part, int width) {
  const std::string text = s.words.text(part.words);
  const int height = s.size_of(text, TextRole::title, width).height;
  std::string below = s.shows_japanese ? s.japanese.text(part.words) : std::string{};
  std::replace(below.begin(), below.end(), '\n', ' ');
  std::erase(below, ' ');
  const int between = below.empty() ? 0 : s.gap(8);
  const int below_height =
      below.empty() ? 0 : s.measure.measure(below, "ja", TextRole::japanese, s.percent, width).height;
  return fixed(height + between + below_height, [=, language = s.words.language()](Rect rect, Elements& out) {
    Element element{"heading", {rect.x, rect.y, rect.width, height + between + below_height}};
    element.texts = {{{rect.x, rect.y, rect.width, height}, text, language, TextRole::title, Ink::normal, Align::left}};
    if (!below.empty()) {
      element.texts.push_back({{rect.x, rect.y + height + between, rect.width, below_height},
                               below,
                               "ja",
                               TextRole::japanese,
                               Ink::soft,
                               Align::left});
    }
    out.push_back(std::move(element));
  });
}

Block notice_block(const Setting& s, const Notice& part, int width) {
  const std::string text = s.words.text(part.words);
  const int pad = s.gap(padding);
  const Drawing sign = sign_of(part.tone);
  const int sign_size = sign == Drawing::none ? 0 : s.px(48);
  const int left = pad + (sign_size ? sign_size + s.gap(20) : 0);
  const int text_width = width - left - pad;
  const int text_height = s.size_of(text, TextRole::small, text_width).height;
  const int height = std::max(text_height, sign_size) + 2 * s.gap(18);
  return fixed(height, [=, language = s.words.language()](Rect rect, Elements& out) {
    Element element{"notice", {rect.x, rect.y, rect.width, height}, Shape::notice, part.tone, sign};
    element.drawing_box = {rect.x + pad, rect.y + (height - sign_size) / 2, sign_size, sign_size};
    element.texts = {{{rect.x + left, rect.y + (height - text_height) / 2, text_width, text_height},
                      text,
                      language,
                      TextRole::small,
                      ink_on(part.tone),
                      Align::left}};
    out.push_back(std::move(element));
  });
}

/// The camera's picture, never cut: four to three (for a letter sixteen to nine), in the middle of the room it gets.
Block camera_block(const Setting& s, const CameraView& part, int width) {
  const bool is_letter = part.subject == CameraView::Subject::letter;
  const int across = is_letter ? 16 : 4, down = is_letter ? 9 : 3;
  const int tall = width * down / across;
  return {std::min(tall, s.px(320)), std::min(tall, s.px(840)),
          [=](Rect rect, Elements& out) {
            const int wide = std::min(rect.width, rect.height * across / down);
            // Beside words it stands at the right margin, above or below them in the middle.
            const int spare = rect.width - wide;
            const int left = s.glass.size.width > s.glass.size.height ? spare : spare / 2;
            const int high = is_letter ? std::min(rect.height, wide * down / across) : rect.height;
            Element element{
                "drawing", {rect.x + left, rect.y, wide, high}, is_letter ? Shape::letter_camera : Shape::camera};
            element.drawing_box = element.rect;
            element.value = part.progress_percent;
            out.push_back(std::move(element));
          },
          Block::Pane::drawings};
}

/// Something drawn that takes the room it can get.
Block drawn_block(Shape shape, Drawing drawing, int minimum, int preferred, int value = 0) {
  return {minimum, preferred,
          [=](Rect rect, Elements& out) {
            Element element{"drawing", rect, shape, Tone::calm, drawing};
            element.drawing_box = rect;
            element.value = value;
            out.push_back(std::move(element));
          },
          Block::Pane::drawings};
}

Block ticket_block(const Setting& s, const Ticket& part, int width) {
  const std::string label = s.words.text(part.label);
  const std::string number = s.words.text(part.number);
  const int pad = s.gap(padding);
  const int inner = width - 2 * pad;
  const int label_height = s.size_of(label, TextRole::small, inner).height;
  const int number_height = s.size_of(number, TextRole::ticket, inner).height;
  const int height = label_height + number_height + s.gap(20) * 2;
  return fixed(height, [=, language = s.words.language()](Rect rect, Elements& out) {
    Element element{"ticket", {rect.x, rect.y, rect.width, height}, Shape::ticket, Tone::success};
    const int top = rect.y + s.gap(20);
    element.texts = {
        {{rect.x + pad, top, inner, label_height}, label, language, TextRole::small, Ink::on_success, Align::centre},
        {{rect.x + pad, top + label_height, inner, number_height},
         number,
         language,
         TextRole::ticket,
         Ink::on_success,
         Align::centre}};
    out.push_back(std::move(element));
  });
}

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

Block choice_block(const Setting& s, const Choice& part, int width) {
  const std::string words = s.words.text(part.words);
  const std::string detail = part.detail ? s.words.text(*part.detail) : std::string{};
  const int pad = s.gap(padding);
  const int sign = part.drawing == Drawing::none ? 0 : s.px(88);
  const int left = pad + (sign ? sign + pad : 0);
  const int inner = width - left - pad;
  const int words_height = s.size_of(words, TextRole::button, inner).height;
  const int detail_height = detail.empty() ? 0 : s.size_of(detail, TextRole::note, inner).height;
  const int text_height = words_height + (detail_height ? s.gap(6) + detail_height : 0);
  const int minimum = std::max({text_height, sign, s.px(finger - 2 * 16)}) + 2 * s.gap(16);
  return {
      minimum, std::max(minimum, std::min(minimum + s.px(96), s.px(232))),
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

struct Tile {
  std::string id;
  std::string text;
  std::string language;
  checkin::Event event;
  Shape shape;
};

Tile tile_of(const Setting& s, const Option& option) {
  const Shape shape = option.standing == Option::Standing::in_force ? Shape::option_in_force : Shape::option;
  if (option.language.empty()) {
    return {option.id, s.words.text(option.words), s.words.language(), option.event, shape};
  }
  const Catalog& named = s.all.in(option.language);
  const std::string mark = named.review() == Review::not_reviewed ? "＊" : "";
  return {option.id, named.name() + mark, named.language(), option.event, shape};
}

Block options_block(const Setting& s, const Options& part, int width) {
  const std::string label = part.label ? s.words.text(*part.label) : std::string{};
  const int label_height = label.empty() ? 0 : s.size_of(label, TextRole::small, width).height + s.gap(8);
  std::vector<Tile> tiles;
  for (const Option& option : part.options) tiles.push_back(tile_of(s, option));
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
  const int spare = rows * s.px(16);
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

Block field_block(const Setting& s, const Field& part, int width) {
  const std::string reads = part.reads_as ? s.words.text(*part.reads_as) : std::string{};
  const int reads_height = reads.empty() ? 0 : s.size_of(reads, TextRole::note, width).height + s.gap(8);
  const auto* hidden = std::get_if<Field::Hidden>(&part.content);
  const std::string text = hidden ? std::string{} : std::get<Field::Shown>(part.content).text;
  const int inner = width - 2 * s.px(20);
  const int text_height = s.measure.measure(text.empty() ? "0" : text, "ja", TextRole::field, s.percent, inner).height;
  const int box_height = hidden ? s.px(84) : std::max(s.px(80), text_height + 2 * s.px(8));
  const Field::Hidden dots = hidden ? *hidden : Field::Hidden{};
  const bool hidden_field = hidden != nullptr;
  return fixed(
      box_height + reads_height,
      [=, language = s.words.language()](Rect rect, Elements& out) {
        Element element{"field", {rect.x, rect.y, rect.width, box_height}, hidden ? Shape::dots : Shape::field};
        element.value = dots.typed;
        element.total = dots.length;
        if (hidden) {
          element.privacy = Element::Privacy::secret;
        } else {
          element.texts = {{{rect.x + s.px(20), rect.y + (box_height - text_height) / 2, inner, text_height},
                            text,
                            "ja",
                            TextRole::field,
                            Ink::normal,
                            Align::left}};
        }
        out.push_back(std::move(element));
        if (reads_height) {
          const Rect below{rect.x, rect.y + box_height + s.gap(8), rect.width, reads_height - s.gap(8)};
          Element line{"reads-as", below};
          line.texts = {
              {below, reads, language, TextRole::note, Ink::soft, hidden_field ? Align::centre : Align::left}};
          out.push_back(std::move(line));
        }
      },
      Block::Pane::controls);
}

Element key_element(const Setting& s, const Key& key, Rect cell, Keypad::Privacy privacy) {
  const bool chosen = key.standing == Option::Standing::in_force;
  Element element{key.id, cell, chosen ? Shape::option_in_force : Shape::key};
  element.does = key.event;
  if (privacy == Keypad::Privacy::secret) element.privacy = Element::Privacy::secret;
  const bool is_named = key.words && (key.label.empty() || key.label == "␣" || key.label == "⌫");
  const bool is_long = is_named || key.label.size() > 3;
  const std::string text = is_named ? s.words.text(*key.words) : key.label;
  const TextRole role = is_long ? TextRole::option : TextRole::key;
  element.texts = {centred(text, cell.inset(s.px(4)), role, chosen ? Ink::on_primary : Ink::normal, s)};
  return element;
}

Block keypad_block(const Setting& s, const Keypad& part) {
  std::size_t columns = 1;
  for (const auto& row : part.rows) columns = std::max(columns, row.size());
  const int between = s.px(key_gap);
  const int rows = static_cast<int>(part.rows.size());
  const int switch_height = s.px(s.is_cramped && columns > 5 ? 60 : finger);
  const int switches_height = part.keyboards.empty() ? 0 : switch_height + between;
  // A letter keyboard on low glass (13.3 inches and less) has keys of 15 mm: less comfortable, but all of them in
  // sight.
  const bool is_low = s.glass.size.height * 10 / s.glass.pixels_per_cm < 220;
  const int minimum =
      rows * s.px(columns > 5 && (is_low || s.is_cramped) ? 60 : finger) + (rows - 1) * between + switches_height;
  const int preferred = rows * s.px(columns > 5 ? 104 : 148) + (rows - 1) * between + switches_height;
  return {
      minimum, preferred,
      [=](Rect rect, Elements& out) {
        const int height = (rect.height - switches_height - (rows - 1) * between) / rows;
        for (int r = 0; r < rows; ++r) {
          const auto& row = part.rows[static_cast<std::size_t>(r)];
          const int count = static_cast<int>(row.size());
          const int key_width = (rect.width - between * (count - 1)) / count;
          for (int c = 0; c < count; ++c) {
            const auto& key = row[static_cast<std::size_t>(c)];
            if (!key) continue;
            const Rect cell{rect.x + c * (key_width + between), rect.y + r * (height + between), key_width, height};
            out.push_back(key_element(s, *key, cell, part.privacy));
          }
        }
        const int count = static_cast<int>(part.keyboards.size());
        for (int c = 0; c < count; ++c) {
          const Switch& other = part.keyboards[static_cast<std::size_t>(c)];
          const int each = (rect.width - between * (count - 1)) / count;
          const Rect cell{rect.x + c * (each + between), rect.bottom() - switch_height, each, switch_height};
          Element element{other.id, cell, Shape::quiet};
          element.texts = {centred(s.words.text(other.words), cell.inset(s.px(8)), TextRole::way_out, Ink::accent, s)};
          element.does = other.becomes;
          out.push_back(std::move(element));
        }
      },
      Block::Pane::controls};
}

std::string value_text(const Setting& s, const Fact& fact) {
  const auto* words = std::get_if<Words>(&fact.value);
  return words ? s.words.text(*words) : std::get<std::string>(fact.value);
}

/// One line "what: value [change]".
Block fact_block(const Setting& s, const Fact& fact, int width) {
  std::string label = fact.label ? s.words.text(*fact.label) : std::string{};
  if (fact.remark) label += " · " + s.words.text(*fact.remark);
  const std::string value = value_text(s, fact);
  const int pad = s.gap(16);
  const int button_width = fact.change ? s.px(176) : 0;
  const int inner = width - 2 * pad - (button_width ? button_width + pad : 0);
  const int label_height = label.empty() ? 0 : s.size_of(label, TextRole::note, inner).height;
  const int value_height = s.size_of(value, TextRole::small, inner).height;
  const int text_height = label_height + value_height;
  const int height = std::max(text_height, fact.change ? s.px(finger) : 0) + 2 * s.gap(6);
  return fixed(height, [=, change = fact.change](Rect rect, Elements& out) {
    Element element{"fact", {rect.x, rect.y, rect.width, height}, Shape::card};
    const int top = rect.y + (height - text_height) / 2;
    if (label_height) {
      element.texts.push_back({{rect.x + pad, top, inner, label_height},
                               label,
                               s.words.language(),
                               TextRole::note,
                               Ink::soft,
                               Align::left});
    }
    element.texts.push_back({{rect.x + pad, top + label_height, inner, value_height},
                             value,
                             s.words.language(),
                             TextRole::small,
                             Ink::normal,
                             Align::left});
    out.push_back(std::move(element));
    if (change) {
      const Rect button{rect.right() - button_width - s.gap(6), rect.y + (height - s.px(finger)) / 2, button_width,
                        s.px(finger)};
      out.push_back(button_element(*change, button, s, TextRole::way_out));
    }
  });
}

/// Two facts side by side, where the glass is wide enough.
Block fact_pair(const Setting& s, const Fact& left, const Fact& right, int width) {
  const int between = s.px(16);
  const int each = (width - between) / 2;
  const Block one = fact_block(s, left, each), two = fact_block(s, right, each);
  return fixed(std::max(one.minimum, two.minimum), [=](Rect rect, Elements& out) {
    one.place({rect.x, rect.y, each, rect.height}, out);
    two.place({rect.x + each + between, rect.y, each, rect.height}, out);
  });
}

/// Facts without labels and buttons: a plain list in one card.
Block list_block(const Setting& s, const Facts& part, int width) {
  const int pad = s.gap(padding);
  const int sign = s.px(14);
  const int inner = width - 2 * pad - sign - s.gap(16);
  std::vector<std::pair<std::string, int>> lines;
  int height = 2 * s.gap(16);
  for (const Fact& fact : part.facts) {
    const std::string text = value_text(s, fact);
    lines.emplace_back(text, s.size_of(text, TextRole::small, inner).height);
    height += lines.back().second + (lines.size() > 1 ? s.gap(4) : 0);
  }
  return fixed(height, [=, language = s.words.language()](Rect rect, Elements& out) {
    Element element{"list", {rect.x, rect.y, rect.width, height}, Shape::list};
    int top = rect.y + s.gap(16);
    for (const auto& [text, line_height] : lines) {
      element.texts.push_back({{rect.x + pad + sign + s.gap(16), top, inner, line_height},
                               text,
                               language,
                               TextRole::small,
                               Ink::normal,
                               Align::left});
      top += line_height + s.gap(4);
    }
    out.push_back(std::move(element));
  });
}

struct Builder {
  const Setting& s;
  int width;
  std::vector<Block> blocks;

  void operator()(const Heading& part) { blocks.push_back(heading_block(s, part, width)); }
  void operator()(const Paragraph& part) {
    const bool is_small = part.size == Paragraph::Size::small;
    blocks.push_back(text_block(s, s.words.text(part.words), is_small ? TextRole::small : TextRole::body,
                                is_small ? Ink::soft : Ink::normal, width));
  }
  void operator()(const Notice& part) { blocks.push_back(notice_block(s, part, width)); }
  void operator()(const Picture& part) {
    blocks.push_back(drawn_block(Shape::picture, part.drawing, s.px(120), s.px(560)));
  }
  void operator()(const Spinner&) {
    blocks.push_back(drawn_block(Shape::spinner, Drawing::none, s.px(120), s.px(260)));
  }
  void operator()(const CameraView& part) { blocks.push_back(camera_block(s, part, width)); }
  void operator()(const Ticket& part) { blocks.push_back(ticket_block(s, part, width)); }
  void operator()(const Countdown&) {
    blocks.push_back(drawn_block(Shape::countdown, Drawing::none, s.px(120), s.px(200)));
  }
  void operator()(const Button& part) { blocks.push_back(button_row({part}, s, width, TextRole::button)); }
  void operator()(const Choice& part) { blocks.push_back(choice_block(s, part, width)); }
  void operator()(const Options& part) { blocks.push_back(options_block(s, part, width)); }
  void operator()(const Field& part) { blocks.push_back(field_block(s, part, width)); }
  void operator()(const Keypad& part) { blocks.push_back(keypad_block(s, part)); }
  void operator()(const Facts& part) {
    const bool is_plain =
        std::none_of(part.facts.begin(), part.facts.end(), [](const Fact& fact) { return fact.change || fact.label; });
    if (is_plain) {
      blocks.push_back(list_block(s, part, width));
    } else {
      const bool in_pairs = width >= s.px(1400);
      for (std::size_t at = 0; at < part.facts.size(); ++at) {
        const bool has_pair = in_pairs && at + 1 < part.facts.size();
        blocks.push_back(has_pair ? fact_pair(s, part.facts[at], part.facts[at + 1], width)
                                  : fact_block(s, part.facts[at], width));
        at += has_pair ? 1 : 0;
      }
    }
  }
};

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

namespace {

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

Block button_row(const std::vector<Button>& buttons, const Setting& s, int width, TextRole role) {
  const int count = std::max(1, static_cast<int>(buttons.size()));
  const int between = s.px(20);
  const int each = (width - between * (count - 1)) / count;
  int minimum = s.px(finger);
  for (const Button& button : buttons) {
    const int inner = each - 2 * s.px(button_padding) - s.px(sign_room(button, role));
    minimum = std::max(minimum, s.size_of(s.words.text(button.words), role, inner).height + 2 * s.gap(10));
  }
  const int preferred = role == TextRole::button ? std::max(minimum, s.px(136)) : std::max(minimum, s.px(88));
  return {minimum, preferred,
          [=](Rect rect, Elements& out) {
            for (int at = 0; at < static_cast<int>(buttons.size()); ++at) {
              const Rect cell{rect.x + at * (each + between), rect.y, each, rect.height};
              out.push_back(button_element(buttons[static_cast<std::size_t>(at)], cell, s, role));
            }
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

std::vector<Block> blocks_of(const std::vector<Widget>& widgets, const Setting& setting, int width) {
  Builder builder{setting, width, {}};
  for (const Widget& widget : widgets) std::visit(builder, widget);
  return std::move(builder.blocks);
}

}  // namespace kiosk::screens
