// MyNumberCard on the virtual card in this process: the verbs, the care for tries, and cards that misbehave.
#include "cardreader/my_number_card.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "cardreader/rsa_key.h"
#include "cardreader/virtual_card_reader.h"
#include "tests/cardreader/sample_cards.h"

using namespace cardreader;

namespace {

struct Inserted {
  VirtualCardReader reader;
  std::unique_ptr<CardChannel> channel;
  explicit Inserted(const std::string& name = "hanako", std::optional<CardFault> fault = std::nullopt) {
    reader.insert(samples::card(name), fault);
    channel = std::move(reader.connect()).value();
  }
};

CheckNumberB wrong_number() {
  return *CheckNumberB::from_front(std::chrono::year{1980} / 2 / 18, std::chrono::year{2035}, "2285");
}

}  // namespace

TEST_CASE("a My Number card says what it is without costing a try") {
  Inserted inserted;
  const auto identity = MyNumberCard(*inserted.channel).identify();
  REQUIRE(identity);
  CHECK(identity.value().kind == CardKind::my_number_card);
  CHECK(identity.value().token_name == "JPKIAPICCTOKEN2");
  CHECK(identity.value().has_signature_certificate);
  CHECK(identity.value().has_extended_length);
}

TEST_CASE("number B opens the photo, the birth date and the four attributes") {
  for (const char* name : {"hanako", "short-reads"}) {
    CAPTURE(name);
    Inserted inserted(name);
    const auto record = read_card_record(*inserted.channel, samples::number_b(name));
    REQUIRE(record);
    CHECK(record.value().attributes.name == "受付　花子");
    CHECK(record.value().attributes.address == "東京都千代田区架空町１丁目２番３号");
    CHECK(record.value().attributes.sex == Sex::female);
    CHECK(record.value().face.birth == std::chrono::year{1980} / 2 / 17);
    CHECK(record.value().face.portrait == samples::hanako().portrait);
    CHECK(record.value().face.expiry == samples::hanako().expiry);
    CHECK(record.value().authentication_certificate.size() > 700);
  }
}

TEST_CASE("with extended length a check-in takes twenty-three commands, and more in pieces") {
  Inserted whole;
  Inserted pieces("short-reads");
  REQUIRE(read_card_record(*whole.channel, samples::number_b()));
  REQUIRE(read_card_record(*pieces.channel, samples::number_b()));
  CHECK(whole.reader.commands_seen() == 23);
  CHECK(pieces.reader.commands_seen() > whole.reader.commands_seen() + 10);
}

TEST_CASE("a wrong number B costs one try, says how many are left, and never goes below one") {
  Inserted inserted;
  MyNumberCard card(*inserted.channel);
  for (int left = 9; left >= 1; --left) {
    const auto face = card.read_card_face(wrong_number());
    REQUIRE_FALSE(face);
    CHECK(face.error().problem == CardProblem::wrong_secret);
    CHECK(face.error().tries_left == left);
  }
  const auto face = card.read_card_face(wrong_number());
  REQUIRE_FALSE(face);
  CHECK(face.error().problem == CardProblem::last_try_left);
  CHECK(card.tries_left(CardSecret::number_b_for_face).value() == 1);
}

TEST_CASE("an implausible number B is never sent") {
  Inserted inserted;
  const auto record = read_card_record(*inserted.channel, *CheckNumberB::from_digits("99999999999999"));
  REQUIRE_FALSE(record);
  CHECK(record.error().problem == CardProblem::implausible_number_b);
  CHECK(inserted.reader.commands_seen() == 0);
}

TEST_CASE("the PIN is verified with the tries read first, and the last try is left alone") {
  Inserted inserted;
  MyNumberCard card(*inserted.channel);
  CHECK(card.tries_left(CardSecret::authentication_pin).value() == 3);
  CHECK(card.verify_pin(base::SecretText("9999")).error().tries_left == 2);
  CHECK(card.verify_pin(base::SecretText("9999")).error().tries_left == 1);
  const auto third = card.verify_pin(base::SecretText("1234"));
  REQUIRE_FALSE(third);
  CHECK(third.error().problem == CardProblem::last_try_left);
  CHECK(card.tries_left(CardSecret::authentication_pin).value() == 1);
}

TEST_CASE("a PIN of the wrong length is not sent") {
  Inserted inserted;
  MyNumberCard card(*inserted.channel);
  for (const char* pin : {"", "12345678901234567"})
    CHECK(card.verify_pin(base::SecretText(pin)).error().problem == CardProblem::wrong_secret);
  CHECK(card.tries_left(CardSecret::authentication_pin).value() == 3);
}

TEST_CASE("the authentication key signs after the PIN and not before") {
  Inserted inserted;
  MyNumberCard card(*inserted.channel);
  const Bytes message = digest_info(sha256(view_of("nonce")));
  CHECK(card.sign_for_authentication(message).error().problem == CardProblem::not_authorised);
  REQUIRE(card.verify_pin(base::SecretText("1234")));
  const auto signature = card.sign_for_authentication(message);
  REQUIRE(signature);
  CHECK(signature.value().size() == 256);
}

TEST_CASE("a card without the JPKI application is not a My Number card") {
  auto contents = samples::contents();
  std::erase_if(contents.applications, [](const VirtualApplication& one) { return one.name == "jpki"; });
  VirtualCardReader reader;
  reader.insert(VirtualCard(contents));
  auto channel = std::move(reader.connect()).value();
  CHECK(MyNumberCard(*channel).identify().error().problem == CardProblem::not_a_my_number_card);
}

TEST_CASE("two birth dates that differ make a broken card") {
  auto contents = samples::contents();
  auto* application = contents.find(layout::text);
  auto* file = application->find(layout::text_file::attributes);
  const std::string birth = "19800217";
  const auto at = std::search(file->content.begin(), file->content.end(), birth.begin(), birth.end());
  REQUIRE(at != file->content.end());
  *(at + 7) = '8';
  VirtualCardReader reader;
  reader.insert(VirtualCard(contents));
  auto channel = std::move(reader.connect()).value();
  CHECK(read_card_record(*channel, samples::number_b()).error().problem == CardProblem::broken_contents);
}

TEST_CASE("a card pulled at any command of a check-in is reported as removed, and the reader serves the next one") {
  Inserted whole;
  REQUIRE(read_card_record(*whole.channel, samples::number_b()));
  const std::uint32_t commands = whole.reader.commands_seen();
  for (std::uint32_t at = 0; at < commands; ++at) {
    CAPTURE(at);
    Inserted inserted("hanako", CardFault{CardFaultKind::pulled, at});
    const auto record = read_card_record(*inserted.channel, samples::number_b());
    REQUIRE_FALSE(record);
    CHECK(record.error().problem == CardProblem::card_removed);
    inserted.reader.insert(samples::card());
    auto next = inserted.reader.connect();
    REQUIRE(next);
    CHECK(read_card_record(*next.value(), samples::number_b()));
  }
}

TEST_CASE("a card that misbehaves at any command ends in an error or a whole record, and never sends a secret twice") {
  Inserted whole;
  REQUIRE(read_card_record(*whole.channel, samples::number_b()));
  const std::uint32_t commands = whole.reader.commands_seen();
  for (const CardFaultKind kind : {CardFaultKind::silent, CardFaultKind::empty, CardFaultKind::one_byte,
                                   CardFaultKind::garbage, CardFaultKind::cut_short, CardFaultKind::too_long,
                                   CardFaultKind::endless_61, CardFaultKind::endless_6c, CardFaultKind::error_status}) {
    for (std::uint32_t at = 0; at < commands; ++at) {
      CAPTURE(static_cast<int>(kind));
      CAPTURE(at);
      Inserted inserted("hanako", CardFault{kind, at});
      const auto record = read_card_record(*inserted.channel, samples::number_b());
      if (record) {
        CHECK(record.value().attributes.name == "受付　花子");
        CHECK(record.value().face.portrait == samples::hanako().portrait);
      }
      CHECK(inserted.reader.commands_seen() < 400);
    }
  }
}
