// uketsuke-letter: makes sample letters and photographs of them, reads a picture, and examines the reader.
#include <CLI/CLI.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

#include "kiosk/letters/letter_photo.h"
#include "kiosk/letters/letter_reader.h"
#include "kiosk/services/whole_file.h"
#include "tools/letter/examination.h"
#include "tools/letter/film.h"

namespace {

using namespace kiosk::letters;
using kiosk::checkin::Certainty;
using kiosk::checkin::Document;
using kiosk::checkin::LetterReading;

constexpr const char* examples = R"(
Every person on a sample letter is invented.

Examples:
  uketsuke-letter make --layout a4 --to letter.png
  uketsuke-letter make --kind notice --to notice.png
  uketsuke-letter make --seed 7 --photographed --to photo.png
  uketsuke-letter film --layout postcard --to held-up.mp4
  uketsuke-letter read photo.png --json
  uketsuke-letter examine --letters 100 --json

Exit status: 0 done (examine: passed); 1 nothing to read, or not passed; 2 bad input.)";

int fail(const std::string& sentence) {
  std::cerr << "uketsuke-letter: " << sentence << "\n";
  return 2;
}

kiosk::checkin::Date today_in_japan() {
  return kiosk::checkin::date_in_japan(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

const char* word_for(Document document) {
  switch (document) {
    case Document::eligibility_letter:
      return "letter";
    case Document::eligibility_notice:
      return "notice";
    case Document::old_insurance_card:
      return "old-card";
    case Document::nothing:
      return "nothing";
  }
  return "";
}

/// What is drawn, photographed or filmed.
struct Subject {
  unsigned seed = 1;
  std::string layout = "card", kind = "letter", today;
};

SampleLetter sample_of(const Subject& subject) {
  const auto day = kiosk::checkin::date_from(subject.today);
  SampleLetter sample = random_letter(subject.seed, day.value_or(today_in_japan()));
  sample.layout = subject.layout == "a4" ? Layout::a4 : subject.layout == "postcard" ? Layout::postcard : Layout::card;
  sample.kind = subject.kind == "notice"     ? Document::eligibility_notice
                : subject.kind == "old-card" ? Document::old_insurance_card
                                             : Document::eligibility_letter;
  return sample;
}

void add_subject(CLI::App& command, Subject& subject) {
  command.add_option("--seed", subject.seed, "another number, another person");
  command.add_option("--layout", subject.layout)->check(CLI::IsMember({"card", "postcard", "a4"}));
  command.add_option("--kind", subject.kind)->check(CLI::IsMember({"letter", "notice", "old-card"}));
  command.add_option("--today", subject.today, "the day on which the letter is valid, as 2026-11-22; otherwise today")
      ->check([](const std::string& day) {
        return kiosk::checkin::date_from(day) ? std::string() : "\"" + day + "\" is no day such as 2026-11-22";
      });
}

int film(const Subject& subject, double seconds, const std::string& file) {
  const auto problem = letter::shoot({sample_of(subject), subject.seed, seconds, file});
  if (problem) return fail(*problem);
  std::cout << file << ": " << seconds << " s\n";
  return 0;
}

int make(const Subject& subject, bool photographed, const std::string& file) {
  const SampleLetter sample = sample_of(subject);
  const unsigned seed = subject.seed;
  const GrayPicture picture = photographed ? photograph(sample, random_flaws(seed), seed) : draw(sample, 12);
  if (const auto problem = kiosk::services::write_whole_file(file, png_of(picture))) return fail(*problem);
  std::cout << file << ": " << word_for(sample.kind) << ", " << picture.width << " x " << picture.height << " pixels\n";
  return 0;
}

int read(const std::string& file, bool json) {
  static const char* const names[] = {"insurer_number", "symbol",     "number",      "branch",      "name",
                                      "birth_date",     "valid_from", "valid_until", "burden_ratio"};
  const GrayPicture picture = picture_in(file);
  if (picture.width == 0) return fail(file + " is no picture that can be read (PNG or JPEG)");
  auto reader = TesseractLetterReader::load();
  if (!reader) return fail(reader.error().detail);
  const LetterReading reading = reader.value()->read(picture, today_in_japan()).value();
  nlohmann::ordered_json told = {{"document", word_for(reading.document)},
                                 {"fields", nlohmann::ordered_json::object()}};
  for (const auto& [field, value] : reading.fields) {
    told["fields"][names[static_cast<int>(field)]] = {{"text", value.text},
                                                      {"sure", value.certainty == Certainty::sure}};
    if (!json)
      std::cout << names[static_cast<int>(field)] << ": " << value.text
                << (value.certainty == Certainty::sure ? "" : "   (doubtful: ask)") << "\n";
  }
  if (json)
    std::cout << told.dump() << "\n";
  else
    std::cout << "document: " << word_for(reading.document) << "\n";
  return reading.document == Document::nothing ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Sample letters (資格確認書), photographs of them, and the reader that proposes their fields."};
  app.footer(examples);
  app.require_subcommand(1);
  Subject subject;
  std::string file;
  double seconds = 4;
  bool photographed = false, json = false;
  auto* making = app.add_subcommand("make", "draws a sample letter");
  add_subject(*making, subject);
  making->add_flag("--photographed", photographed, "as a webcam sees it in somebody's hand");
  making->add_option("--to", file, "PNG file to write")->required();
  auto* filming = app.add_subcommand("film", "as a webcam sees it being held up, for the kiosk's trial and its tests");
  add_subject(*filming, subject);
  filming->add_option("--seconds", seconds)->capture_default_str()->check(CLI::Range(2.0, 60.0));
  filming->add_option("--to", file, "MP4 file to write")->required();
  auto* reading = app.add_subcommand("read", "reads a picture and says what it proposes");
  reading->add_option("PICTURE", file)->required();
  reading->add_flag("--json", json);
  letter::Examination examination;
  auto* examining = app.add_subcommand("examine", "reads many photographs and compares every field");
  examining->add_option("--letters", examination.letters)->check(CLI::Range(1, 10000));
  examining->add_option("--first-seed", examination.first_seed);
  examining->add_option("--keep", examination.keep_folder, "folder for photographs with a wrong field");
  examining->add_flag("--json", json);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (*making) return make(subject, photographed, file);
  if (*filming) return film(subject, seconds, file);
  if (*reading) return read(file, json);
  examination.output = json ? letter::Examination::Output::json : letter::Examination::Output::words;
  return letter::examine(examination);
}
