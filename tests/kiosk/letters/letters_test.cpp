// The letter by camera: what is read from good pictures, and what is never guessed from bad ones. How well it reads bad
// photographs is measured by `uketsuke-letter examine`.
#include <doctest/doctest.h>

#include "kiosk/letters/letter_labels.h"
#include "kiosk/letters/letter_photo.h"
#include "kiosk/letters/letter_reader.h"

using namespace kiosk::letters;
using namespace kiosk::checkin;
using namespace std::chrono_literals;

namespace {

constexpr Date today = 2026y / std::chrono::November / 22;

LetterReading read(const GrayPicture& picture) {
  static const auto reader = TesseractLetterReader::load();
  REQUIRE_MESSAGE(reader, (reader ? "" : reader.error().detail));
  return reader.value()->read(picture, today).value();
}

SampleLetter sample_on(Layout layout) {
  SampleLetter sample = random_letter(3, today);
  sample.layout = layout;
  return sample;
}

/// A line as the engine would give it, twenty pixels a character.
Line line_of(std::u32string_view words) {
  Line line;
  for (const char32_t character : words) line.push_back({character, {static_cast<int>(line.size()) * 20, 0, 18, 18}});
  return line;
}

}  // namespace

TEST_CASE("the share to pay is found by both of the names that letters give it, a character misread or not") {
  for (const auto* words : {U"負担割合3割", U"一部負担金の割合2割", U"ー部負担金の割合2割"}) {
    const auto found = labels_in(line_of(words));
    REQUIRE(found.size() == 1);
    CHECK(found.front().label->field == LetterField::burden_ratio);
    CHECK(found.front().at == 0);
  }
}

TEST_CASE("the numbers and dates of a letter in each layout are read from a good photograph") {
  for (const Layout layout : {Layout::card, Layout::postcard, Layout::a4}) {
    CAPTURE(static_cast<int>(layout));
    const SampleLetter sample = sample_on(layout);
    const LetterReading reading = read(photograph(sample, {.turned_degrees = 3, .tilt = 0.02}, 1));
    CHECK(reading.document == Document::eligibility_letter);
    const auto text = [&reading](LetterField field) {
      const auto found = reading.fields.find(field);
      return found == reading.fields.end() ? std::string{"(not read)"} : found->second.text;
    };
    CHECK(text(LetterField::insurer_number) == sample.letter.insurer_number);
    CHECK(text(LetterField::number) == sample.letter.number);
    CHECK(text(LetterField::birth_date) == text_of(sample.letter.birth_date));
    CHECK(text(LetterField::valid_until) == text_of(sample.letter.valid_until));
  }
}

TEST_CASE("the notice and the old insurance card are known by their titles, and nothing is taken from them") {
  SampleLetter sample = sample_on(Layout::a4);
  sample.kind = Document::eligibility_notice;
  const LetterReading notice = read(photograph(sample, {}, 1));
  CHECK(notice.document == Document::eligibility_notice);
  CHECK(notice.fields.empty());
  sample.kind = Document::old_insurance_card;
  sample.layout = Layout::card;
  CHECK(read(photograph(sample, {}, 1)).document == Document::old_insurance_card);
}

TEST_CASE("a picture with no letter in it gives nothing") {
  for (const int grey : {0, 128, 255}) {
    GrayPicture plain{640, 480, {}};
    plain.pixels.assign(640 * 480, static_cast<std::uint8_t>(grey));
    CHECK(read(plain).document == Document::nothing);
  }
  CHECK(read(GrayPicture{}).document == Document::nothing);
  CHECK(read(GrayPicture{1, 1, {0}}).document == Document::nothing);
}

TEST_CASE("what is called sure holds by the field's own rules") {
  SampleLetter sample = sample_on(Layout::card);
  sample.letter.insurer_number = "01130013";  // a misprint: the check digit is wrong
  const LetterReading reading = read(photograph(sample, {}, 1));
  REQUIRE(reading.fields.contains(LetterField::insurer_number));
  CHECK(reading.fields.at(LetterField::insurer_number).certainty == Certainty::doubtful);
}

TEST_CASE("the same number always gives the same letter and the same photograph") {
  const SampleLetter sample = random_letter(11, today);
  CHECK(sample.letter == random_letter(11, today).letter);
  CHECK(photograph(sample, random_flaws(11), 11).pixels == photograph(sample, random_flaws(11), 11).pixels);
  CHECK(problem_of({{LetterField::insurer_number, sample.letter.insurer_number}}, LetterField::insurer_number, today) ==
        std::nullopt);
}
