// Every variant that `uketsuke-card issue` offers, made by the program and then read as the kiosk reads it.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <optional>

#include "cardreader/card_authenticity.h"
#include "cardreader/japanese_era.h"
#include "cardreader/virtual_card_reader.h"
#include "tests/cardreader/sample_cards.h"
#include "tests/support/run_program.h"

using namespace cardreader;

namespace variants {
namespace {

/// Issues cards under a copy of the authority, because one of them is entered in its revocation list.
class Office {
 public:
  Office() { std::filesystem::copy(samples::folder() / "authority", place_.folder() / "authority"); }

  VirtualCardContents issue(std::vector<std::string> words) {
    const std::string made = (place_.folder() / "made.card").string();
    std::vector<std::string> all{UKETSUKE_PROGRAMS_DIR "/uketsuke-card",   "issue", "--authority",
                                 (place_.folder() / "authority").string(), "-o",    made};
    all.insert(all.end(), words.begin(), words.end());
    // Finding a face in a picture takes most of a second, and is tried elsewhere.
    if (std::ranges::find(words, "--no-photo") == words.end()) all.push_back("--no-photo");
    if (std::ranges::find(words, "--name") == words.end()) all.insert(all.end(), {"--name", "見本　次郎"});
    if (std::ranges::find(words, "--birth") == words.end()) all.insert(all.end(), {"--birth", "1975-12-31"});
    const auto run = support::run_program(all);
    REQUIRE_MESSAGE(run.status == 0, run.output);
    CHECK(std::filesystem::file_size(place_.folder() / "made.front.png") > 20000);
    auto contents = load_virtual_card(made);
    REQUIRE(contents);
    return std::move(contents).value();
  }
  TrustAnchors anchors() const { return load_trust_anchors(place_.folder() / "authority").value(); }

 private:
  samples::CardCopy place_;
};

struct Presented {
  VirtualCardReader reader;
  std::unique_ptr<CardChannel> channel;
  CheckNumberB number;
  explicit Presented(const VirtualCardContents& contents) : number(*contents.front.number_b()) {
    reader.insert(VirtualCard(contents));
    channel = std::move(reader.connect()).value();
  }
  base::Result<GenuineCard, CardError> read(const Office& office) {
    return read_genuine_card(*channel, number, office.anchors());
  }
};

std::string day_from_today(int days) {
  return iso_of(std::chrono::sys_days{today_in_japan()} + std::chrono::days{days});
}

}  // namespace
}  // namespace variants

using variants::day_from_today;
using variants::Office;
using variants::Presented;

TEST_CASE("variants: under fifteen, without PINs, without photo, short reads: all are believed, with what they lack") {
  Office office;
  const std::string born = day_from_today(-2000);
  const auto child = office.issue({"--birth", born, "--no-signature"});
  CHECK_FALSE(Presented(child).read(office).value().has_signature_certificate);
  const auto without_pins = office.issue({"--no-pins"});
  Presented pinless(without_pins);
  const auto read = pinless.read(office);
  REQUIRE(read);
  CHECK(prove_with_pin(*pinless.channel, base::SecretText("1234"), read.value().certificate.key).error().problem ==
        CardProblem::secret_blocked);
  const auto baby = office.issue({"--birth", day_from_today(-200), "--no-photo", "--no-signature", "--no-pins"});
  const auto without_photo = Presented(baby).read(office);
  REQUIRE_MESSAGE(without_photo, without_photo.error().text());
  CHECK(without_photo.value().record.face.portrait.empty());
  CHECK(Presented(office.issue({"--short-reads"})).read(office));
}

TEST_CASE(
    "variants: expired card, certificates near and past their end, revoked, PIN locked: each has its own answer") {
  Office office;
  const std::string long_ago = day_from_today(-1500);
  CHECK(Presented(office.issue({"--issued", long_ago, "--expires", day_from_today(-1)})).read(office).error().problem !=
        CardProblem::cannot_present);
  const auto soon = Presented(office.issue({"--certificate-expires", day_from_today(40)})).read(office);
  CHECK(soon.value().certificate.standing == CertificateStanding::expires_within_three_months);
  const auto lately = Presented(office.issue({"--certificate-expires", day_from_today(-40)})).read(office);
  CHECK(lately.value().certificate.standing == CertificateStanding::expired_but_still_accepted);
  const auto longer =
      Presented(office.issue({"--issued", long_ago, "--certificate-expires", day_from_today(-200)})).read(office);
  CHECK(longer.error().authenticity == AuthenticityProblem::certificate_expired);
  const auto revoked = office.issue({"--revoked"});
  CHECK(Presented(revoked).read(office).error().authenticity == AuthenticityProblem::certificate_revoked);
  Presented locked(office.issue({"--locked-pin"}));
  CHECK(MyNumberCard(*locked.channel).verify_pin(base::SecretText("1234")).error().problem ==
        CardProblem::secret_blocked);
  Presented unread(office.issue({"--locked-number"}));
  CHECK(MyNumberCard(*unread.channel).tries_left(CardSecret::number_b_for_face).value() == 0);
}

TEST_CASE("variants: a foreign resident's Latin name and alias, and a card that ends with the period of stay") {
  Office office;
  const std::string until = day_from_today(400);
  const auto card = office.issue(
      {"--name", "NGUYEN VAN MIHON", "--alias", "見本　花", "--birth", "2001-09-03", "--stay-until", until});
  CHECK(iso_of(card.front.expiry) == until);
  const auto read = Presented(card).read(office);
  REQUIRE_MESSAGE(read, read.error().text());
  CHECK(read.value().record.attributes.name == "NGUYEN VAN MIHON（見本　花）");
  // A period of stay that outlasts the card changes nothing.
  const auto long_stay = office.issue({"--stay-until", "2099-01-01"});
  CHECK(long_stay.front.expiry < std::chrono::year{2040} / 1 / 1);
}

TEST_CASE("variants: a name with characters that Japanese standard sets lack comes back unchanged") {
  Office office;
  const auto read =
      Presented(office.issue({"--name", "𠮷野　髙彦", "--address", "東京都葛󠄀飾区架空１丁目"}))
          .read(office);
  REQUIRE_MESSAGE(read, read.error().text());
  CHECK(read.value().record.attributes.name == "𠮷野　髙彦");
  CHECK(read.value().record.attributes.address == "東京都葛󠄀飾区架空１丁目");
}

TEST_CASE("variants: cards of all known ATRs, and one over a contactless reader, are read alike") {
  Office office;
  for (const char* atr : {"contact-a", "contactless"}) {
    CAPTURE(atr);
    const auto card = office.issue({"--atr", atr});
    CHECK(card.atr != CardVariant{}.atr);
    CHECK(Presented(card).read(office));
    const auto chips_own = std::ranges::find(card.objects, 0x5F51, &VirtualObject::tag);
    REQUIRE(chips_own != card.objects.end());
    CHECK(chips_own->value.at(0) != 0x88);  // never what a contactless reader made up
  }
  const auto wrong = support::run_program({UKETSUKE_PROGRAMS_DIR "/uketsuke-card", "issue", "--name", "x", "--birth",
                                           "1980-02-17", "--no-photo", "--atr", "nfc", "-o", "/nonexistent/x.card"});
  CHECK(wrong.status == 2);
  CHECK(wrong.output.find("contactless") != std::string::npos);
}
