// Where a line may end: rather after a sentence than inside it, between phrases and not inside one, between words where
// a phrase is wider than its line. ICU knows the words; Pango draws the lines. Without Pango, so that the rules can be
// read and tested by themselves.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kiosk::touch {

/// A piece of the text that one line should hold, in bytes, without the spaces after it.
struct Piece {
  unsigned from = 0;
  unsigned to = 0;
  bool operator==(const Piece&) const = default;
};
using Pieces = std::vector<Piece>;

/// A text cut three times, each time finer: where a sentence ends a phrase ends, where a phrase ends a word ends.
struct Phrased {
  std::string text;
  Pieces sentences;  ///< kept on one line where that costs no line more
  Pieces phrases;    ///< kept on one line wherever they fit one
  Pieces words;      ///< what a phrase is cut into that is wider than its line; a wider word is cut anywhere
};

Phrased phrased(std::string_view text, std::string_view language);

/// The same with the phrases that stand on `lines` cut into their words, for those lines are wider than the box.
Phrased opened(const Phrased& cut, const Pieces& lines);

/// The pieces, but those that stand on `lines` in finer ones.
Pieces made_finer(const Pieces& pieces, const Pieces& lines, const Pieces& finer);

}  // namespace kiosk::touch
