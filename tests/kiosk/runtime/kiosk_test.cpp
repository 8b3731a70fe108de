// The kiosk with its workers: the same check-in on one thread in story time, and on five threads in real time.
#include <doctest/doctest.h>

#include "cardreader/card_layout.h"
#include "kiosk/checkin/names.h"
#include "kiosk/runtime/lockstep_run.h"
#include "kiosk/runtime/threaded_run.h"
#include "tests/kiosk/runtime/surroundings.h"

using namespace kiosk;
using namespace surroundings;

namespace {

// The sample cards are made when the tests are built, so the story plays today.
const std::chrono::sys_seconds a_morning = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());

template <class S>
bool is(const runtime::Kiosk& kiosk) {
  return std::holds_alternative<S>(kiosk.situation().state);
}

/// Lets story time pass until the state is reached; false after two minutes of it.
template <class S>
bool reaches(runtime::LockstepRun& run, const runtime::Kiosk& kiosk) {
  const auto give_up_at = run.now().steady + std::chrono::minutes{2};
  while (!is<S>(kiosk) && run.now().steady < give_up_at) run.pass_time();
  return is<S>(kiosk);
}

struct Played : Surroundings {
  explicit Played(const std::string& script)
      : Surroundings(script), kiosk({}, devices(), verification), run(kiosk, a_morning) {}
  void insert(const std::string& name = "hanako", std::optional<cardreader::CardFault> fault = std::nullopt) {
    front.name = name;
    reader.insert(samples::card(name), fault);
    CHECK(run.await_reader(base::Duration{2000}));
  }
  runtime::Kiosk kiosk;
  runtime::LockstepRun run;
};

/// Birth date, expiry year and security code, as they stand one after another in check number B.
void type_check_number(Played& played, const std::string& digits) {
  for (const auto& [from, length] : {std::pair{0, 6}, std::pair{6, 4}, std::pair{10, 4}}) {
    for (const char digit : digits.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(length)))
      played.run.tell(checkin::KeyTyped{base::SecretText(std::string(1, digit))});
    played.run.tell(checkin::Continued{});
  }
}

}  // namespace

TEST_CASE("runtime: a card on the reader is read, the face matches, and the visit is recorded") {
  Played played(script_of(0.40F, 0.60F));
  played.insert();
  REQUIRE_MESSAGE(is<checkin::ChoosingMethod>(played.kiosk), checkin::name_of(played.kiosk.situation().state));
  played.run.tell(checkin::FaceChosen{});
  REQUIRE(reaches<checkin::AskingConsent>(played.run, played.kiosk));
  played.run.tell(checkin::AllAgreed{});
  REQUIRE(is<checkin::CheckedIn>(played.kiosk));
  REQUIRE(played.visits.visits.size() == 1);
  CHECK(played.visits.visits[0].identified_by == checkin::HowIdentified::face);
  // Without a PIN the card signs by terminal authentication.
  CHECK(std::get<checkin::CardProof>(played.insurer.asked.at(0)).signature.size() == 256);
  played.reader.remove();
  CHECK(played.run.await_reader(base::Duration{2000}));
  CHECK(reaches<checkin::Welcome>(played.run, played.kiosk));
}

TEST_CASE("runtime: another person's face is refused and nothing is recorded") {
  Played played(script_of(0.80F, 1.30F));
  played.insert();
  played.run.tell(checkin::FaceChosen{});
  REQUIRE(reaches<checkin::OfferingOtherWays>(played.run, played.kiosk));
  CHECK(std::get<checkin::OfferingOtherWays>(played.kiosk.situation().state).why == checkin::Obstacle::not_the_holder);
  CHECK(played.visits.visits.empty());
  CHECK(played.visits.incidents.size() == 1);
}

TEST_CASE("runtime: the PIN lets the card sign a nonce for the insurer") {
  Played played(script_of(0.40F, 0.60F));
  played.insert();
  played.run.tell(checkin::PinChosen{});
  for (const char digit : std::string("1234"))
    played.run.tell(checkin::KeyTyped{base::SecretText(std::string(1, digit))});
  played.run.tell(checkin::Continued{});
  REQUIRE(is<checkin::AskingConsent>(played.kiosk));
  REQUIRE(played.insurer.asked.size() == 1);
  const auto& proof = std::get<checkin::CardProof>(played.insurer.asked[0]);
  CHECK(proof.nonce.size() == 32);
  CHECK(proof.signature.size() == 256);
}

TEST_CASE("runtime: a wrong PIN tells the tries left and the last one is never spent") {
  Played played(script_of(0.40F, 0.60F));
  played.insert();
  played.run.tell(checkin::PinChosen{});
  const auto type_wrong_pin = [&] {
    for (int digit = 0; digit < 4; ++digit) played.run.tell(checkin::KeyTyped{base::SecretText(std::string("9"))});
    played.run.tell(checkin::Continued{});
  };
  type_wrong_pin();
  REQUIRE(is<checkin::EnteringPin>(played.kiosk));
  CHECK(std::get<checkin::EnteringPin>(played.kiosk.situation().state).card.pin_tries_left == 2);
  type_wrong_pin();
  CHECK(is<checkin::OfferingOtherWays>(played.kiosk));
}

TEST_CASE("runtime: a front that cannot be read is asked on the keypad") {
  Played played(script_of(0.40F, 0.60F));
  played.front.is_readable = false;
  played.insert();
  REQUIRE(is<checkin::EnteringCheckNumber>(played.kiosk));
  type_check_number(played, samples::number_b().digits().reveal());
  CHECK(is<checkin::ChoosingMethod>(played.kiosk));
}

TEST_CASE(
    "runtime: a wrong printed number tells the tries that the kiosk will spend, and the last one is never spent") {
  Played played(script_of(0.40F, 0.60F));
  played.front.is_readable = false;
  played.insert();
  std::string wrong = samples::number_b().digits().reveal();
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  for (int left = 8; left >= 1; --left) {
    type_check_number(played, wrong);
    REQUIRE(is<checkin::EnteringCheckNumber>(played.kiosk));
    CHECK(std::get<checkin::EnteringCheckNumber>(played.kiosk.situation().state).tries_left == left);
  }
  type_check_number(played, wrong);
  REQUIRE(is<checkin::ExplainingCard>(played.kiosk));
  CHECK(std::get<checkin::ExplainingCard>(played.kiosk.situation().state).tries_left == 1);
}

TEST_CASE("runtime: a card pulled at any command of reading ends in words and the next card is served") {
  for (std::uint32_t command = 0; command < 40; ++command) {
    CAPTURE(command);
    Played played(script_of(0.40F, 0.60F));
    played.insert("hanako", cardreader::CardFault{cardreader::CardFaultKind::pulled, command});
    played.run.settle();
    const bool was_read = is<checkin::ChoosingMethod>(played.kiosk);
    if (!was_read)
      CHECK_MESSAGE(is<checkin::ExplainingCard>(played.kiosk), checkin::name_of(played.kiosk.situation().state));
    played.reader.remove();
    played.run.await_reader(base::Duration{500});
    played.insert();
    CHECK(is<checkin::ChoosingMethod>(played.kiosk));
  }
}

TEST_CASE("runtime: a camera that is lost during the check offers the other ways, and is found again") {
  Played played(script_of(0.40F, 0.60F));
  played.camera.is_lost = true;
  played.insert();
  played.run.tell(checkin::FaceChosen{});
  REQUIRE(reaches<checkin::OfferingOtherWays>(played.run, played.kiosk));
  CHECK_FALSE(played.kiosk.situation().camera_works);
  played.camera.is_lost = false;
  played.run.pass_time();  // nobody is being watched, and yet it is found
  CHECK(played.kiosk.situation().camera_works);
}

TEST_CASE("runtime: a recording that ends before a decision is no usable face, never a match") {
  Played played(script_of(0.40F, 0.60F));
  played.camera.frames = 2;
  played.insert();
  played.run.tell(checkin::FaceChosen{});
  REQUIRE(reaches<checkin::OfferingOtherWays>(played.run, played.kiosk));
  CHECK(std::get<checkin::OfferingOtherWays>(played.kiosk.situation().state).why == checkin::Obstacle::no_usable_face);
}

TEST_CASE("runtime: a card whose photo was swapped cannot be confirmed, and the record says why") {
  Played played(script_of(0.40F, 0.60F));
  auto contents = samples::contents("hanako");
  const auto& face = cardreader::layout::visual_file::face;
  contents.find(cardreader::layout::visual)->find(face)->content[700] ^= 1;
  played.reader.insert(cardreader::VirtualCard(std::move(contents)));
  CHECK(played.run.await_reader(base::Duration{2000}));
  REQUIRE(is<checkin::ExplainingCard>(played.kiosk));
  CHECK(std::get<checkin::ExplainingCard>(played.kiosk.situation().state).trouble == checkin::CardTrouble::not_genuine);
  CHECK(played.visits.incidents.at(0).reason == "card.not-genuine.face-changed");
}

TEST_CASE("runtime: five threads end where one thread ends") {
  Surroundings around(script_of(0.40F, 0.60F));
  around.camera.frames = 100000;
  runtime::Kiosk kiosk({}, around.devices(), around.verification);
  const runtime::ThreadedRun run(kiosk);
  around.reader.insert(samples::card());
  const auto reached = [&]<class S>(S) {
    const auto give_up_at = run.now().steady + std::chrono::seconds{20};
    while (!is<S>(kiosk) && run.now().steady < give_up_at) {
      kiosk.step(run.now());
      std::this_thread::yield();
    }
    return is<S>(kiosk);
  };
  REQUIRE(reached(checkin::ChoosingMethod{}));
  kiosk.tell(checkin::FaceChosen{}, run.now());
  REQUIRE(reached(checkin::AskingConsent{}));
  kiosk.tell(checkin::AllAgreed{}, run.now());
  REQUIRE(reached(checkin::CheckedIn{}));
  CHECK(around.visits.visits.size() == 1);
}

TEST_CASE("runtime: a letter is held up, its fields are proposed, and the camera rests again") {
  Played played(script_of(0.40F, 0.60F));
  played.letters.reading = {checkin::Document::eligibility_letter, {}};
  for (const auto& [field, text] :
       {std::pair{checkin::LetterField::insurer_number, "06137897"}, std::pair{checkin::LetterField::symbol, "12"},
        std::pair{checkin::LetterField::number, "345"}, std::pair{checkin::LetterField::valid_until, "2030-01-31"}}) {
    played.letters.reading.fields[field] = {text, checkin::Certainty::sure};
  }
  played.run.tell(checkin::NoCardChosen{});
  played.run.tell(checkin::DocumentChosen{checkin::Document::eligibility_letter});
  played.run.tell(checkin::LetterCameraChosen{});
  REQUIRE(is<checkin::ReadingLetter>(played.kiosk));
  REQUIRE(reaches<checkin::EnteringLetter>(played.run, played.kiosk));
  const auto& asked = std::get<checkin::EnteringLetter>(played.kiosk.situation().state);
  CHECK(asked.draft.at(checkin::LetterField::number) == "345");
  CHECK(asked.field == checkin::LetterField::branch);
  CHECK(played.letters.times_forgotten >= 2);  // before the letter, and after it
  const auto shown = played.run.frames_shown();
  played.run.pass_time();
  CHECK(played.run.frames_shown() == shown);
}

TEST_CASE("runtime: while the letter shows too little the camera goes on looking, then the letter is typed") {
  Played played(script_of(0.40F, 0.60F));
  played.camera.frames = 100'000;
  played.letters.reading = {checkin::Document::eligibility_letter,
                            {{checkin::LetterField::number, {"1", checkin::Certainty::sure}}}};
  played.run.tell(checkin::NoCardChosen{});
  played.run.tell(checkin::DocumentChosen{checkin::Document::eligibility_letter});
  played.run.tell(checkin::LetterCameraChosen{});
  for (int frame = 0; frame < 60; ++frame) played.run.pass_time();
  REQUIRE(is<checkin::ReadingLetter>(played.kiosk));
  CHECK(std::get<checkin::ReadingLetter>(played.kiosk.situation().state).hint == checkin::LetterHint::come_closer);
  REQUIRE(reaches<checkin::EnteringLetter>(played.run, played.kiosk));
  CHECK(played.visits.incidents.back().reason == "letter.not-read");
}

TEST_CASE("runtime: a reader of letters that does not work, or a camera that is lost, leads to typing") {
  Played broken(script_of(0.40F, 0.60F)), blind(script_of(0.40F, 0.60F));
  broken.letters.is_broken = true;
  blind.camera.is_lost = true;
  for (Played* played : {&broken, &blind}) {
    played->run.tell(checkin::NoCardChosen{});
    played->run.tell(checkin::DocumentChosen{checkin::Document::eligibility_letter});
    played->run.tell(checkin::LetterCameraChosen{});
    REQUIRE(reaches<checkin::EnteringLetter>(played->run, played->kiosk));
    const auto& asked = std::get<checkin::EnteringLetter>(played->kiosk.situation().state);
    CHECK(asked.camera == checkin::EnteringLetter::Camera::gave_up);
  }
  CHECK(broken.visits.incidents.back().reason == "letter.reader-failed");
  CHECK(blind.visits.incidents.back().reason == "letter.no-camera");
}

TEST_CASE("runtime: with threads, stopping while a letter is looked for leaves nothing of it") {
  Played played(script_of(0.40F, 0.60F));
  played.camera.frames = 100'000;
  const runtime::ThreadedRun threads(played.kiosk);
  played.kiosk.tell(checkin::NoCardChosen{}, threads.now());
  played.kiosk.tell(checkin::DocumentChosen{checkin::Document::eligibility_letter}, threads.now());
  played.kiosk.tell(checkin::LetterCameraChosen{}, threads.now());
  REQUIRE(is<checkin::ReadingLetter>(played.kiosk));
  played.kiosk.tell(checkin::Cancelled{}, threads.now());
  const auto give_up_at = std::chrono::steady_clock::now() + std::chrono::seconds{10};
  while (!played.kiosk.letter().is_idle() && std::chrono::steady_clock::now() < give_up_at) {
    played.kiosk.await_mail(base::Duration{20});
    played.kiosk.step(threads.now());
  }
  CHECK(played.kiosk.letter().is_idle());
  CHECK(is<checkin::Welcome>(played.kiosk));
}
