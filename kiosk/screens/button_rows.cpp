// Buttons and rows of them. The words of a row stand in one size: none is easier to read than its neighbour, and the
// way to a person never the smallest. No word is cut for it.
#include <algorithm>
#include <numeric>

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

constexpr int button_padding = 16;
constexpr int between_buttons = 20;

/// What a button's sign takes of its width, with the gap to the words; 0 without a sign.
int sign_size(const Button& button, TextRole role) {
  if (button.drawing == Drawing::none) return 0;
  return role == TextRole::button ? 52 : 44;
}
int sign_room(const Button& button, TextRole role) {
  const int sign = sign_size(button, role);
  return sign ? sign + 14 : 0;
}

/// What a button needs besides its words.
int around_words(const Button& button, TextRole role, const Setting& s) {
  return 2 * s.px(button_padding) + s.px(sign_room(button, role));
}

/// How the buttons of a row are set.
struct Row {
  std::vector<Button> buttons;
  std::vector<int> widths = {};
  int percent = 100;
  bool stands = true;  ///< false: however small, a word would be cut
};

/// Looks for the calmest way to set a row: one line, signs, equal widths, the size that the person chose; whatever has
/// to go goes for all of them.
class RowSearch {
 public:
  RowSearch(const std::vector<Button>& buttons, const Setting& s, int width, TextRole role)
      : buttons_(buttons), s_(s), role_(role), room_(width - s.px(between_buttons) * (count() - 1)) {}

  Row found() {
    // Smaller than this, two lines are easier to read than one.
    for (const Signs signs : {Signs::shown, Signs::left_out})
      for (const int step : {100, 92, 84})
        if (fits(signs, step, Lines::one)) return row_;
    for (const int step : {100, 92, 84, 76, 68, 60, 52})
      for (const Signs signs : {Signs::shown, Signs::left_out})
        if (fits(signs, step, Lines::several)) return row_;
    row_.stands = false;
    return row_;
  }

 private:
  enum class Signs { shown, left_out };
  enum class Lines { one, several };

  int count() const { return std::max(1, static_cast<int>(buttons_.size())); }

  bool fits(Signs signs, int step, Lines lines) {
    row_ = {buttons_, {}, s_.percent * step / 100};
    if (signs == Signs::left_out)
      for (Button& button : row_.buttons) button.drawing = Drawing::none;
    row_.widths.assign(buttons_.size(), room_ / count());
    if (words_fit(lines)) return true;
    row_.widths = widths_by_words();
    return words_fit(lines);
  }

  bool words_fit(Lines lines) const {
    for (std::size_t at = 0; at < row_.buttons.size(); ++at) {
      const Button& button = row_.buttons[at];
      const std::string words = s_.words.text(button.words);
      const int inner = row_.widths[at] - around_words(button, role_, s_);
      const bool fits = lines == Lines::one ? s_.width_of(words, role_, row_.percent) <= inner
                                            : stands_uncut(s_, words, role_, row_.percent, inner);
      if (!fits) return false;
    }
    return true;
  }

  /// To each what its words need in one line, and an equal part of what is left; where that is too much, what its
  /// longest word needs, and of the rest the more the more words it has. A yes and a no stay equal.
  std::vector<int> widths_by_words() const {
    std::vector<int> needed = needs([this](const std::string& words) { return width_of(words); });
    std::vector<int> least = needs([this](const std::string& words) { return longest_word(words); });
    const auto sum = [](const std::vector<int>& widths) { return std::accumulate(widths.begin(), widths.end(), 0); };
    const int all = sum(needed), least_of_all = sum(least), wish = std::max(1, all - least_of_all);
    for (std::size_t at = 0; at < needed.size(); ++at) {
      if (all <= room_) {
        needed[at] += (room_ - all) / count();
      } else if (least_of_all >= room_) {
        needed[at] = least[at] * room_ / least_of_all;  // text without spaces may be broken all the same
      } else {
        needed[at] = least[at] + (room_ - least_of_all) * (needed[at] - least[at]) / wish;
      }
    }
    return needed;
  }

  template <class Measure>
  std::vector<int> needs(Measure width_of_words) const {
    std::vector<int> all;
    int pair = 0;
    for (const Button& button : row_.buttons) {
      const int words = width_of_words(s_.words.text(button.words));
      all.push_back(std::max(s_.px(finger), words + around_words(button, role_, s_)));
      if (button.role == Role::counterpart) pair = std::max(pair, all.back());
    }
    for (std::size_t at = 0; at < all.size(); ++at)
      if (row_.buttons[at].role == Role::counterpart) all[at] = pair;
    return all;
  }

  int width_of(std::string_view words) const { return s_.width_of(words, role_, row_.percent); }
  int longest_word(std::string_view words) const {
    int longest = 0;
    for (std::size_t from = 0; from <= words.size();) {
      const std::size_t to = std::min(words.find(' ', from), words.size());
      longest = std::max(longest, width_of(words.substr(from, to - from)));
      from = to + 1;
    }
    return longest;
  }

  const std::vector<Button>& buttons_;
  const Setting& s_;
  TextRole role_;
  int room_;
  Row row_;
};

/// A button whose words have this size; it is written into the element.
Element sized_button(const Button& button, Rect rect, const Setting& s, TextRole role, int percent) {
  Setting sized = s;
  sized.percent = percent;
  Element element = button_element(button, rect, sized, role);
  TextBox& words = element.texts.front();
  if (words.percent == 0) words.percent = percent;
  return element;
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
  const Row row = RowSearch(buttons, s, width, role).found();
  int minimum = s.px(finger);
  for (std::size_t at = 0; at < row.buttons.size(); ++at) {
    const Button& button = row.buttons[at];
    const int inner = row.widths[at] - around_words(button, role, s);
    const int height =
        s.measure.measure(s.words.text(button.words), s.words.language(), role, row.percent, inner).height;
    minimum = std::max(minimum, height + 2 * s.gap(10));
  }
  constexpr int higher_than_any_glass = 100'000;
  if (!row.stands) minimum = higher_than_any_glass;  // so that another arrangement is tried
  const int preferred = role == TextRole::button ? std::max(minimum, s.px(136)) : std::max(minimum, s.px(88));
  return {minimum, preferred,
          [=](Rect rect, Elements& out) {
            int x = rect.x;
            for (std::size_t at = 0; at < row.buttons.size(); ++at) {
              const Rect cell{x, rect.y, row.widths[at], rect.height};
              out.push_back(sized_button(row.buttons[at], cell, s, role, row.percent));
              x += cell.width + s.px(between_buttons);
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

}  // namespace kiosk::screens
