// Draw, photograph, read, compare.
#include "tools/letter/examination.h"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "kiosk/letters/letter_photo.h"
#include "kiosk/letters/letter_reader.h"
#include "kiosk/services/whole_file.h"

namespace letter {
namespace {

using namespace kiosk::letters;
using namespace kiosk::checkin;

constexpr Date examination_day = std::chrono::year{2026} / std::chrono::November / 22;
constexpr double pass_mark = 0.95;

const char* name_of(LetterField field) {
  static const char* const names[] = {"insurer number", "symbol",     "number",      "branch",      "name",
                                      "birth date",     "valid from", "valid until", "burden ratio"};
  return names[static_cast<int>(field)];
}

std::map<LetterField, std::string> truth_of(const EligibilityLetter& letter) {
  std::map<LetterField, std::string> truth = {{LetterField::insurer_number, letter.insurer_number},
                                              {LetterField::number, letter.number},
                                              {LetterField::name, letter.name},
                                              {LetterField::birth_date, text_of(letter.birth_date)},
                                              {LetterField::valid_until, text_of(letter.valid_until)},
                                              {LetterField::burden_ratio, std::to_string(letter.burden_percent)}};
  if (!letter.symbol.empty()) truth[LetterField::symbol] = letter.symbol;
  if (!letter.branch.empty()) truth[LetterField::branch] = letter.branch;
  if (letter.valid_from) truth[LetterField::valid_from] = text_of(*letter.valid_from);
  return truth;
}

std::string plain(std::string text) {
  std::erase(text, ' ');
  return text;
}

struct Score {
  int fields = 0, right = 0, missing = 0, wrong = 0, wrong_but_sure = 0, sure = 0;
};

bool mark(const LetterReading& reading, const SampleLetter& sample, unsigned seed,
          std::map<LetterField, Score>& scores) {
  bool all_right = true;
  for (const auto& [field, expected] : truth_of(sample.letter)) {
    Score& score = scores[field];
    ++score.fields;
    const auto found = reading.fields.find(field);
    const std::string text = found == reading.fields.end() ? "" : found->second.text;
    const bool sure = found != reading.fields.end() && found->second.certainty == Certainty::sure;
    const bool right = plain(text) == plain(expected);
    score.right += right, score.sure += sure;
    score.missing += text.empty();
    score.wrong += !right && !text.empty();
    score.wrong_but_sure += !right && sure;
    if (!right) {
      all_right = false;
      std::fprintf(stderr, "letter %u, %s: read \"%s\", printed \"%s\"%s\n", seed, name_of(field), text.c_str(),
                   expected.c_str(), sure ? "  AND CALLED SURE" : "");
    }
  }
  return all_right;
}

}  // namespace

int examine(const Examination& examination) {
  auto reader = TesseractLetterReader::load();
  if (!reader) return std::cerr << "uketsuke-letter: " << reader.error().detail << "\n", 2;
  std::map<LetterField, Score> scores;
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < examination.letters; ++i) {
    const unsigned seed = examination.first_seed + static_cast<unsigned>(i);
    const SampleLetter sample = random_letter(seed, examination_day);
    const GrayPicture photo = photograph(sample, random_flaws(seed), seed);
    const bool right = mark(reader.value()->read(photo, examination_day).value(), sample, seed, scores);
    if (!right && !examination.keep_folder.empty()) {
      const auto file = std::filesystem::path{examination.keep_folder} / ("letter-" + std::to_string(seed) + ".png");
      if (const auto problem = kiosk::services::write_whole_file(file, png_of(photo))) std::cerr << *problem << "\n";
    }
    if (examination.output == Examination::Output::words && (i + 1) % 10 == 0) {
      std::fprintf(stderr, "%d of %d letters read\n", i + 1, examination.letters);
    }
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  Score total;
  nlohmann::ordered_json json = {{"letters", examination.letters}, {"fields", nlohmann::ordered_json::object()}};
  for (const auto& [field, score] : scores) {
    total.fields += score.fields, total.right += score.right, total.missing += score.missing;
    total.wrong += score.wrong, total.wrong_but_sure += score.wrong_but_sure, total.sure += score.sure;
    json["fields"][name_of(field)] = {
        {"asked", score.fields}, {"right", score.right}, {"missing", score.missing}, {"wrong", score.wrong}};
    if (examination.output == Examination::Output::words) {
      std::printf("%-15s %4d of %4d right, %3d missing, %3d wrong\n", name_of(field), score.right, score.fields,
                  score.missing, score.wrong);
    }
  }
  const double share = total.fields == 0 ? 0 : static_cast<double>(total.right) / total.fields;
  const bool passed = share >= pass_mark && total.wrong_but_sure == 0;
  json["right_share"] = share, json["called_sure"] = total.sure, json["wrong_but_sure"] = total.wrong_but_sure;
  json["seconds_per_letter"] = seconds / std::max(1, examination.letters), json["passed"] = passed;
  if (examination.output == Examination::Output::json) {
    std::cout << json.dump() << "\n";
  } else {
    std::printf("%.1f %% of %d fields right; %d called sure, %d of them wrong; %.1f s a letter: %s\n", 100 * share,
                total.fields, total.sure, total.wrong_but_sure, seconds / std::max(1, examination.letters),
                passed ? "passed" : "NOT PASSED");
  }
  return passed ? 0 : 1;
}

}  // namespace letter
