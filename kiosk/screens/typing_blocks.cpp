// Blocks for typing: the field, and the keys below it.
#include <algorithm>

#include "kiosk/screens/block_kinds.h"

namespace kiosk::screens {
namespace {

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

}  // namespace

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
  Block block = fixed(
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
  block.tie = Block::Tie::to_the_next;
  return block;
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

}  // namespace kiosk::screens
