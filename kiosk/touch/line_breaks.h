// Where a line may be broken so that no word is cut: by phrases in Japanese, by words in Burmese, by spaces where the
// text has them. ICU knows the words; Pango draws the lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kiosk::touch {

/// The text with zero-width spaces between phrases, and the byte ranges that must stay together.
struct Phrased {
  struct Range {
    unsigned from = 0;
    unsigned to = 0;
  };
  std::string text;
  std::vector<Range> phrases;  ///< empty: let Pango break as it likes
};

Phrased phrased(std::string_view text, std::string_view language);

}  // namespace kiosk::touch
