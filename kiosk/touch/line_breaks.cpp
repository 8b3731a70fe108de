// The rules of line breaks, language by language, on top of ICU's.
#include "kiosk/touch/line_breaks.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace kiosk::touch {
namespace {

enum class Writing { japanese, plain_japanese, chinese, korean, burmese, thai, with_spaces };

Writing writing_of(std::string_view language) {
  if (language == "ja") return Writing::japanese;
  if (language == "ja-easy") return Writing::plain_japanese;
  if (language.starts_with("zh")) return Writing::chinese;
  if (language == "ko") return Writing::korean;
  if (language == "my") return Writing::burmese;
  if (language == "th") return Writing::thai;
  return Writing::with_spaces;
}

/// By byte of the text: whether ICU ends something there.
using Marks = std::vector<bool>;

Marks marks_of(icu::BreakIterator* breaks, std::string_view text) {
  Marks marks(text.size() + 1);
  if (!breaks) return marks;
  const auto unicode = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
  breaks->setText(unicode);
  std::size_t byte = 0;
  int unit = breaks->first();
  for (int end = breaks->next(); end != icu::BreakIterator::DONE; end = breaks->next()) {
    while (unit < end) {
      const UChar32 character = unicode.char32At(unit);
      unit += U16_LENGTH(character);
      byte += static_cast<std::size_t>(U8_LENGTH(character));
    }
    if (byte < marks.size()) marks[byte] = true;
  }
  return marks;
}

std::unique_ptr<icu::BreakIterator> line_breaks(const char* locale) {
  UErrorCode status = U_ZERO_ERROR;
  return std::unique_ptr<icu::BreakIterator>(
      icu::BreakIterator::createLineInstance(icu::Locale::createFromName(locale), status));
}

/// Where a line may end at all: no bracket or full stop comes to the wrong side, words of Thai and Burmese stay whole.
Marks line_ends(std::string_view text) {
  static const auto breaks = line_breaks("en");
  return marks_of(breaks.get(), text);
}

/// One dictionary for Japanese and Chinese; letters of Korean stay together.
Marks word_ends(std::string_view text) {
  static const auto breaks = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::BreakIterator>(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  }();
  return marks_of(breaks.get(), text);
}

/// A noun with the particles after it, a verb with its endings.
Marks japanese_phrase_ends(std::string_view text) {
  static const auto breaks = line_breaks("ja@lw=phrase");
  return marks_of(breaks.get(), text);
}

/// A gap between two characters, where a line might end.
struct Gap {
  std::string_view text;
  std::size_t at = 0;

  std::string_view done() const { return text.substr(0, at); }
  std::string_view rest() const { return text.substr(at); }
  UChar32 before() const { return last_of(done()); }
  UChar32 after() const { return first_of(rest()); }

  static UChar32 last_of(std::string_view part) {
    std::size_t start = part.size();
    while (start > 0 && U8_IS_TRAIL(part[--start])) continue;
    return first_of(part.substr(start));
  }
  static UChar32 first_of(std::string_view part) {
    UChar32 character = 0;
    const auto size = static_cast<std::int32_t>(part.size());
    if (size > 0) U8_GET(reinterpret_cast<const std::uint8_t*>(part.data()), 0, 0, size, character);
    return character;
  }
};

bool is_one_of(UChar32 character, std::u32string_view characters) {
  return characters.find(static_cast<char32_t>(character)) != characters.npos;
}

bool is_after_a_space(const Gap& gap) { return is_one_of(gap.before(), U" \n"); }

/// Kanji, kana and Hangul are written without spaces: Unicode lets a line end after each of them.
bool is_letter_without_spaces(UChar32 character) {
  return u_isalpha(character) &&
         (uscript_hasScript(character, USCRIPT_HAN) || uscript_hasScript(character, USCRIPT_HIRAGANA) ||
          uscript_hasScript(character, USCRIPT_KATAKANA) || uscript_hasScript(character, USCRIPT_HANGUL));
}

/// Asked before the dictionary is, which costs more: such letters lie behind U+3000, in UTF-8 E3 80 80.
bool may_have_letters_without_spaces(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char byte) { return static_cast<unsigned char>(byte) >= 0xE3; });
}

bool is_between_such_letters(const Gap& gap) {
  return is_letter_without_spaces(gap.before()) && is_letter_without_spaces(gap.after());
}

/// 「資格情報のお知らせ」, (保険者番号): the name of something that is printed so on a paper or a button, which a
/// person looks for as a whole. What has spaces or commas in it is a remark, not a name.
bool is_inside_a_bracketed_name(const Gap& gap) {
  const auto ends_a_name = [](UChar32 character) {
    return character <= 0 || u_isspace(character) || u_ispunct(character);  // below 0: no character at all
  };
  std::string_view done = gap.done(), rest = gap.rest();
  while (!ends_a_name(Gap::last_of(done))) done.remove_suffix(static_cast<std::size_t>(U8_LENGTH(Gap::last_of(done))));
  while (!ends_a_name(Gap::first_of(rest)))
    rest.remove_prefix(static_cast<std::size_t>(U8_LENGTH(Gap::first_of(rest))));
  return is_one_of(Gap::last_of(done), U"「『（(") && is_one_of(Gap::first_of(rest), U"」』）)");
}

constexpr std::string_view eras[] = {"明治", "大正", "昭和", "平成", "令和"};

/// 24时间, 4けた, 12月2日, 令和8年: a number says nothing without what is counted, a month nothing without its day.
bool is_inside_a_count(const Gap& gap) {
  if (u_isdigit(gap.before())) return is_letter_without_spaces(gap.after());
  if (u_isdigit(gap.after()) &&
      std::any_of(std::begin(eras), std::end(eras), [&](std::string_view era) { return gap.done().ends_with(era); }))
    return true;
  if (!is_one_of(gap.before(), U"年月") || !u_isdigit(gap.after())) return false;
  const std::string_view done = gap.done();
  return u_isdigit(Gap::last_of(done.substr(0, done.size() - std::string_view("年").size())));
}

template <std::size_t count>
bool begins_with_one_of(std::string_view rest, const std::string_view (&beginnings)[count]) {
  return std::any_of(std::begin(beginnings), std::end(beginnings),
                     [&](std::string_view beginning) { return rest.starts_with(beginning); });
}

template <std::size_t count>
bool cuts_one_of(const Gap& gap, const std::string_view (&words)[count]) {
  return std::any_of(std::begin(words), std::end(words), [&](std::string_view word) {
    const std::size_t earliest = gap.at < word.size() ? 0 : gap.at - word.size() + 1;
    const std::size_t found = gap.text.find(word, earliest);
    return found < gap.at;
  });
}

bool is_kanji(UChar32 character) { return uscript_hasScript(character, USCRIPT_HAN) && u_isalpha(character); }

/// What follows a verb or a noun and never begins a phrase, though ICU thinks so.
constexpr std::string_view japanese_endings[] = {"ています", "ていません", "ている",   "ていない", "ました",
                                                 "ません",   "います",     "いません", "しょう",   "やすく",
                                                 "では",     "でない",     "だけ",     "です",     "まで"};

/// Words that ICU takes for two phrases.
constexpr std::string_view japanese_words[] = {"ください", "読み取",   "受け取", "飲み合わせ", "明るすぎ",  "うなずい",
                                               "うかがい", "これ以上", "けた数", "カード型",   "読み取り機"};

/// A polite お or ご begins a phrase together with its word: お手元の, ご確認.
bool is_before_a_polite_word(const Gap& gap) {
  constexpr std::size_t polite = std::string_view("お").size();
  return is_one_of(gap.after(), U"おご") && is_kanji(Gap::first_of(gap.rest().substr(polite)));
}

/// ICU's phrases end too early: inside compounds of kanji (資格|確認|書), between a kanji or a bracket and what follows
/// it in hiragana (消|しました), after a polite お (お|手元の).
bool is_inside_a_japanese_phrase(const Gap& gap) {
  if (uscript_hasScript(gap.after(), USCRIPT_HIRAGANA) && u_isalpha(gap.after()) &&
      (is_kanji(gap.before()) || is_one_of(gap.before(), U"」』）)＊")))
    return true;
  if (is_kanji(gap.before()) && is_kanji(gap.after())) return true;
  if (is_one_of(gap.before(), U"おご") && is_kanji(gap.after())) return true;
  return begins_with_one_of(gap.rest(), japanese_endings) || cuts_one_of(gap, japanese_words);
}

/// …では|ないようです: what is denied, and that it is denied.
bool is_before_a_denial(const Gap& gap) { return gap.done().ends_with("では") && gap.rest().starts_with("ない"); }

/// Of a gap where a word ends.
bool ends_a_japanese_phrase(const Gap& gap, const Marks& phrase_ends) {
  return is_before_a_polite_word(gap) || is_before_a_denial(gap) ||
         (phrase_ends[gap.at] && !is_inside_a_japanese_phrase(gap));
}

/// Words of a clinic's reception that ICU knows only in parts, in both scripts.
constexpr std::string_view chinese_words[] = {"资格确认书",
                                              "資格確認書",
                                              "工作人员",
                                              "工作人員",
                                              "个人编号卡",
                                              "個人編號卡",
                                              "市区町村",
                                              "市區町村",
                                              "限度额适用认定证",
                                              "限度額適用認定證",
                                              "卡套",
                                              "疗养受疗证",
                                              "療養受療證",
                                              "高对比度",
                                              "高對比度",
                                              "健诊",
                                              "健診",
                                              "年号",
                                              "年號",
                                              "读取",
                                              "读卡",
                                              "脸部",
                                              "正视",
                                              "目视",
                                              "解锁",
                                              "解鎖",
                                              "逐项",
                                              "纸质",
                                              "诊察",
                                              "枝番",
                                              "输错",
                                              "輸錯",
                                              "入镜",
                                              "入鏡",
                                              "变更时"};

/// Chinese words of one character: those that follow what they belong to (of, in, when; card, -er, -ment) and those
/// that come before it (please, not, already). At the wrong end of a line they are read with the wrong neighbour.
constexpr std::u32string_view chinese_followers =
    U"的了吗嗎里裡内內上中时時起后後证證书書者员員额額器机機头頭师師费費码碼音";
constexpr std::u32string_view chinese_leaders = U"请請不未已再此太很被若或和与與";

bool is_inside_a_chinese_phrase(const Gap& gap, const Marks& word_ends) {
  constexpr std::size_t character = std::string_view("的").size();
  if (cuts_one_of(gap, chinese_words)) return true;
  if (is_one_of(gap.after(), chinese_followers)) return word_ends[gap.at + character];
  if (!is_one_of(gap.before(), chinese_leaders)) return false;
  return gap.at == character || word_ends[gap.at - character];
}

/// Burmese particles belong to the word before them, "not" to the verb after it; ICU takes them for words.
constexpr std::string_view burmese_particles[] = {"ပါ", "များ", "သည်", "ကို", "၏", "လျှင်", "နိုင်"};
constexpr std::string_view burmese_not = "မ";

bool is_inside_a_burmese_word(const Gap& gap, const Marks& line_ends) {
  if (gap.done().ends_with(burmese_not)) {
    const std::size_t start = gap.at - burmese_not.size();
    if (start == 0 || line_ends[start]) return true;
  }
  return begins_with_one_of(gap.rest(), burmese_particles);
}

/// Words of a clinic's reception that ICU knows only in parts.
constexpr std::string_view thai_words[] = {"เจ้าหน้าที่", "ลงทะเบียน", "ที่นี่",       "หมดอายุ", "ต่ออายุ",       "มายนัมเบอร์",
                                           "วันที่",     "วันเกิด",    "คาตากานะ", "อย่างนี้",  "หนังสือยืนยันสิทธิ"};

/// Thai has no full stop: a space between two words says what a full stop or a comma says elsewhere. Beside digits and
/// Latin letters, and after the sign of repetition, it says nothing.
bool ends_a_thai_sentence(std::string_view done, UChar32 after) {
  const UChar32 before = Gap::last_of(done);
  return uscript_hasScript(before, USCRIPT_THAI) && uscript_hasScript(after, USCRIPT_THAI) && before != U'ๆ';
}

bool ends_a_sentence(const Gap& gap, Writing writing) {
  std::string_view done = gap.done();
  while (done.ends_with(' ')) done.remove_suffix(1);
  if (is_one_of(Gap::last_of(done), U"。！？；।။.!?")) return true;
  return writing == Writing::thai && done.size() < gap.at && ends_a_thai_sentence(done, gap.after());
}

/// What ends at a gap of the text. Where a sentence ends, a phrase and a word end too.
enum class End : unsigned char { nothing, word, phrase, sentence };

class Cutter {
 public:
  Cutter(std::string_view text, Writing writing) : text_(text), writing_(writing), lines_(line_ends(text)) {
    const bool is_japanese = writing == Writing::japanese || writing == Writing::plain_japanese;
    if (is_japanese) japanese_phrases_ = japanese_phrase_ends(text);
    if (may_have_letters_without_spaces(text)) words_ = word_ends(text);
  }

  End end_at(std::size_t at) const {
    const Gap gap{text_, at};
    if (!lines_[at] || !ends_a_word(gap)) return End::nothing;
    if (gap.before() == U'\n') return End::sentence;
    if (!ends_a_phrase(gap)) return End::word;
    return ends_a_sentence(gap, writing_) ? End::sentence : End::phrase;
  }

 private:
  bool ends_a_word(const Gap& gap) const {
    if (writing_ == Writing::burmese && is_inside_a_burmese_word(gap, lines_)) return is_after_a_space(gap);
    return !is_between_such_letters(gap) || words_[gap.at];
  }

  bool ends_a_phrase(const Gap& gap) const {
    if (is_inside_a_bracketed_name(gap)) return false;
    switch (writing_) {
      case Writing::japanese:
        return !is_inside_a_count(gap) && ends_a_japanese_phrase(gap, japanese_phrases_);
      case Writing::plain_japanese:
        // Its spaces stand between phrases; beside commas, full stops and brackets it has none.
        return is_after_a_space(gap) || is_one_of(gap.before(), U"。、？") || is_one_of(gap.after(), U"「");
      case Writing::chinese:
        return !is_inside_a_count(gap) && !is_inside_a_chinese_phrase(gap, words_);
      case Writing::korean:
      case Writing::burmese:
        // The spaces are the writer's own; what ICU takes for Burmese words are often syllables of them.
        return is_after_a_space(gap);
      case Writing::thai:
        return !is_between_such_letters(gap) && !cuts_one_of(gap, thai_words);
      case Writing::with_spaces:
        // Japanese words among others are what is printed on a card or a paper.
        return !is_between_such_letters(gap);
    }
    __builtin_unreachable();
  }

  std::string_view text_;
  Writing writing_;
  Marks lines_;
  Marks japanese_phrases_;
  Marks words_;
};

void add_piece(Pieces& pieces, std::string_view text, std::size_t from, std::size_t to) {
  while (to > from && (text[to - 1] == ' ' || text[to - 1] == '\n')) --to;
  if (to > from) pieces.push_back({static_cast<unsigned>(from), static_cast<unsigned>(to)});
}

bool overlap(const Piece& one, const Piece& other) { return one.from < other.to && other.from < one.to; }

bool overlaps_one_of(const Piece& piece, const Pieces& others) {
  return std::any_of(others.begin(), others.end(), [&](const Piece& other) { return overlap(piece, other); });
}

}  // namespace

Phrased phrased(std::string_view text, std::string_view language) {
  const Cutter cutter(text, writing_of(language));
  Phrased result{std::string(text), {}, {}, {}};
  std::size_t sentence = 0, phrase = 0, word = 0;  // where each began
  for (std::size_t at = 1; at <= text.size(); ++at) {
    const End end = at == text.size() ? End::sentence : cutter.end_at(at);
    if (end >= End::word) add_piece(result.words, text, std::exchange(word, at), at);
    if (end >= End::phrase) add_piece(result.phrases, text, std::exchange(phrase, at), at);
    if (end >= End::sentence) add_piece(result.sentences, text, std::exchange(sentence, at), at);
  }
  return result;
}

Phrased opened(const Phrased& cut, const Pieces& lines) {
  // Pango itself ends lines between words of all writings but Burmese, which takes a zero-width space. It would end a
  // line there whatever else is said about the piece: only in what is opened may such a space stand.
  constexpr std::string_view zero_width_space = "\xE2\x80\x8B";
  Phrased result{{}, cut.sentences, made_finer(cut.phrases, lines, cut.words), cut.words};
  std::vector<std::size_t> spaces;
  for (const Piece& word : result.phrases) {
    const bool is_burmese = uscript_hasScript(Gap{cut.text, word.from}.before(), USCRIPT_MYANMAR);
    if (is_burmese) spaces.push_back(word.from);
  }
  std::size_t copied = 0;
  for (const std::size_t space : spaces) {
    result.text.append(cut.text, copied, space - copied).append(zero_width_space);
    copied = space;
  }
  result.text.append(cut.text, copied);
  const auto move = [&](Pieces& pieces) {
    for (Piece& piece : pieces) {
      const auto before_from = std::upper_bound(spaces.begin(), spaces.end(), piece.from) - spaces.begin();
      const auto before_to = std::lower_bound(spaces.begin(), spaces.end(), piece.to) - spaces.begin();
      piece.from += static_cast<unsigned>(before_from) * static_cast<unsigned>(zero_width_space.size());
      piece.to += static_cast<unsigned>(before_to) * static_cast<unsigned>(zero_width_space.size());
    }
  };
  move(result.sentences);
  move(result.phrases);
  move(result.words);
  return result;
}

Pieces made_finer(const Pieces& pieces, const Pieces& lines, const Pieces& finer) {
  Pieces result, opened;
  for (const Piece& piece : pieces) (overlaps_one_of(piece, lines) ? opened : result).push_back(piece);
  for (const Piece& piece : finer)
    if (overlaps_one_of(piece, opened)) result.push_back(piece);
  std::sort(result.begin(), result.end(), [](const Piece& one, const Piece& other) { return one.from < other.from; });
  return result;
}

}  // namespace kiosk::touch
