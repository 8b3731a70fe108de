// Blocks that only say something: headings, paragraphs, remarks, the number a person is called by.
#include <algorithm>

#include "kiosk/screens/block_kinds.h"

namespace kiosk::screens {
namespace {

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

/// "Name (氏名)" names the word on the letter; above the Japanese line, which says it again, the brackets go.
std::string without_japanese(std::string text, const Setting& s) {
  const std::size_t bracket = text.find('(');
  if (!s.shows_japanese || bracket == text.npos || bracket == 0 || text.back() != ')') return text;
  const std::string_view inside = std::string_view(text).substr(bracket + 1);
  const bool is_japanese = std::none_of(inside.begin(), inside.end() - 1, [](char c) { return c > 0; });
  if (!is_japanese) return text;
  text.resize(bracket);
  while (text.back() == ' ') text.pop_back();
  return text;
}

/// The hand-set line end of a heading is for where it makes two lines: not one, and not three.
std::string with_fitting_line_ends(const std::string& text, const Setting& s, int width) {
  constexpr int unbroken = 100'000;
  std::string joined = in_one_line(text, s.words);
  if (s.size_of(joined, TextRole::title, unbroken).width <= width) return joined;
  const bool breaks_elsewhere = s.size_of(text, TextRole::title, unbroken).width > width;
  return breaks_elsewhere ? joined : text;
}

/// The size of a heading in which each of its words stands in one piece.
int heading_percent(const std::string& text, const Setting& s, int width) {
  for (const int step : {100, 92, 84, 76}) {
    const int percent = s.percent * step / 100;
    if (!s.measure.cuts_a_word(text, s.words.language(), TextRole::title, percent, width)) return percent;
  }
  return s.percent;
}

}  // namespace

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
  const std::string text = with_fitting_line_ends(without_japanese(s.words.text(part.words), s), s, width);
  const int percent = heading_percent(text, s, width);
  const int height = s.measure.measure(text, s.words.language(), TextRole::title, percent, width).height;
  std::string below = s.shows_japanese ? s.japanese.text(part.words) : std::string{};
  below = in_one_line(below, s.japanese);
  const int between = below.empty() ? 0 : s.gap(8);
  const int below_height =
      below.empty() ? 0 : s.measure.measure(below, "ja", TextRole::japanese, s.percent, width).height;
  return fixed(height + between + below_height, [=, language = s.words.language()](Rect rect, Elements& out) {
    Element element{"heading", {rect.x, rect.y, rect.width, height + between + below_height}};
    element.texts = {
        {{rect.x, rect.y, rect.width, height}, text, language, TextRole::title, Ink::normal, Align::left, percent}};
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
  const TextRole role = part.weight == Notice::Weight::request ? TextRole::button : TextRole::small;
  const int pad = s.gap(padding);
  const Drawing sign = sign_of(part.tone);
  const int sign_size = sign == Drawing::none ? 0 : s.px(48);
  const int left = pad + (sign_size ? sign_size + s.gap(20) : 0);
  const int text_width = width - left - pad;
  const int text_height = s.size_of(text, role, text_width).height;
  const int height = std::max(text_height, sign_size) + 2 * s.gap(18);
  return fixed(height, [=, language = s.words.language()](Rect rect, Elements& out) {
    Element element{"notice", {rect.x, rect.y, rect.width, height}, Shape::notice, part.tone, sign};
    element.drawing_box = {rect.x + pad, rect.y + (height - sign_size) / 2, sign_size, sign_size};
    element.texts = {{{rect.x + left, rect.y + (height - text_height) / 2, text_width, text_height},
                      text,
                      language,
                      role,
                      ink_on(part.tone),
                      Align::left}};
    out.push_back(std::move(element));
  });
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

}  // namespace kiosk::screens
