// Text as people write it in a form: UTF-8 taken apart, widths and kana folded, and which characters a field may hold.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kiosk::checkin {

/// The characters of UTF-8 text; nothing when the bytes are not well-formed UTF-8.
std::optional<std::u32string> characters_of(std::string_view utf8);
std::string utf8_of(std::u32string_view characters);

/// Full-width letters, digits and signs made half-width; half-width katakana made full-width (with its marks joined);
/// every hyphen-like and blank character made `-` and one blank. Nothing else changes. Malformed bytes come back
/// unchanged.
std::string folded_width(std::string_view utf8);

/// For comparing only: folded width, hiragana as katakana, Latin in capitals, no blanks, no
/// middle dots.
std::string folded_for_comparing(std::string_view utf8);

/// Half-width letters, digits and signs made full-width (as the clinic's formats write symbols and numbers).
std::string widened(std::string_view utf8);

/// Katakana and hiragana as half-width katakana, marks apart, as the insurers' files write kana; the rest folded.
std::string narrowed_kana(std::string_view utf8);

/// The three keys of a kana keyboard that change the character before them, and what they make of it. Pressing the same
/// key again takes the mark away. A character that cannot carry the mark stays.
inline constexpr std::string_view voiced_key = "゛";
inline constexpr std::string_view half_voiced_key = "゜";
inline constexpr std::string_view small_key = "小";
bool is_kana_mark_key(std::string_view key);
char32_t with_kana_mark(char32_t character, std::string_view mark_key);

/// Characters nobody sees: control characters, zero-width characters and direction marks.
bool is_invisible(char32_t character);
bool is_digit(char32_t character);
bool is_kana(char32_t character);
bool is_latin_letter(char32_t character);
bool is_kanji(char32_t character);

}  // namespace kiosk::checkin
