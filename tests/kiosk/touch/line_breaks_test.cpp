#include "kiosk/touch/line_breaks.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>

#include "kiosk/screens/catalog.h"
#include "kiosk/screens/screens.h"
#include "kiosk/screens/text_keys.h"
#include "kiosk/touch/text.h"

using namespace kiosk::touch;
namespace screens = kiosk::screens;

namespace {

std::string without_zero_width_spaces(std::string text) {
  const std::string_view zero_width_space = "\u200B";
  for (std::size_t at = 0; (at = text.find(zero_width_space, at)) != text.npos;)
    text.erase(at, zero_width_space.size());
  return text;
}

std::string written(const Phrased& phrased, const Pieces& pieces) {
  std::string written;
  for (const Piece& piece : pieces)
    written += (written.empty() ? "" : "|") + phrased.text.substr(piece.from, piece.to - piece.from);
  return written;
}

std::string phrases_of(std::string_view language, std::string_view text) {
  const Phrased cut = phrased(text, language);
  return written(cut, cut.phrases);
}

std::string words_of(std::string_view language, std::string_view text) {
  const Phrased cut = phrased(text, language);
  return written(cut, cut.words);
}

std::string sentences_of(std::string_view language, std::string_view text) {
  const Phrased cut = phrased(text, language);
  return written(cut, cut.sentences);
}

}  // namespace

TEST_CASE("Japanese ends a line between phrases: a noun keeps its particles, a verb its endings") {
  CHECK(phrases_of("ja", "カードを置いてください。") == "カードを|置いて|ください。");
  CHECK(phrases_of("ja", "入力した内容は消しました。") == "入力した|内容は|消しました。");
}

TEST_CASE("a polite お or ご is never parted from its word") {
  CHECK(phrases_of("ja", "係をお呼びください。") == "係を|お呼び|ください。");
  CHECK(phrases_of("ja", "資格確認書をお使いください。") == "資格確認書を|お使い|ください。");
  CHECK(phrases_of("ja", "お手元の資格確認書") == "お手元の|資格確認書");
  CHECK(phrases_of("ja", "もう一度ご確認ください。") == "もう一度|ご確認ください。");
}

TEST_CASE("a Japanese verb that ICU cuts stays whole") {
  CHECK(phrases_of("ja", "入力した内容は送られていません。") == "入力した|内容は|送られていません。");
  CHECK(phrases_of("ja", "カードを動かさず、そのまま") == "カードを|動かさず、|そのまま");
}

TEST_CASE("a Japanese compound stays whole, and what follows a bracket stays with it") {
  CHECK(phrases_of("ja", "市区町村の窓口") == "市区町村の|窓口");
  CHECK(phrases_of("ja", "お支払いの上限額") == "お支払いの|上限額");
  CHECK(phrases_of("ja", "「お知らせ」だけでは受付できません") == "「お知らせ」だけでは|受付できません");
}

TEST_CASE("a date and a number with what it counts are never cut") {
  CHECK(phrases_of("ja", "2025年12月2日から、") == "2025年12月2日から、");
  CHECK(phrases_of("ja", "残り3回です。") == "残り|3回です。");
  CHECK(phrases_of("zh-Hans", "自2025年12月2日起") == "自|2025年12月2日起");
  CHECK(phrases_of("zh-Hans", "24小时内") == "24小时内");
}

TEST_CASE("plain Japanese ends a line at its spaces and after commas and full stops") {
  CHECK(phrases_of("ja-easy", "入れた ものは 消しました。もういちど カードを おいて ください。") ==
        "入れた|ものは|消しました。|もういちど|カードを|おいて|ください。");
  CHECK(phrases_of("ja-easy", "すこし まって、もういちど") == "すこし|まって、|もういちど");
}

TEST_CASE("plain Japanese ends a line before a bracket, and no line begins with the particle after one") {
  CHECK(phrases_of("ja-easy", "カードの「有効期限」の 年") == "カードの|「有効期限」の|年");
  CHECK(phrases_of("ja-easy", "なければ「つぎへ」。") == "なければ|「つぎへ」。");
}

TEST_CASE("a Japanese name in brackets is never cut, in any language") {
  CHECK(phrases_of("en", "Insurer number (保険者番号)") == "Insurer|number|(保険者番号)");
  CHECK(phrases_of("ne", "फारम (被保険者資格申立書) दिन्छन्:") == "फारम|(被保険者資格申立書)|दिन्छन्:");
  CHECK(phrases_of("vi", "mẫu 「被保険者資格申立書」: ghi") == "mẫu|「被保険者資格申立書」:|ghi");
  CHECK(phrases_of("zh-Hans", "保险者号码(保険者番号)") == "保险者|号码|(保険者番号)");
  CHECK(phrases_of("zh-Hant", "標題為「資格情報のお知らせ」的紙或卡") == "標題|為|「資格情報のお知らせ」的|紙|或卡");
}

TEST_CASE("a Japanese name without brackets is never cut in another language either") {
  CHECK(phrases_of("tl", "Papel o card na may 資格情報のお知らせ") == "Papel|o|card|na|may|資格情報のお知らせ");
  CHECK(phrases_of("my", "ကတ်ရှေ့ရှိ 有効期限 နှစ်") == "ကတ်ရှေ့ရှိ|有効期限|နှစ်");
}

TEST_CASE("a Japanese name that is wider than its line is cut between its words") {
  CHECK(words_of("en", "資格情報のお知らせ") == "資格|情報|の|お知らせ");
  CHECK(words_of("ja", "限度額適用認定証の") == "限度|額|適用|認定|証|の");
}

TEST_CASE("a Chinese line ends between words") {
  CHECK(phrases_of("zh-Hans", "正在登记卡片") == "正在|登记|卡片");
  CHECK(phrases_of("zh-Hans", "没有时请按「下一步」。") == "没有时|请按|「下一步」。");
}

TEST_CASE("a Chinese word of one character stays with the word it belongs to") {
  CHECK(phrases_of("zh-Hant", "您過去的醫療資訊嗎？") == "您|過去的|醫療|資訊嗎？");
  CHECK(phrases_of("zh-Hans", "旧保险证已失效。") == "旧|保险证|已失效。");
  CHECK(phrases_of("zh-Hant", "資格確認書，或請工作人員辦理。") == "資格確認書，|或請工作人員|辦理。");
}

TEST_CASE("Burmese breaks at the spaces that the text has, and only there") {
  CHECK(phrases_of("my", "ဝန်ထမ်းက ကူညီမည်။ ကတ် ယူပါ။") == "ဝန်ထမ်းက|ကူညီမည်။|ကတ်|ယူပါ။");
}

TEST_CASE("a Burmese phrase that is wider than its line is cut between words, a particle stays with its word") {
  CHECK(words_of("my", "အတည်ပြုစာသုံးရန်") == "အတည်ပြု|စာ|သုံး|ရန်");
}

TEST_CASE("Korean breaks at its spaces only") {
  CHECK(phrases_of("ko", "본인 부담 비율(負担割合)") == "본인|부담|비율(負担割合)");
}

TEST_CASE("Thai breaks between words, rather at the spaces, which stand between its sentences") {
  CHECK(phrases_of("th", "กรุณารับบัตรคืน") == "กรุณา|รับ|บัตร|คืน");
  CHECK(phrases_of("th", "เรียกเจ้าหน้าที่") == "เรียก|เจ้าหน้าที่");
  CHECK(sentences_of("th", "เรียกเจ้าหน้าที่แล้ว กำลังมา") == "เรียกเจ้าหน้าที่แล้ว|กำลังมา");
}

TEST_CASE("in Thai a space beside a digit or a Latin letter ends no sentence") {
  CHECK(sentences_of("th", "เลข 4 หลัก เหลือ 3 ครั้ง") == "เลข 4 หลัก|เหลือ 3 ครั้ง");
  CHECK(sentences_of("th", "เพื่อไม่ให้ PIN ถูกล็อก จึงกรอกที่นี่ไม่ได้") == "เพื่อไม่ให้ PIN ถูกล็อก|จึงกรอกที่นี่ไม่ได้");
}

TEST_CASE("a sentence ends with its full stop, question mark or danda") {
  CHECK(sentences_of("ne", "कार्डको म्याद सकियो। कार्ड लिनुहोस्।") == "कार्डको म्याद सकियो।|कार्ड लिनुहोस्।");
  CHECK(sentences_of("en", "Staff will help. Please take your card.") == "Staff will help.|Please take your card.");
  CHECK(sentences_of("ja", "カードが見つかりません。お取りください。") == "カードが見つかりません。|お取りください。");
  CHECK(sentences_of("en", "1.5 hours") == "1.5 hours");
}

TEST_CASE("a line that was ended by hand ends a sentence, a phrase and a word") {
  CHECK(sentences_of("ja", "カードを\n読み取れませんでした") == "カードを|読み取れませんでした");
  CHECK(words_of("en", "Take\nyour card") == "Take|your|card");
}

TEST_CASE("what stands on certain lines is cut finer, the rest stays") {
  CHECK(made_finer({{0, 6}, {6, 12}}, {{7, 9}}, {{0, 3}, {3, 6}, {6, 9}, {9, 12}}) == Pieces{{0, 6}, {6, 9}, {9, 12}});
}

TEST_CASE("only a Burmese phrase that is opened gets zero-width spaces, for Pango to end lines at") {
  const Phrased cut = phrased("ကတ်ဖတ်စက် မအားပါ", "my");
  CHECK(cut.text == "ကတ်ဖတ်စက် မအားပါ");
  const Phrased wider = opened(cut, {cut.phrases.front()});
  CHECK(wider.text == "ကတ်\u200Bဖတ်\u200Bစက် မအားပါ");
  CHECK(written(wider, wider.phrases) == "ကတ်|ဖတ်|စက်|မအားပါ");
  const Phrased japanese = phrased("資格確認書で受付する", "ja");
  CHECK(opened(japanese, japanese.phrases).text == japanese.text);
}

TEST_CASE("an empty text has no pieces") { CHECK(phrased("", "ja").text.empty()); }

namespace {

/// Every sentence of every language, set in lines of several widths.
struct Lines {
  Lines(std::string_view language_, std::string text_, int width_, Text& measure_)
      : language(language_), text(std::move(text_)), width(width_), measure(measure_), cut(phrased(text, language)) {
    const screens::TextBox box{{0, 0, width, 1000}, text, language, role};
    std::size_t at = 0;
    for (const std::string& line : measure.lines(box, 100)) {
      at += without_zero_width_spaces(line).size();
      if (at < cut.text.size() && cut.text[at] == '\n') ++at;
      ends.push_back(static_cast<unsigned>(at));
    }
  }

  bool fits_a_line(const Piece& piece) const {
    const std::string words = cut.text.substr(piece.from, piece.to - piece.from);
    return measure.measure(words, language, role, 100, 100'000).width <= width;
  }

  /// The pieces that fit a line and stand on two; "" when there is none.
  std::string cut_without_need(const Pieces& pieces) const {
    std::string found;
    for (const Piece& piece : pieces) {
      for (const unsigned end : ends)
        if (piece.from < end && end < piece.to && fits_a_line(piece))
          found += " " + cut.text.substr(piece.from, piece.to - piece.from);
    }
    return found;
  }

  bool has_a_word_wider_than_a_line() const {
    return !std::all_of(cut.words.begin(), cut.words.end(), [&](const Piece& word) { return fits_a_line(word); });
  }

  static constexpr screens::TextRole role = screens::TextRole::title;
  std::string language;
  std::string text;
  int width;
  Text& measure;
  Phrased cut;
  std::vector<unsigned> ends;
};

std::unique_ptr<Text> opened_text() {
  return Text::open(std::string(UKETSUKE_SOURCE_DIR) + "/assets/fonts", 40).value();
}

}  // namespace

TEST_CASE("no phrase that fits a line is cut, in any sentence of any language") {
  const auto catalogs = screens::Catalogs::load(std::string(UKETSUKE_SOURCE_DIR) + "/assets/text").value();
  const std::unique_ptr<Text> text = opened_text();
  int sentences_of_several_lines = 0;
  for (const std::string_view language : screens::offered_languages()) {
    for (const std::string_view key : screens::all_text_keys) {
      for (const int width : {420, 560, 880}) {
        const Lines lines(language, catalogs.in(language).pattern(key), width, *text);
        if (lines.ends.size() < 2 || lines.has_a_word_wider_than_a_line()) continue;
        ++sentences_of_several_lines;
        const std::string cut = lines.cut_without_need(lines.cut.phrases) + lines.cut_without_need(lines.cut.words);
        CHECK_MESSAGE(cut.empty(), language << " " << key << " at " << width << ":" << cut);
      }
    }
  }
  CHECK(sentences_of_several_lines > 3000);
}

TEST_CASE("a word that is wider than its line is cut all the same, and stays inside the line") {
  const std::unique_ptr<Text> text = opened_text();
  for (const auto& [language, word] :
       {std::pair{"en", "Untranslatablewords"}, {"ja", "資格確認書"}, {"my", "အရေအတွက်"}}) {
    const int width = text->measure(word, language, screens::TextRole::title, 100, 100'000).width / 2;
    CHECK(text->measure(word, language, screens::TextRole::title, 100, width).width <= width);
    CHECK(text->measure(std::string(word) + " 123", language, screens::TextRole::title, 100, width).width <= width);
  }
}

TEST_CASE("at every width some line end is found, and the program lives") {
  const std::unique_ptr<Text> text = opened_text();
  const std::string japanese = "西暦の下2けた、月、日の順です。\n例：1964年10月5日は 641005";
  for (int width = 20; width < 1000; width += 7)
    CHECK(text->measure(japanese, "ja", screens::TextRole::title, 150, width).height > 0);
}

TEST_CASE("sentences begin a line of their own where that costs no line") {
  const std::unique_ptr<Text> text = opened_text();
  const std::string sentence = "कार्डको म्याद सकियो। कर्मचारीले मद्दत गर्छन्।";
  const int whole = text->measure(sentence, "ne", screens::TextRole::body, 100, 100'000).width;
  const auto lines = text->lines({{0, 0, whole * 9 / 10, 200}, sentence, "ne"}, 100);
  CHECK(lines == std::vector<std::string>{"कार्डको म्याद सकियो। ", "कर्मचारीले मद्दत गर्छन्।"});
}

TEST_CASE("a sentence is broken rather than a line more begun") {
  const std::unique_ptr<Text> text = opened_text();
  const std::string sentences = "Take your card. Then wait in the waiting room. Go now.";
  const int whole = text->measure(sentences, "en", screens::TextRole::body, 100, 100'000).width;
  CHECK(text->lines({{0, 0, whole * 11 / 20, 200}, sentences, "en"}, 100).size() == 2);
}
