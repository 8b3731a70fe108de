// The steps of the check, each with its own reason. Sources: docs/card.md, "authenticity".
#include "cardreader/card_authenticity.h"

#include <algorithm>
#include <string>
#include <utility>

#include "cardreader/card_files.h"
#include "cardreader/face_signature.h"
#include "cardreader/tlv.h"

namespace cardreader {
namespace {

constexpr std::size_t key_identifiers = 32;  // issuer's and subject's, before the key in a certificate's body

CardError refused(AuthenticityProblem problem, std::string detail = {}) {
  return {CardProblem::not_genuine, std::move(detail), std::nullopt, problem};
}

/// Three objects side by side, the last one the ordinary signature over the ones before it.
bool signature_covers_what_precedes(ByteView value, const Tlv& signature, const RsaPublicKey& issuer) {
  const ByteView before = value.first(static_cast<std::size_t>(signature.whole.data() - value.data()));
  return issuer.verifies(digest_info(sha256(before)), signature.value);
}

enum class OwnKey { visual, text };

/// The chip signs a fresh nonce with an application's own key, which needs no PIN and cannot be copied.
base::Result<base::Done, CardError> prove_chip(MyNumberCard& card, OwnKey which, const RsaPublicKey& key) {
  const Bytes frame = digest_info(sha256(random_bytes(32)));
  const auto signature = which == OwnKey::visual ? card.sign_with_card_key(frame) : card.sign_with_text_key(frame);
  if (!signature) return signature.error();
  if (!key.verifies(frame, signature.value())) {
    return refused(AuthenticityProblem::chip_is_a_copy, which == OwnKey::visual ? "visual" : "text");
  }
  return base::Done{};
}

base::Result<CardFace, CardError> read_believed_face(MyNumberCard& card, const CheckNumberB& number,
                                                     const RsaPublicKey& authority) {
  auto face = card.read_card_face(number);
  if (!face) return face;
  const auto certificate = card.read_file(layout::visual, layout::visual_file::certificate);
  if (!certificate) return certificate.error();
  const auto issuer = trusted_issuer(certificate.value().reveal(), authority);
  if (!issuer) return issuer.error();
  const auto key = verify_face(face.value().file.reveal(), issuer.value());
  if (!key) return key.error();
  if (const auto proven = prove_chip(card, OwnKey::visual, key.value()); !proven) return proven.error();
  return face;
}

base::Result<CardAttributes, CardError> read_believed_attributes(MyNumberCard& card, const CheckNumberB& number,
                                                                 const RsaPublicKey& authority) {
  using namespace layout;
  if (const auto opened = card.verify(CardSecret::number_b_for_text, number.digits()); !opened) return opened.error();
  const auto file = card.read_file(text, text_file::attributes);
  if (!file) return file.error();
  auto attributes = parse_attributes(file.value().reveal());
  if (!attributes) return attributes;
  const auto signature = card.read_file(text, text_file::signature);
  if (!signature) return signature.error();
  const auto certificate = card.read_file(text, text_file::certificate);
  if (!certificate) return certificate.error();
  const auto issuer = trusted_issuer(certificate.value().reveal(), authority);
  if (!issuer) return issuer.error();
  if (const auto fits = verify_attributes(file.value().reveal(), signature.value().reveal(), issuer.value()); !fits)
    return fits.error();
  const auto key_file = card.read_file(text, text_file::public_key);
  if (!key_file) return key_file.error();
  const auto key = verify_signed_key(key_file.value().reveal(), issuer.value());
  if (!key) return key.error();
  if (const auto proven = prove_chip(card, OwnKey::text, key.value()); !proven) return proven.error();
  return attributes;
}

base::Result<base::Done, CardError> agree(const CardFace& face, const CardAttributes& attributes,
                                          const CheckNumberB& number, std::chrono::year_month_day today) {
  if (face.birth != attributes.birth) return refused(AuthenticityProblem::contents_disagree, "birth dates");
  if (face.sex != attributes.sex) return refused(AuthenticityProblem::contents_disagree, "sexes");
  if (!face.expiry) return base::Done{};
  const std::string year = number.digits().reveal().substr(6, 4);
  if (std::to_string(static_cast<int>(face.expiry->year())) != year)
    return refused(AuthenticityProblem::contents_disagree, "expiry years");
  if (*face.expiry < today) return refused(AuthenticityProblem::card_expired);
  return base::Done{};
}

base::Result<Proof, CardError> sign_fresh_nonce(MyNumberCard& card, const RsaPublicKey& key) {
  Proof proof{random_bytes(32), {}};
  const Bytes frame = digest_info(sha256(proof.nonce));
  auto signature = card.sign_for_authentication(frame);
  card.forget_entered_secrets();
  if (!signature) return signature.error();
  if (!key.verifies(frame, signature.value())) return refused(AuthenticityProblem::authentication_key_wrong);
  proof.signature = std::move(signature).value();
  return proof;
}

}  // namespace

base::Result<RsaPublicKey, CardError> trusted_issuer(ByteView certificate_file, const RsaPublicKey& authority) {
  const auto whole = read_tlv(certificate_file);
  const bool right = whole && whole->tag == layout::tag::certificate;
  const auto body = right ? find_tlv(whole->value, layout::tag::certificate_body) : std::nullopt;
  const auto signature = right ? find_tlv(whole->value, layout::tag::certificate_signature) : std::nullopt;
  if (!body || !signature || body->value.size() <= key_identifiers)
    return refused(AuthenticityProblem::issuer_certificate_damaged);
  if (!authority.verifies(digest_info(sha256(body->value)), signature->value))
    return refused(AuthenticityProblem::issuer_not_trusted);
  auto key = RsaPublicKey::from_card_form(body->value.subspan(key_identifiers));
  if (!key) return refused(AuthenticityProblem::issuer_certificate_damaged);
  return std::move(*key);
}

base::Result<RsaPublicKey, CardError> verify_face(ByteView face_file, const RsaPublicKey& issuer) {
  const auto whole = read_tlv(face_file);
  if (!whole || whole->tag != layout::tag::face)
    return refused(AuthenticityProblem::face_changed, "not the expected file");
  const auto frame = face_signature_frame(whole->value);
  const auto signature = find_tlv(whole->value, layout::tag::face_signature);
  if (!frame || !signature) return refused(AuthenticityProblem::face_changed, "a signed part is missing");
  if (!issuer.verifies(*frame, signature->value)) return refused(AuthenticityProblem::face_changed);
  auto key = RsaPublicKey::from_card_form(find_tlv(whole->value, layout::tag::face_public_key)->value);
  if (!key) return refused(AuthenticityProblem::face_changed, "the card's key is damaged");
  return std::move(*key);
}

base::Result<base::Done, CardError> verify_attributes(ByteView attributes_file, ByteView signature_file,
                                                      const RsaPublicKey& issuer) {
  const auto attributes = read_tlv(attributes_file);
  const auto table = attributes ? read_tlv(attributes->value) : std::nullopt;
  const auto sealed = read_tlv(signature_file);
  if (!table || !sealed || sealed->tag != 0xFF30)
    return refused(AuthenticityProblem::attributes_changed, "not the expected files");
  const auto digest = find_tlv(sealed->value, 0xDF32);
  const auto signature = find_tlv(sealed->value, 0xDF33);
  if (!digest || !signature) return refused(AuthenticityProblem::attributes_changed, "a part is missing");
  const Digest own = sha256(attributes->value.subspan(table->whole.size()));
  if (!std::ranges::equal(own, digest->value) || !signature_covers_what_precedes(sealed->value, *signature, issuer)) {
    return refused(AuthenticityProblem::attributes_changed);
  }
  return base::Done{};
}

base::Result<RsaPublicKey, CardError> verify_signed_key(ByteView file, const RsaPublicKey& issuer) {
  const auto whole = read_tlv(file);
  const auto form = whole && whole->tag == 0xFF50 ? find_tlv(whole->value, 0xDF51) : std::nullopt;
  const auto signature = form ? find_tlv(whole->value, 0xDF52) : std::nullopt;
  if (!signature || !signature_covers_what_precedes(whole->value, *signature, issuer)) {
    return refused(AuthenticityProblem::attributes_changed, "the signed key");
  }
  auto key = RsaPublicKey::from_card_form(form->value);
  if (!key) return refused(AuthenticityProblem::attributes_changed, "the signed key is damaged");
  return std::move(*key);
}

base::Result<GenuineCard, CardError> read_genuine_card(CardChannel& channel, const CheckNumberB& number,
                                                       const TrustAnchors& anchors, std::chrono::year_month_day today) {
  if (!number.is_plausible(today)) return CardError{CardProblem::implausible_number_b, ""};
  const auto transaction = CardTransaction::begin(channel);
  if (!transaction) return transaction.error();
  MyNumberCard card(channel);
  const auto identity = card.identify();
  if (!identity) return identity.error();
  auto face = read_believed_face(card, number, anchors.card_authority);
  if (!face) return face.error();
  auto attributes = read_believed_attributes(card, number, anchors.card_authority);
  if (!attributes) return attributes.error();
  if (const auto agreed = agree(face.value(), attributes.value(), number, today); !agreed) return agreed.error();
  auto certificate = card.authentication_certificate();
  if (!certificate) return certificate.error();
  auto judged = judge_certificate(certificate.value(), anchors, today);
  if (!judged) return judged.error();
  return GenuineCard{{std::move(attributes).value(), std::move(face).value(), std::move(certificate).value()},
                     std::move(judged).value(),
                     identity.value().has_signature_certificate};
}

base::Result<Proof, CardError> prove_with_pin(CardChannel& channel, const base::SecretText& pin,
                                              const RsaPublicKey& key) {
  const auto transaction = CardTransaction::begin(channel);
  if (!transaction) return transaction.error();
  MyNumberCard card(channel);
  if (const auto entered = card.verify_pin(pin); !entered) return entered.error();
  return sign_fresh_nonce(card, key);
}

base::Result<Proof, CardError> prove_with_terminal(CardChannel& channel, const TerminalIdentity& terminal,
                                                   const RsaPublicKey& key) {
  const auto transaction = CardTransaction::begin(channel);
  if (!transaction) return transaction.error();
  MyNumberCard card(channel);
  if (const auto accepted = card.authenticate_terminal(terminal); !accepted) return accepted.error();
  return sign_fresh_nonce(card, key);
}

}  // namespace cardreader
