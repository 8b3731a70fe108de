// The letter's rules: check digits, eras, what may be typed, and what is said about a mistake.
#include "kiosk/checkin/letter.h"

#include <doctest/doctest.h>

#include <random>

#include "kiosk/checkin/era.h"
#include "kiosk/checkin/written_text.h"

using namespace kiosk::checkin;
using namespace std::chrono_literals;

namespace {

constexpr Date today = 2026y / std::chrono::November / 22;

LetterDraft good_draft() {
  return {{LetterField::insurer_number, "01130012"},
          {LetterField::symbol, "12345"},
          {LetterField::number, "678"},
          {LetterField::branch, "01"},
          {LetterField::name, "ヤマダ ハナコ"},
          {LetterField::birth_date, "1985-04-12"},
          {LetterField::valid_from, "2025-12-02"},
          {LetterField::valid_until, "2030-12-01"},
          {LetterField::burden_ratio, "30"}};
}

std::optional<LetterProblem> problem_with(LetterField field, std::string text) {
  LetterDraft draft = good_draft();
  draft[field] = std::move(text);
  return problem_of(draft, field, today);
}

std::string after_keys(LetterField field, std::initializer_list<std::string_view> keys) {
  LetterDraft draft;
  for (const auto key : keys) draft = typed(draft, field, key);
  return draft[field];
}

std::string with_check_digit(std::string payload) {
  for (char digit = '0'; digit <= '9'; ++digit) {
    if (has_valid_check_digit(payload + digit)) return payload + digit;
  }
  return {};
}

Date random_date(std::mt19937& random, Date first, Date last) {
  const auto span = static_cast<int>((std::chrono::sys_days{last} - std::chrono::sys_days{first}).count());
  return Date{std::chrono::sys_days{first} + std::chrono::days{std::uniform_int_distribution{0, span}(random)}};
}

std::string random_text(std::mt19937& random, std::u32string_view alphabet, int longest) {
  std::u32string text;
  const int length = std::uniform_int_distribution{1, longest}(random);
  for (int i = 0; i < length; ++i) {
    text.push_back(alphabet[std::uniform_int_distribution<std::size_t>{0, alphabet.size() - 1}(random)]);
  }
  return utf8_of(text);
}

LetterDraft random_letter(std::mt19937& random) {
  const bool municipal = random() % 2 == 0;
  const int payload = std::uniform_int_distribution{0, municipal ? 99'999 : 9'999'999}(random);
  std::string digits = std::to_string(payload);
  digits.insert(0, (municipal ? 5u : 7u) - digits.size(), '0');
  LetterDraft draft;
  draft[LetterField::insurer_number] = with_check_digit(digits);
  if (random() % 3 != 0) draft[LetterField::symbol] = random_text(random, U"0123456789ABあいう国保公-・", 12);
  draft[LetterField::number] = random_text(random, U"0123456789", 8);
  if (random() % 2 == 0) draft[LetterField::branch] = random() % 2 == 0 ? "00" : "07";
  draft[LetterField::name] = "ア" + random_text(random, U"アイウエオガパッャー", 20);
  draft[LetterField::birth_date] = text_of(random_date(random, 1920y / 1 / 1, today));
  const Date from = random_date(random, 2022y / 1 / 1, today);
  if (date_from(draft[LetterField::birth_date]).value() <= from) draft[LetterField::valid_from] = text_of(from);
  draft[LetterField::valid_until] = text_of(random_date(random, today, 2026y / 12 / 31));
  draft[LetterField::burden_ratio] = random() % 2 == 0 ? "20" : "30";
  return draft;
}

}  // namespace

TEST_CASE("the published insurer numbers pass the check digit and a changed last digit does not") {
  for (const char* number :
       {"33120015", "01130012", "01150010", "39131016", "06137897", "12150017", "150011", "138016"}) {
    CAPTURE(number);
    CHECK(has_valid_check_digit(number));
    std::string changed = number;
    changed.back() = static_cast<char>('0' + (changed.back() - '0' + 1) % 10);
    CHECK_FALSE(has_valid_check_digit(changed));
  }
  CHECK_FALSE(has_valid_check_digit("01130013"));
  CHECK_FALSE(has_valid_check_digit("150012"));
  CHECK_FALSE(has_valid_check_digit(""));
  CHECK_FALSE(has_valid_check_digit("0113001a"));
}

TEST_CASE("every single mistyped digit of 10,000 random insurer numbers is caught") {
  std::mt19937 random{20261122};
  int missed = 0;
  for (int i = 0; i < 10'000; ++i) {
    const std::string number = random_letter(random)[LetterField::insurer_number];
    REQUIRE(has_valid_check_digit(number));
    for (std::size_t place = 0; place < number.size(); ++place) {
      for (char digit = '0'; digit <= '9'; ++digit) {
        if (digit == number[place]) continue;
        std::string mistyped = number;
        mistyped[place] = digit;
        missed += has_valid_check_digit(mistyped) ? 1 : 0;
      }
    }
  }
  CHECK(missed == 0);
}

TEST_CASE("two neighbouring digits exchanged are caught unless they are 0 and 9") {
  for (int first = 0; first < 10; ++first) {
    for (int second = 0; second < 10; ++second) {
      if (first == second) continue;
      const std::string number = with_check_digit("01" + std::to_string(first) + std::to_string(second) + "001");
      std::string exchanged = number;
      std::swap(exchanged[2], exchanged[3]);
      const bool nine_and_zero = first + second == 9 && first * second == 0;
      CHECK(has_valid_check_digit(exchanged) == nine_and_zero);
    }
  }
}

TEST_CASE("10,000 random letters are accepted as they are and come out as they went in") {
  std::mt19937 random{4711};
  for (int i = 0; i < 10'000; ++i) {
    LetterDraft draft = random_letter(random);
    const auto problems = problems_of(draft, today);
    REQUIRE_MESSAGE(problems.empty(), "letter ", i, " field ",
                    problems.empty() ? 0 : static_cast<int>(problems[0].field));
    const EligibilityLetter letter = letter_from(draft);
    REQUIRE(letter.insurer_number == draft[LetterField::insurer_number]);
    REQUIRE(letter.number == draft[LetterField::number]);
    REQUIRE(text_of(letter.birth_date) == draft[LetterField::birth_date]);
    REQUIRE(text_of(letter.valid_until) == draft[LetterField::valid_until]);
    REQUIRE(std::to_string(letter.burden_percent) == draft[LetterField::burden_ratio]);
  }
}

TEST_CASE("10,000 random letters typed key by key hold the same text as the letters") {
  std::mt19937 random{4712};
  for (int i = 0; i < 10'000; ++i) {
    const LetterDraft letter = random_letter(random);
    LetterDraft draft;
    for (const auto& [field, text] : letter) {
      const std::u32string characters = characters_of(text).value();
      for (const char32_t character : characters) {
        if (character == U'-' && date_from(text)) continue;  // the keypad has no hyphen: the field writes it
        draft = typed(std::move(draft), field, utf8_of(std::u32string{character}));
      }
    }
    REQUIRE(draft == letter);
  }
}

TEST_CASE("10,000 letters of random bytes are refused or held, never worse") {
  std::mt19937 random{815};
  for (int i = 0; i < 10'000; ++i) {
    LetterDraft draft;
    for (std::optional<LetterField> field = first_letter_field; field; field = field_after(*field)) {
      std::string bytes(random() % 40, '\0');
      for (char& byte : bytes) byte = static_cast<char>(random());
      draft = edited(typed(std::move(draft), *field, bytes), *field, bytes);
      draft = erased(std::move(draft), *field);
    }
    if (problems_of(draft, today).empty()) CHECK(has_valid_check_digit(letter_from(draft).insurer_number));
  }
}

TEST_CASE("an era begins and ends on its day") {
  const auto day = [](const char* text) {
    const auto written = date_as_written(text);
    return written ? date_of(*written) : std::nullopt;
  };
  CHECK(day("令和元年5月1日") == 2019y / 5 / 1);
  CHECK(day("R1.5.1") == 2019y / 5 / 1);
  CHECK(day("平成31年4月30日") == 2019y / 4 / 30);
  CHECK_FALSE(day("平成31年5月1日"));
  CHECK_FALSE(day("令和1年4月30日"));
  CHECK(day("平成元年1月8日") == 1989y / 1 / 8);
  CHECK_FALSE(day("平成元年1月7日"));
  CHECK(day("昭和64年1月7日") == 1989y / 1 / 7);
  CHECK(day("昭和64年1月1日") == 1989y / 1 / 1);
  CHECK_FALSE(day("昭和64年1月8日"));
  CHECK(day("昭和元年12月25日") == 1926y / 12 / 25);
  CHECK_FALSE(day("昭和元年12月24日"));
  CHECK(day("大正15年12月24日") == 1926y / 12 / 24);
  CHECK_FALSE(day("大正15年12月25日"));
  CHECK(day("大正元年7月30日") == 1912y / 7 / 30);
  CHECK(day("明治45年7月29日") == 1912y / 7 / 29);
  CHECK_FALSE(day("明治45年7月30日"));
  CHECK_FALSE(day("昭和60年2月29日"));
}

TEST_CASE("a date after its era's end is explained by the era that was meant") {
  const auto meant = meant_by(date_as_written("平成31年5月1日").value());
  REQUIRE(meant);
  CHECK(*meant == EraDate{Era::reiwa, 1, 5, 1});
  CHECK(era_name(meant->era) == "令和");
  CHECK_FALSE(meant_by(date_as_written("平成31年2月30日").value()));
}

TEST_CASE("every day of 120 years comes back from its era") {
  for (std::chrono::sys_days day{1906y / 1 / 1}; day < std::chrono::sys_days{2027y / 1 / 1};
       day += std::chrono::days{1}) {
    REQUIRE(date_of(in_era(Date{day})) == Date{day});
  }
}

TEST_CASE("dates in any written form become one form") {
  const auto pasted = [](const char* text) {
    return edited({}, LetterField::birth_date, text)[LetterField::birth_date];
  };
  CHECK(pasted("昭和６０年４月１２日") == "1985-04-12");
  CHECK(pasted("S60.4.12") == "1985-04-12");
  CHECK(pasted("s60/04/12") == "1985-04-12");
  CHECK(pasted("1985/4/12") == "1985-04-12");
  CHECK(pasted("１９８５０４１２") == "1985-04-12");
  CHECK(pasted(" 昭和 60年 4月 12日 ") == "1985-04-12");
  CHECK(pasted("平成31年5月1日") == "平成31年5月1日");  // kept, so that it can be explained
  CHECK(problem_with(LetterField::birth_date, "平成31年5月1日") == LetterProblem::impossible_date);
  CHECK(pasted("yesterday") == "yesterday");
}

TEST_CASE("keys of a date field write the hyphens themselves") {
  CHECK(after_keys(LetterField::birth_date, {"1", "9", "8", "5", "0", "4", "1", "2", "3"}) == "1985-04-12");
  LetterDraft draft = good_draft();
  for (int i = 0; i < 3; ++i) draft = erased(draft, LetterField::birth_date);
  CHECK(draft[LetterField::birth_date] == "1985-0");
}

TEST_CASE("digits of either width are the same digit and nothing else gets into a number") {
  CHECK(after_keys(LetterField::insurer_number, {"０", "1", "１", "3", "a", "あ", "-", "00", "１", "2", "9"}) ==
        "01130012");
  CHECK(after_keys(LetterField::branch, {"0", "1", "2"}) == "01");
}

TEST_CASE("the kana keyboard's marks change the character before them and a second press takes them away") {
  CHECK(after_keys(LetterField::name, {"か", "゛"}) == "が");
  CHECK(after_keys(LetterField::name, {"カ", "゛", "゛"}) == "カ");
  CHECK(after_keys(LetterField::name, {"ハ", "゛", "゜"}) == "パ");
  CHECK(after_keys(LetterField::name, {"つ", "小"}) == "っ");
  CHECK(after_keys(LetterField::name, {"つ", "小", "゛"}) == "づ");
  CHECK(after_keys(LetterField::name, {"ウ", "゛"}) == "ヴ");
  CHECK(after_keys(LetterField::name, {"ン", "゛"}) == "ン");
  CHECK(after_keys(LetterField::name, {"゛"}) == "");
  CHECK(after_keys(LetterField::name, {"ｶﾞ", "ﾊﾟ"}) == "ガパ");
}

TEST_CASE("emoji, right-to-left text and control characters do not get in by key") {
  CHECK(after_keys(LetterField::name, {"A", "😀", "ש", "\x07", "\u202E", "B"}) == "AB");
  CHECK(after_keys(LetterField::symbol, {"1", "👍🏽", "\t", "ع", "2"}) == "12");
  CHECK(after_keys(LetterField::name, {"\xff\xfe", "\xc0\xaf", "C"}) == "C");
}

TEST_CASE("what is pasted keeps its visible mistakes and loses what nobody sees") {
  LetterDraft draft = edited({}, LetterField::name, " \u200BYAMADA\u202E  HANAKO\r\n");
  CHECK(draft[LetterField::name] == "YAMADA  HANAKO");
  CHECK(problem_with(LetterField::name, "HANAKO 😀") == LetterProblem::forbidden_character);
  CHECK(problem_with(LetterField::name, "שלום") == LetterProblem::forbidden_character);
  CHECK(problem_with(LetterField::symbol, std::string{"12\x01", 3}) == LetterProblem::forbidden_character);
  CHECK(problem_with(LetterField::symbol, "\xff") == LetterProblem::forbidden_character);
  draft = edited(draft, LetterField::number, std::string(100'000, '7'));
  CHECK(draft[LetterField::number].size() == 200);
  CHECK(problem_of(draft, LetterField::number, today) == LetterProblem::too_long);
}

TEST_CASE("each field says what is wrong with it") {
  CHECK(problems_of(good_draft(), today).empty());
  CHECK(problem_with(LetterField::insurer_number, "") == LetterProblem::missing);
  CHECK(problem_with(LetterField::insurer_number, "0113001") == LetterProblem::wrong_length);
  CHECK(problem_with(LetterField::insurer_number, "01130013") == LetterProblem::check_digit);
  CHECK(problem_with(LetterField::insurer_number, "O1130012") == LetterProblem::not_a_number);
  CHECK(problem_with(LetterField::branch, "1") == LetterProblem::wrong_length);
  CHECK_FALSE(problem_with(LetterField::branch, ""));
  CHECK_FALSE(problem_with(LetterField::symbol, ""));
  CHECK_FALSE(problem_with(LetterField::symbol, "国東－１"));
  CHECK(problem_with(LetterField::birth_date, "2026-11-23") == LetterProblem::in_the_future);
  CHECK(problem_with(LetterField::birth_date, "1985-02-30") == LetterProblem::impossible_date);
  CHECK(problem_with(LetterField::birth_date, "1850-01-01") == LetterProblem::impossible_date);
  CHECK(problem_with(LetterField::valid_until, "2026-11-21") == LetterProblem::expired);
  CHECK_FALSE(problem_with(LetterField::valid_until, "2026-11-22"));
  CHECK_FALSE(problem_with(LetterField::valid_until, "2030-12-02"));
  CHECK(problem_with(LetterField::valid_until, "2030-12-03") == LetterProblem::longer_than_five_years);
  CHECK(problem_with(LetterField::valid_from, "2026-11-23") == LetterProblem::not_yet_valid);
  CHECK(problem_with(LetterField::burden_ratio, "40") == LetterProblem::wrong_length);
}

TEST_CASE("the burden ratio may stay empty below 70 years and counts as the usual one") {
  LetterDraft draft = good_draft();
  draft.erase(LetterField::burden_ratio);
  CHECK(problems_of(draft, today).empty());
  CHECK(letter_from(draft).burden_percent == 30);
  draft[LetterField::birth_date] = "2023-06-01";
  CHECK(letter_from(draft).burden_percent == 20);
  draft[LetterField::birth_date] = "1956-11-22";
  CHECK(problem_of(draft, LetterField::burden_ratio, today) == LetterProblem::missing);
  draft[LetterField::birth_date] = "1956-11-23";
  CHECK_FALSE(problem_of(draft, LetterField::burden_ratio, today));
}

TEST_CASE("the insurer number names its scheme") {
  CHECK(scheme_of("01130012") == "協会けんぽ");
  CHECK(scheme_of("39131016") == "後期高齢者医療");
  CHECK(scheme_of("138016") == "国民健康保険");
  CHECK_FALSE(scheme_of("99130012"));
  CHECK(padded_insurer_number("138016") == "00138016");
}

TEST_CASE("fields follow one another and stop at both ends") {
  CHECK_FALSE(field_before(first_letter_field));
  CHECK_FALSE(field_after(last_letter_field));
  CHECK(field_after(LetterField::insurer_number) == LetterField::symbol);
  CHECK(field_before(LetterField::burden_ratio) == LetterField::valid_until);
}

TEST_CASE("names that differ in width, kana or case only compare equal") {
  CHECK(folded_for_comparing("やまだ　はなこ") == folded_for_comparing("ﾔﾏﾀﾞ ﾊﾅｺ"));
  CHECK(folded_for_comparing("Nguyen Van A") == folded_for_comparing("ＮＧＵＹＥＮ　ＶＡＮ　Ａ"));
  CHECK(folded_for_comparing("国東－１") == folded_for_comparing("国東-1"));
  CHECK(widened("187-A") == "１８７－Ａ");
  CHECK(narrowed_kana("やまだ・ガッパ ヴ A") == "ﾔﾏﾀﾞ･ｶﾞｯﾊﾟ ｳﾞ A");
  CHECK(folded_width(narrowed_kana("ヤマダ・ガッパ")) == "ヤマダ・ガッパ");
}
