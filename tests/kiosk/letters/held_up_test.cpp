// A filmed letter of each layout, through the whole kiosk: video file, worker, Tesseract, session. Whoever holds it
// looks at what they are asked about, and puts it right.
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>

#include "kiosk/checkin/names.h"
#include "kiosk/letters/letter_reader.h"
#include "kiosk/runtime/lockstep_run.h"
#include "tests/kiosk/runtime/surroundings.h"
#include "tools/letter/film.h"
#include "vision/video_file_source.h"

using namespace kiosk;
using checkin::LetterField;

namespace {

const std::chrono::sys_seconds a_morning = std::chrono::sys_days{std::chrono::year{2026} / 11 / 24};
const checkin::Date that_day{std::chrono::year{2026} / 11 / 24};

std::map<LetterField, std::string> printed_on(const checkin::EligibilityLetter& letter) {
  return {{LetterField::insurer_number, letter.insurer_number},
          {LetterField::symbol, letter.symbol},
          {LetterField::number, letter.number},
          {LetterField::branch, letter.branch},
          {LetterField::name, letter.name},
          {LetterField::birth_date, checkin::text_of(letter.birth_date)},
          {LetterField::valid_from, letter.valid_from ? checkin::text_of(*letter.valid_from) : ""},
          {LetterField::valid_until, checkin::text_of(letter.valid_until)},
          {LetterField::burden_ratio, std::to_string(letter.burden_percent)}};
}

/// The kiosk of a story whose camera plays a film of the letter, as far as the letter is held up.
struct Filmed : surroundings::Surroundings {
  explicit Filmed(const letters::SampleLetter& sample) : Surroundings(surroundings::script_of(0.4F, 0.6F)) {
    const std::string file =
        (std::filesystem::temp_directory_path() / ("uketsuke-held-up-" + std::to_string(getpid()) + ".mp4")).string();
    const auto problem = letter::shoot({sample, 1, 4, file});
    REQUIRE_MESSAGE(!problem, problem.value_or(""));
    auto opened = vision::VideoFileSource::open(file);
    REQUIRE(opened);
    film = std::move(opened).value();
    kiosk.emplace(checkin::Rules{}, runtime::Devices{reader, front, *film, faces, insurer, visits, real_reader, &trust},
                  verification);
    run.emplace(*kiosk, a_morning);
    run->tell(checkin::NoCardChosen{});
    run->tell(checkin::DocumentChosen{checkin::Document::eligibility_letter});
    run->tell(checkin::LetterCameraChosen{});
    while (is<checkin::ReadingLetter>()) run->pass_time();
    std::filesystem::remove(file);
  }

  template <class S>
  bool is() const {
    return std::holds_alternative<S>(kiosk->situation().state);
  }
  template <class S>
  const S& state() const {
    return std::get<S>(kiosk->situation().state);
  }

  letters::LateLetterReader real_reader;
  std::unique_ptr<vision::FrameSource> film;
  std::optional<runtime::Kiosk> kiosk;
  std::optional<runtime::LockstepRun> run;
};

letters::SampleLetter sample_on(letters::Layout layout) {
  letters::SampleLetter sample = letters::random_letter(5, that_day);
  sample.layout = layout;
  return sample;
}

}  // namespace

TEST_CASE(
    "a filmed letter of each layout is read, looked at, and its holder checked in; nothing wrong was called sure") {
  for (const letters::Layout layout : {letters::Layout::card, letters::Layout::postcard, letters::Layout::a4}) {
    CAPTURE(static_cast<int>(layout));
    const letters::SampleLetter sample = sample_on(layout);
    const auto printed = printed_on(sample.letter);
    Filmed filmed(sample);
    std::size_t put_right = 0;
    while (filmed.is<checkin::EnteringLetter>()) {
      const auto asked = filmed.state<checkin::EnteringLetter>();
      REQUIRE(asked.camera == checkin::EnteringLetter::Camera::unused);
      CAPTURE(checkin::name_of(asked.field));
      CHECK(asked.proposals.at(asked.field) == checkin::Proposal::doubtful);
      put_right += asked.draft.at(asked.field) != printed.at(asked.field) ? 1 : 0;
      filmed.run->tell(checkin::FieldEdited{asked.field, printed.at(asked.field)});
      filmed.run->tell(checkin::Continued{});
      REQUIRE(!(filmed.is<checkin::EnteringLetter>() && filmed.state<checkin::EnteringLetter>().field == asked.field));
    }
    REQUIRE(filmed.is<checkin::ReviewingLetter>());
    const auto review = filmed.state<checkin::ReviewingLetter>();
    CHECK(review.proposals.size() >= 3);  // what was sure, and stands there as the camera read it
    for (const auto& [field, proposal] : review.proposals) CHECK(review.draft.at(field) == printed.at(field));
    MESSAGE("layout ", static_cast<int>(layout), ": ", review.proposals.size(), " fields sure, ", put_right,
            " put right");
    CHECK(filmed.insurer.asked.empty());
    filmed.run->tell(checkin::Continued{});
    REQUIRE(filmed.is<checkin::AskingConsent>());
    filmed.run->tell(checkin::AllAgreed{});
    CHECK(filmed.is<checkin::CheckedIn>());
    REQUIRE(filmed.visits.visits.size() == 1);
    CHECK(filmed.visits.visits[0].birth_date == sample.letter.birth_date);
  }
}

TEST_CASE("the notice and the old insurance card are declined when they are filmed") {
  for (const auto kind : {checkin::Document::eligibility_notice, checkin::Document::old_insurance_card}) {
    letters::SampleLetter sample = sample_on(letters::Layout::card);
    sample.kind = kind;
    const Filmed filmed(sample);
    REQUIRE(filmed.is<checkin::ExplainingDocument>());
    CHECK(filmed.state<checkin::ExplainingDocument>().document == kind);
    CHECK(filmed.visits.visits.empty());
  }
}
