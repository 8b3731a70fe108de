// Phrase and word breaks with ICU.
#include "kiosk/touch/line_breaks.h"

#include <unicode/brkiter.h>

#include <algorithm>
#include <iterator>
#include <memory>

namespace kiosk::touch {
namespace {

constexpr std::string_view zero_width_space = "\xE2\x80\x8B";

enum class Way { as_pango_does, at_spaces, by_phrases };

Way way_of(std::string_view language) {
  if (language == "ja" || language == "my") return Way::by_phrases;
  if (language == "ja-easy" || language == "ko") return Way::at_spaces;
  return Way::as_pango_does;
}

void add_piece(Phrased& result, std::string_view piece) {
  const auto from = static_cast<unsigned>(result.text.size());
  result.text += piece;
  const auto to = static_cast<unsigned>(result.text.size());
  if (to > from) result.phrases.push_back({from, to});
}

Phrased at_spaces(std::string_view text) {
  Phrased result;
  std::size_t from = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && text[at] != ' ' && text[at] != '\n') continue;
    add_piece(result, text.substr(from, at - from));
    if (at < text.size()) result.text += text[at];
    from = at + 1;
  }
  return result;
}

/// ICU cuts these common words; a break after the first part is not taken.
constexpr std::string_view kept_together[] = {"ください", "限度額適用認定証"};

bool cuts_a_kept_word(std::string_view text, std::size_t at) {
  for (const std::string_view word : kept_together) {
    for (std::size_t found = text.find(word); found != text.npos; found = text.find(word, found + 1)) {
      if (at > found && at < found + word.size()) return true;
    }
  }
  return false;
}

/// Burmese particles belong to the word before them; ICU's dictionary takes them for words of their own.
constexpr std::string_view burmese_particles[] = {"ပါ", "များ", "သည်", "ကို", "၏", "လျှင်", "နိုင်"};

bool begins_with_a_particle(std::string_view rest) {
  return std::any_of(std::begin(burmese_particles), std::end(burmese_particles),
                     [&](std::string_view particle) { return rest.starts_with(particle); });
}

icu::BreakIterator* breaks_for(std::string_view language) {
  static const auto create = [](const char* locale) {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::BreakIterator>(
        icu::BreakIterator::createLineInstance(icu::Locale::createFromName(locale), status));
  };
  static const auto japanese = create("ja@lw=phrase");
  static const auto burmese = create("my");
  return language == "ja" ? japanese.get() : burmese.get();
}

Phrased by_phrases(std::string_view text, std::string_view language) {
  icu::BreakIterator* breaks = breaks_for(language);
  if (!breaks) return {std::string(text), {}};
  const auto unicode = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
  breaks->setText(unicode);
  Phrased result;
  std::size_t from_byte = 0, at_byte = 0;
  int from = breaks->first();
  for (int to = breaks->next(); to != icu::BreakIterator::DONE; from = to, to = breaks->next()) {
    std::string piece;
    unicode.tempSubStringBetween(from, to).toUTF8String(piece);
    at_byte += piece.size();
    if (at_byte < text.size() && cuts_a_kept_word(text, at_byte)) continue;
    if (language == "my" && piece == "မ") continue;  // "not" belongs to the verb after it
    if (language == "my" && piece.back() != '\n' && piece.back() != ' ' && begins_with_a_particle(text.substr(at_byte)))
      continue;
    std::string_view whole = text.substr(from_byte, at_byte - from_byte);
    std::string_view words = whole;
    while (!words.empty() && (words.back() == ' ' || words.back() == '\n')) words.remove_suffix(1);
    add_piece(result, words);
    result.text += whole.substr(words.size());
    if (words.size() == whole.size() && at_byte < text.size()) result.text += zero_width_space;
    from_byte = at_byte;
  }
  return result;
}

}  // namespace

Phrased phrased(std::string_view text, std::string_view language) {
  switch (way_of(language)) {
    case Way::as_pango_does:
      return {std::string(text), {}};
    case Way::at_spaces:
      return at_spaces(text);
    case Way::by_phrases:
      return by_phrases(text, language);
  }
  __builtin_unreachable();
}

}  // namespace kiosk::touch
