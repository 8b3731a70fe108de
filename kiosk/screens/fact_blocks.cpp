// Blocks of facts: a plain list, or lines of "what: value" with a button that changes it.
#include <algorithm>

#include "kiosk/screens/block_kinds.h"

namespace kiosk::screens {
namespace {

std::string value_text(const Setting& s, const Fact& fact) {
  const auto* words = std::get_if<Words>(&fact.value);
  return words ? s.words.text(*words) : std::get<std::string>(fact.value);
}

/// What a fact is called, and the remark on it: after a dot where both stand in one line, else on a line of its own.
std::string label_text(const Setting& s, const Fact& fact, int width) {
  const std::string label = fact.label ? s.words.text(*fact.label) : std::string{};
  if (!fact.remark) return label;
  const std::string remark = s.words.text(*fact.remark);
  const std::string in_one_line = label + " · " + remark;
  return s.width_of(in_one_line, TextRole::note, s.percent) <= width ? in_one_line : label + "\n" + remark;
}

constexpr int change_width = 176;  ///< of a button "change", where its word does not need more
constexpr int most_change_width = 300;

/// One line "what: value [change]".
Block fact_block(const Setting& s, const Fact& fact, int width) {
  const std::string value = value_text(s, fact);
  const int pad = s.px(20);
  const int change_words =
      fact.change ? s.width_of(s.words.text(fact.change->words), TextRole::way_out, s.percent) + s.px(36) : 0;
  const int button_width = fact.change ? std::clamp(change_words, s.px(change_width), s.px(most_change_width)) : 0;
  const int inner = width - 2 * pad - (button_width ? button_width + pad : 0);
  const std::string label = label_text(s, fact, inner);
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

}  // namespace

bool is_plain_list(const Facts& part) {
  return std::none_of(part.facts.begin(), part.facts.end(), [](const Fact& fact) { return fact.change || fact.label; });
}

std::vector<Block> facts_blocks(const Setting& s, const Facts& part, int width) {
  if (is_plain_list(part)) return {list_block(s, part, width)};
  std::vector<Block> blocks;
  const bool in_pairs = width >= s.px(1400);
  for (std::size_t at = 0; at < part.facts.size(); ++at) {
    const bool has_pair = in_pairs && at + 1 < part.facts.size();
    blocks.push_back(has_pair ? fact_pair(s, part.facts[at], part.facts[at + 1], width)
                              : fact_block(s, part.facts[at], width));
    at += has_pair ? 1 : 0;
  }
  return blocks;
}

}  // namespace kiosk::screens
