// Genuine cards are believed; every forgery is refused, each at its own step.
#include <doctest/doctest.h>

#include <algorithm>

#include "cardreader/card_authenticity.h"
#include "cardreader/card_forgery.h"
#include "cardreader/tlv.h"
#include "cardreader/virtual_card_reader.h"
#include "tests/cardreader/sample_cards.h"

using namespace cardreader;
using std::chrono::year_month_day;

namespace {

TrustAnchors anchors(const char* authority = "authority") {
  auto loaded = load_trust_anchors(samples::folder() / authority);
  REQUIRE(loaded);
  return std::move(loaded).value();
}

TerminalIdentity terminal() {
  auto loaded = load_terminal(samples::folder() / "authority");
  REQUIRE(loaded);
  return std::move(loaded).value();
}

struct IssuedCard {
  VirtualCardReader reader;
  std::unique_ptr<CardChannel> channel;
  explicit IssuedCard(VirtualCardContents contents) {
    reader.insert(VirtualCard(std::move(contents)));
    channel = std::move(reader.connect()).value();
  }
};

base::Result<GenuineCard, CardError> read(const VirtualCardContents& contents,
                                          year_month_day today = today_in_japan()) {
  const IssuedCard issued(contents);
  return read_genuine_card(*issued.channel, *contents.front.number_b(), anchors(), today);
}

year_month_day days_from_now(int days) { return std::chrono::sys_days{today_in_japan()} + std::chrono::days{days}; }

}  // namespace

TEST_CASE("genuine cards of all kinds are believed") {
  for (const char* name : {"hanako", "taro", "child", "without-pins", "short-reads"}) {
    CAPTURE(name);
    const auto card = read(samples::contents(name));
    REQUIRE_MESSAGE(card, card.error().text());
    CHECK(card.value().certificate.standing == CertificateStanding::valid);
    CHECK(card.value().certificate.serial_number.size() == 16);
  }
}

TEST_CASE("every forgery is refused at its own step") {
  struct Row {
    Forgery forgery;
    CardProblem problem;
    std::optional<AuthenticityProblem> step;
  };
  const auto other = samples::contents("taro");
  for (const Row& row : {
           Row{Forgery::swapped_photo, CardProblem::not_genuine, AuthenticityProblem::face_changed},
           Row{Forgery::swapped_face, CardProblem::not_genuine, AuthenticityProblem::chip_is_a_copy},
           Row{Forgery::changed_birth, CardProblem::not_genuine, AuthenticityProblem::face_changed},
           Row{Forgery::changed_name, CardProblem::not_genuine, AuthenticityProblem::attributes_changed},
           Row{Forgery::copied_files, CardProblem::not_genuine, AuthenticityProblem::chip_is_a_copy},
           Row{Forgery::wrong_issuer, CardProblem::not_genuine, AuthenticityProblem::issuer_not_trusted},
           Row{Forgery::foreign_chain, CardProblem::not_genuine, AuthenticityProblem::issuer_not_trusted},
           Row{Forgery::truncated_face, CardProblem::broken_contents, std::nullopt},
           Row{Forgery::oversized_face, CardProblem::broken_contents, std::nullopt},
       }) {
    CAPTURE(name_of(row.forgery));
    const auto forged = forge(samples::contents(), row.forgery, &other);
    REQUIRE(forged);
    const auto card = read(forged.value());
    REQUIRE_FALSE(card);
    CHECK(card.error().problem == row.problem);
    CHECK(card.error().authenticity == row.step);
  }
}

TEST_CASE("a later expiry date, which no signature covers, is caught by the year in number B, which the chip guards") {
  const auto forged = forge(samples::contents(), Forgery::changed_expiry);
  const IssuedCard issued(forged.value());
  // The printed date was changed with it: then the chip refuses the number.
  const auto printed = read_genuine_card(*issued.channel, *forged.value().front.number_b(), anchors());
  REQUIRE_FALSE(printed);
  CHECK(printed.error().problem != CardProblem::not_genuine);
  // Only the file was changed: then file and number disagree.
  const auto original = read_genuine_card(*issued.channel, samples::number_b(), anchors());
  REQUIRE_FALSE(original);
  CHECK(original.error().authenticity == AuthenticityProblem::contents_disagree);
}

TEST_CASE("an expired card is refused on the day after its date and not before") {
  const auto contents = samples::contents();
  const auto day_after = year_month_day{std::chrono::sys_days{contents.front.expiry} + std::chrono::days{1}};
  // By then the certificate has expired long ago, so the card's own date is what is looked at first.
  CHECK(read(contents, day_after).error().authenticity == AuthenticityProblem::card_expired);
}

TEST_CASE("certificates: warned three months before, accepted three months after, then refused") {
  const samples::CardCopy place;
  std::filesystem::copy(samples::folder() / "authority", place.folder() / "authority");
  auto authority = CardAuthority::open(place.folder() / "authority");
  REQUIRE(authority);
  const auto contents = samples::contents();
  const Bytes certificate = contents.find(layout::jpki)->find(layout::jpki_file::authentication_certificate)->content;
  const auto own = authority.value().anchors();
  const auto last = samples::hanako().certificate_expiry;
  const auto judged = [&](int days) {
    return judge_certificate(certificate, own, std::chrono::sys_days{last} + std::chrono::days{days});
  };
  CHECK(judged(-200).value().standing == CertificateStanding::valid);
  CHECK(judged(-60).value().standing == CertificateStanding::expires_within_three_months);
  CHECK(judged(0).value().standing == CertificateStanding::expires_within_three_months);
  CHECK(judged(60).value().standing == CertificateStanding::expired_but_still_accepted);
  CHECK(judged(100).error().authenticity == AuthenticityProblem::certificate_expired);
  CHECK(judge_certificate(certificate, own, days_from_now(-900)).error().authenticity ==
        AuthenticityProblem::certificate_not_yet_valid);

  SUBCASE("one that is revoked is refused, also after it has expired") {
    REQUIRE(authority.value().revoke(certificate));
    const auto after = authority.value().anchors();
    CHECK(judge_certificate(certificate, after, today_in_japan()).error().authenticity ==
          AuthenticityProblem::certificate_revoked);
    CHECK(judge_certificate(certificate, after, std::chrono::sys_days{last} + std::chrono::days{60})
              .error()
              .authenticity == AuthenticityProblem::certificate_revoked);
  }
  SUBCASE("one of another authority is refused") {
    CHECK(judge_certificate(certificate, anchors("other-authority"), today_in_japan()).error().authenticity ==
          AuthenticityProblem::certificate_not_trusted);
  }
  SUBCASE("without a revocation list, or with another authority's, nothing is accepted") {
    auto none = own;
    none.revocation_list.clear();
    CHECK(judge_certificate(certificate, none, today_in_japan()).error().authenticity ==
          AuthenticityProblem::revocation_unknown);
    none.revocation_list = anchors("other-authority").revocation_list;
    CHECK(judge_certificate(certificate, none, today_in_japan()).error().authenticity ==
          AuthenticityProblem::revocation_unknown);
  }
  SUBCASE("a damaged one, or one with something behind it, is refused") {
    Bytes longer = certificate;
    longer.push_back(0);
    CHECK(judge_certificate(longer, own, today_in_japan()).error().authenticity ==
          AuthenticityProblem::certificate_damaged);
    CHECK(judge_certificate({}, own, today_in_japan()).error().authenticity ==
          AuthenticityProblem::certificate_damaged);
  }
}

TEST_CASE("the authentication key proves itself over a fresh nonce after the PIN, and the PIN is forgotten") {
  const IssuedCard issued(samples::contents());
  const auto card = read_genuine_card(*issued.channel, samples::number_b(), anchors());
  REQUIRE(card);
  const RsaPublicKey& key = card.value().certificate.key;
  const auto proof = prove_with_pin(*issued.channel, base::SecretText("1234"), key);
  REQUIRE_MESSAGE(proof, proof.error().text());
  CHECK(key.verifies(digest_info(sha256(proof.value().nonce)), proof.value().signature));
  CHECK(MyNumberCard(*issued.channel).sign_for_authentication(digest_info(sha256({}))).error().problem ==
        CardProblem::not_authorised);
  CHECK(prove_with_pin(*issued.channel, base::SecretText("4321"), key).error().tries_left == 2);
}

TEST_CASE("a believed terminal needs no PIN, one of another authority is not believed") {
  for (const char* name : {"hanako", "short-reads", "without-pins"}) {
    CAPTURE(name);
    const IssuedCard issued(samples::contents(name));
    const auto card = read_genuine_card(*issued.channel, samples::number_b(name), anchors());
    REQUIRE(card);
    const auto proof = prove_with_terminal(*issued.channel, terminal(), card.value().certificate.key);
    CHECK_MESSAGE(proof, proof.error().text());
    auto stranger = terminal();
    stranger.certificate_signature[10] ^= 1U;
    CHECK(prove_with_terminal(*issued.channel, stranger, card.value().certificate.key).error().problem ==
          CardProblem::not_authorised);
    auto thief = terminal();
    thief.key = RsaKey::generate()->pkcs8();
    CHECK(prove_with_terminal(*issued.channel, thief, card.value().certificate.key).error().problem ==
          CardProblem::not_authorised);
  }
}

TEST_CASE("an authentication key that does not fit its certificate is refused") {
  const IssuedCard issued(forge(samples::contents(), Forgery::other_key).value());
  const auto card = read_genuine_card(*issued.channel, samples::number_b(), anchors());
  REQUIRE(card);
  CHECK(prove_with_pin(*issued.channel, base::SecretText("1234"), card.value().certificate.key).error().authenticity ==
        AuthenticityProblem::authentication_key_wrong);
}

namespace {

/// Plays the signature of an earlier conversation again.
class ReplayingChannel final : public CardChannel {
 public:
  explicit ReplayingChannel(CardChannel& channel) : channel_(&channel) {}
  base::Result<ResponseApdu, CardError> transmit(const CommandApdu& command) override {
    const bool signs = command.header().cla == 0x80 && command.header().ins == 0x2A;
    if (signs && recorded_) return *recorded_;
    auto answer = channel_->transmit(command);
    if (signs && answer) recorded_ = answer.value();
    return answer;
  }
  base::Result<base::Done, CardError> begin_transaction() override { return channel_->begin_transaction(); }
  void end_transaction() override { channel_->end_transaction(); }

 private:
  CardChannel* channel_;
  std::optional<ResponseApdu> recorded_;
};

}  // namespace

TEST_CASE("a signature over an earlier nonce is refused") {
  const IssuedCard issued(samples::contents());
  ReplayingChannel replaying(*issued.channel);
  MyNumberCard card(replaying);
  REQUIRE(card.sign_with_card_key(digest_info(sha256(view_of("an earlier nonce")))));
  const auto again = read_genuine_card(replaying, samples::number_b(), anchors());
  REQUIRE_FALSE(again);
  CHECK(again.error().authenticity == AuthenticityProblem::chip_is_a_copy);
}

TEST_CASE("any single changed byte of the signed files is noticed") {
  const auto genuine = samples::contents();
  const auto own = anchors();
  const Bytes& certificate = genuine.find(layout::visual)->find(layout::visual_file::certificate)->content;
  const Bytes& face = genuine.find(layout::visual)->find(layout::visual_file::face)->content;
  const auto issuer = trusted_issuer(certificate, own.card_authority);
  REQUIRE(issuer);
  REQUIRE(verify_face(face, issuer.value()));
  for (std::size_t at = 0; at < certificate.size(); at += 7) {
    CAPTURE(at);
    Bytes changed = certificate;
    changed[at] ^= 0x01U;
    const auto judged = trusted_issuer(changed, own.card_authority);
    CHECK_FALSE(judged);
  }
  const auto whole = read_tlv(face);
  const auto signature = find_tlv(whole->value, layout::tag::face_signature);
  const auto table = read_tlv(whole->value);
  const auto first = static_cast<std::size_t>(table->whole.data() + table->whole.size() - face.data());
  const auto last = static_cast<std::size_t>(signature->whole.data() + signature->whole.size() - face.data());
  for (std::size_t at = first; at < last; at += 13) {
    CAPTURE(at);
    Bytes changed = face;
    changed[at] ^= 0x10U;
    CHECK_FALSE(verify_face(changed, issuer.value()));
  }
}
