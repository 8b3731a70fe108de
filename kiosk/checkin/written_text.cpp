// Folding of widths and kana. Ranges are those of the Unicode Standard's code charts.
#include "kiosk/checkin/written_text.h"

#include <algorithm>

namespace kiosk::checkin {
namespace {

// Half-width katakana U+FF66..U+FF9D in order; U+FF9E and U+FF9F are the two marks.
constexpr std::u32string_view half_width_kana =
    U"ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
constexpr std::u32string_view plain_kana = U"かきくけこさしすせそたちつてとはひふへほう";
constexpr std::u32string_view voiced_kana = U"がぎぐげござじずぜぞだぢづでどばびぶべぼゔ";
constexpr std::u32string_view half_voiced_plain_kana = U"はひふへほ";
constexpr std::u32string_view half_voiced_kana = U"ぱぴぷぺぽ";
constexpr std::u32string_view full_size_kana = U"あいうえおつやゆよわかけ";
constexpr std::u32string_view small_kana = U"ぁぃぅぇぉっゃゅょゎゕゖ";
constexpr std::u32string_view hyphens = U"‐‑‒–—―−－ｰ﹣";
constexpr char32_t kana_step = 0x60;  // katakana stand this far behind hiragana

bool between(char32_t character, char32_t first, char32_t last) { return character >= first && character <= last; }

char32_t counterpart(std::u32string_view from, std::u32string_view to, char32_t character) {
  const auto place = from.find(character);
  return place == std::u32string_view::npos ? character : to[place];
}

bool is_katakana_letter(char32_t character) { return between(character, 0x30A1, 0x30F6); }

int bytes_following(unsigned char lead) {
  if (lead < 0x80) return 0;
  if (lead >= 0xC2 && lead <= 0xDF) return 1;
  if (lead >= 0xE0 && lead <= 0xEF) return 2;
  if (lead >= 0xF0 && lead <= 0xF4) return 3;
  return -1;
}

char32_t folded_character(char32_t character) {
  if (hyphens.find(character) != std::u32string_view::npos) return U'-';
  if (between(character, 0xFF01, 0xFF5E)) return character - 0xFEE0;
  if (between(character, 0xFF66, 0xFF9D)) return half_width_kana[character - 0xFF66];
  if (character == 0xFF65) return U'・';
  if (character == 0x3000 || character == 0xA0) return U' ';
  return character;
}

std::string_view mark_of(char32_t character) {
  if (character == 0xFF9E || character == 0x3099) return voiced_key;
  if (character == 0xFF9F || character == 0x309A) return half_voiced_key;
  return {};
}

}  // namespace

std::optional<std::u32string> characters_of(std::string_view utf8) {
  constexpr char32_t smallest[] = {0, 0x80, 0x800, 0x10000};
  std::u32string characters;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[at]);
    const int more = bytes_following(lead);
    if (more < 0 || at + static_cast<std::size_t>(more) >= utf8.size()) return std::nullopt;
    char32_t character = more == 0 ? lead : lead & (0x3Fu >> more);
    for (int i = 1; i <= more; ++i) {
      const auto byte = static_cast<unsigned char>(utf8[at + static_cast<std::size_t>(i)]);
      if ((byte & 0xC0) != 0x80) return std::nullopt;
      character = (character << 6) | (byte & 0x3Fu);
    }
    if (character < smallest[more] || character > 0x10FFFF || between(character, 0xD800, 0xDFFF)) return std::nullopt;
    characters.push_back(character);
    at += static_cast<std::size_t>(more) + 1;
  }
  return characters;
}

std::string utf8_of(std::u32string_view characters) {
  std::string utf8;
  const auto add = [&utf8](char32_t byte) { utf8.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
  for (const char32_t character : characters) {
    if (character < 0x80) {
      add(character);
    } else if (character < 0x800) {
      add(0xC0 | (character >> 6)), add(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
      add(0xE0 | (character >> 12)), add(0x80 | ((character >> 6) & 0x3F)), add(0x80 | (character & 0x3F));
    } else {
      add(0xF0 | (character >> 18)), add(0x80 | ((character >> 12) & 0x3F));
      add(0x80 | ((character >> 6) & 0x3F)), add(0x80 | (character & 0x3F));
    }
  }
  return utf8;
}

std::string folded_width(std::string_view utf8) {
  const auto characters = characters_of(utf8);
  if (!characters) return std::string{utf8};
  std::u32string folded;
  for (const char32_t character : *characters) {
    const auto mark = mark_of(character);
    if (!mark.empty() && !folded.empty() && with_kana_mark(folded.back(), mark) != folded.back()) {
      folded.back() = with_kana_mark(folded.back(), mark);
    } else {
      folded.push_back(folded_character(character));
    }
  }
  return utf8_of(folded);
}

std::string folded_for_comparing(std::string_view utf8) {
  const auto characters = characters_of(folded_width(utf8));
  if (!characters) return std::string{utf8};
  std::u32string folded;
  for (char32_t character : *characters) {
    if (character == U' ' || character == U'・' || is_invisible(character)) continue;
    if (between(character, 0x3041, 0x3096)) character += kana_step;
    if (between(character, U'a', U'z')) character -= U'a' - U'A';
    folded.push_back(character);
  }
  return utf8_of(folded);
}

std::string widened(std::string_view utf8) {
  auto characters = characters_of(utf8);
  if (!characters) return std::string{utf8};
  for (char32_t& character : *characters) {
    if (between(character, 0x21, 0x7E)) character += 0xFEE0;
  }
  return utf8_of(*characters);
}

std::string narrowed_kana(std::string_view utf8) {
  const auto characters = characters_of(folded_width(utf8));
  if (!characters) return std::string{utf8};
  std::u32string narrow;
  for (char32_t character : *characters) {
    if (between(character, 0x3041, 0x3096)) character += kana_step;
    const auto place = half_width_kana.find(character);
    const char32_t hiragana = is_katakana_letter(character) ? character - kana_step : character;
    const char32_t unvoiced = counterpart(voiced_kana, plain_kana, hiragana);
    const char32_t plain = counterpart(half_voiced_kana, half_voiced_plain_kana, unvoiced);
    if (place != std::u32string_view::npos) {
      narrow.push_back(static_cast<char32_t>(0xFF66 + place));
    } else if (plain != hiragana) {
      narrow.push_back(static_cast<char32_t>(0xFF66 + half_width_kana.find(plain + kana_step)));
      narrow.push_back(unvoiced != hiragana ? U'\uFF9E' : U'\uFF9F');
    } else {
      narrow.push_back(character == U'・' ? U'\uFF65' : character);
    }
  }
  return utf8_of(narrow);
}

bool is_kana_mark_key(std::string_view key) {
  return key == voiced_key || key == half_voiced_key || key == small_key || key == "\u3099" || key == "\u309A";
}

char32_t with_kana_mark(char32_t character, std::string_view mark_key) {
  if (is_katakana_letter(character)) {
    const char32_t hiragana = character - kana_step;
    const char32_t marked = with_kana_mark(hiragana, mark_key);
    return marked == hiragana ? character : marked + kana_step;
  }
  char32_t plain = counterpart(voiced_kana, plain_kana, character);
  plain = counterpart(half_voiced_kana, half_voiced_plain_kana, plain);
  plain = counterpart(small_kana, full_size_kana, plain);
  char32_t marked = plain;
  if (mark_key == voiced_key || mark_key == "\u3099") marked = counterpart(plain_kana, voiced_kana, plain);
  if (mark_key == half_voiced_key || mark_key == "\u309A") {
    marked = counterpart(half_voiced_plain_kana, half_voiced_kana, plain);
  }
  if (mark_key == small_key) marked = counterpart(full_size_kana, small_kana, plain);
  if (marked == plain) return character;
  return marked == character ? plain : marked;
}

bool is_invisible(char32_t character) {
  return character < 0x20 || between(character, 0x7F, 0x9F) || character == 0xAD || character == 0x61C ||
         between(character, 0x200B, 0x200F) || between(character, 0x2028, 0x202E) ||
         between(character, 0x2060, 0x206F) || between(character, 0xFE00, 0xFE0F) || character == 0xFEFF ||
         between(character, 0xE0000, 0xE0FFF);
}

bool is_digit(char32_t character) { return between(character, U'0', U'9'); }

bool is_kana(char32_t character) {
  return between(character, 0x3041, 0x3096) || is_katakana_letter(character) || character == 0x30FC ||
         between(character, 0x30FD, 0x30FE) || between(character, 0x309D, 0x309E);
}

bool is_latin_letter(char32_t character) {
  if (between(character, U'A', U'Z') || between(character, U'a', U'z')) return true;
  if (character == 0xD7 || character == 0xF7) return false;  // the multiplication and division signs
  return between(character, 0xC0, 0x24F) || between(character, 0x1E00, 0x1EFF);
}

bool is_kanji(char32_t character) {
  return character == 0x3005 || between(character, 0x3400, 0x4DBF) || between(character, 0x4E00, 0x9FFF) ||
         between(character, 0xF900, 0xFAFF) || between(character, 0x20000, 0x3134F);
}

}  // namespace kiosk::checkin
