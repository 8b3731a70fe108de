// Blocks: the widgets of a screen as things that need a height and can be put into a rectangle. Private to
// kiosk/screens.
#pragma once

#include <functional>
#include <vector>

#include "kiosk/screens/layout.h"

namespace kiosk::screens {

/// Everything that measuring needs. Lengths are written for 4 pixels a millimetre and converted by `px`.
struct Setting {
  Glass glass;
  const Catalog& words;
  const Catalog& japanese;
  const Catalogs& all;
  TextMeasure& measure;
  int percent = 100;  ///< text size
  int spacing = 100;  ///< of gaps and paddings, reduced together with the text
  bool shows_japanese = false;
  enum class Pictures { all, only_what_to_do, none } pictures = Pictures::all;  ///< left out for words that need room
  bool is_cramped = false;  ///< low position: letter keyboards get keys of 15 mm, so that they stay on one page

  int px(int at_four) const { return at_four * glass.pixels_per_cm / 40; }
  int gap(int at_four) const { return px(at_four) * spacing / 100; }
  Size size_of(std::string_view text, TextRole role, int width) const {
    return measure.measure(text, words.language(), role, percent, width);
  }
  /// The width of a text in one line.
  int width_of(std::string_view text, TextRole role, int at_percent) const {
    constexpr int unbroken = 100'000;
    return measure.measure(text, words.language(), role, at_percent, unbroken).width;
  }
};

inline constexpr int finger = 80;  ///< 20 mm: the smallest target, at 4 pixels a millimetre

using Elements = std::vector<Element>;

struct Block {
  int minimum = 0;    ///< height
  int preferred = 0;  ///< height with room to spare
  std::function<void(Rect, Elements&)> place;
  enum class Pane { words, drawings, controls } pane = Pane::words;
  enum class Tie { none, to_the_next } tie = Tie::none;  ///< a field is never on another page than its keys
};

/// The widgets of a screen as blocks of this width, in reading order. A list of facts becomes a block for each line.
std::vector<Block> blocks_of(const std::vector<Widget>& widgets, const Setting& setting, int width);

/// The buttons of a screen: primary and counterpart side by side, the others below.
std::vector<Block> action_blocks(const std::vector<Button>& buttons, const Setting& setting, int width);

/// Buttons side by side, their words in one size and uncut.
Block button_row(const std::vector<Button>& buttons, const Setting& setting, int width, TextRole role);

Element button_element(const Button& button, Rect rect, const Setting& setting, TextRole role);

/// Words centred in a rectangle, in height too.
TextBox centred(std::string text, Rect within, TextRole role, Ink ink, const Setting& setting);

}  // namespace kiosk::screens
