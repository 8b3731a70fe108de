// What the virtual card does with its keys: signing, challenges, terminal authentication.
#include <algorithm>
#include <utility>

#include "cardreader/card_layout.h"
#include "cardreader/tlv.h"
#include "cardreader/virtual_card.h"

namespace cardreader {
namespace {

constexpr std::size_t terminal_body_size = 297;  // two key identifiers and a public key

ResponseApdu answer_with_signature(std::optional<Bytes> signature) {
  if (!signature) return ResponseApdu(status::conditions_not_met);
  return ResponseApdu(status::success, base::SecretBytes(std::move(*signature)));
}

/// P1 of the sign command says who hashes and which padding it is.
ResponseApdu signed_as(unsigned char how, const RsaKey& key, ByteView bytes) {
  const bool is_digest = bytes.size() == 32;
  Digest digest{};
  if (is_digest) std::ranges::copy(bytes, digest.begin());
  switch (how) {
    case 0x00:
      if (bytes.size() > 245) return ResponseApdu(status::wrong_length);
      return answer_with_signature(key.sign_raw(bytes));
    case 0x01:
      return answer_with_signature(key.sign_raw(sha256(bytes)));
    case 0x02:
      if (!is_digest) return ResponseApdu(status::conditions_not_met);
      return answer_with_signature(key.sign_raw(digest_info(digest)));
    case 0x03:
      if (bytes.size() > 255) return ResponseApdu(status::wrong_length);
      return answer_with_signature(key.sign(bytes));
    case 0x04:
      if (!is_digest) return ResponseApdu(status::conditions_not_met);
      return answer_with_signature(key.sign_pss(digest));
    case 0x05:
      return answer_with_signature(key.sign_pss(sha256(bytes)));
    default:
      return ResponseApdu(status::wrong_parameters);
  }
}

}  // namespace

const RsaKey* VirtualCard::key_of(const VirtualFile& file) {
  const auto known = keys_.find(&file);
  if (known != keys_.end()) return &known->second;
  auto key = RsaKey::from_pkcs8(file.key.reveal());
  if (!key) return nullptr;
  return &keys_.emplace(&file, std::move(*key)).first->second;
}

ResponseApdu VirtualCard::sign(const CommandApdu& command) {
  if (application_ == nullptr) return ResponseApdu(status::conditions_not_met);
  unsigned char p2 = command.header().p2;
  if (p2 == 0x00 && application_->name == "visual") p2 = 0x80 | layout::visual_file::key;
  if (p2 == 0x00 && application_->name == "text") p2 = 0x80 | layout::text_file::key;
  const VirtualFile* file = file_for(p2);
  if (file == nullptr) return ResponseApdu(p2 == 0x80 ? status::no_file_selected : status::wrong_parameters);
  const bool shared_key = application_->name == "shared";  // answers INTERNAL AUTHENTICATE only
  if (file->kind != VirtualFileKind::key || shared_key) return ResponseApdu(status::wrong_file_kind);
  const bool terminal_may =
      terminal_is_authenticated_ && application_->name == "jpki" && file->id == layout::jpki_file::authentication_key;
  if (!is_open(*file) && !terminal_may) return ResponseApdu(status::not_authorised);
  if (command.data().empty() || !command.expected()) return ResponseApdu(status::wrong_length);
  const RsaKey* key = key_of(*file);
  if (key == nullptr) return ResponseApdu(status::conditions_not_met);
  return signed_as(command.header().p1, *key, command.data());
}

ResponseApdu VirtualCard::challenge(const CommandApdu& command) {
  if (command.header().p1 != 0 || command.header().p2 != 0) return ResponseApdu(status::wrong_parameters);
  if (!command.expected()) return ResponseApdu(status::wrong_length);
  if (*command.expected() > CommandApdu::most_short_answer) return ResponseApdu(status::conditions_not_met);
  challenge_ = random_bytes(*command.expected());
  return ResponseApdu(status::success, base::SecretBytes(challenge_));
}

ResponseApdu VirtualCard::internal_authenticate(const CommandApdu& command) {
  const VirtualFile* file = file_for(command.header().p2);
  if (file == nullptr) return ResponseApdu(status::no_file_selected);
  if (file->kind != VirtualFileKind::key || application_->name != "shared")
    return ResponseApdu(status::conditions_not_met);
  if (command.data().empty() || command.data().size() > 245) return ResponseApdu(status::wrong_length);
  const RsaKey* key = key_of(*file);
  return answer_with_signature(key == nullptr ? std::nullopt : key->sign_raw(command.data()));
}

/// The two halves of a terminal certificate, as observed on real cards (80 A2 06 C1 body, 80 A2 00 C1 signature).
ResponseApdu VirtualCard::take_terminal_certificate(const CommandApdu& command) {
  const bool ready =
      application_ != nullptr && application_->name == "jpki" && file_ == layout::jpki_file::terminal_authority;
  if (!ready) return ResponseApdu(status::conditions_not_met);
  if (command.header().p2 != 0xC1) return ResponseApdu(status::wrong_parameters);
  const ByteView bytes = command.data();
  if (command.header().p1 == 0x06) {
    constexpr std::array<unsigned char, 10> heading{0x7F, 0x21, 0x82, 0x02, 0x33, 0x5F, 0x4E, 0x82, 0x01, 0x29};
    if (bytes.size() != heading.size() + terminal_body_size ||
        !std::ranges::equal(bytes.first(heading.size()), heading)) {
      return ResponseApdu(status::wrong_length);
    }
    terminal_body_.assign(bytes.begin() + heading.size(), bytes.end());
    return ResponseApdu(status::success);
  }
  if (command.header().p1 != 0x00) return ResponseApdu(status::wrong_parameters);
  const auto signature = find_tlv(bytes, layout::tag::certificate_signature);
  if (!signature || signature->value.size() != 256 || terminal_body_.empty()) return ResponseApdu(status::wrong_length);
  const auto authority = RsaPublicKey::from_card_form(application_->find(*file_)->content);
  const Bytes body = std::exchange(terminal_body_, {});
  if (!authority || !authority->verifies(digest_info(sha256(body)), signature->value)) {
    return ResponseApdu(status::tries(0));
  }
  terminal_key_ = RsaPublicKey::from_card_form(ByteView(body).subspan(32));
  return ResponseApdu(terminal_key_ ? status::success : status::wrong_contents);
}

/// EXTERNAL AUTHENTICATE: the terminal proves its key over the card's own fresh challenge, which serves once. That the
/// real card's terminal authentication ends like this is our inference.
ResponseApdu VirtualCard::external_authenticate(const CommandApdu& command) {
  if (application_ == nullptr || application_->name != "jpki") return ResponseApdu(status::conditions_not_met);
  const Bytes nonce = std::exchange(challenge_, {});
  if (!terminal_key_ || nonce.size() < 16) return ResponseApdu(status::conditions_not_met);
  terminal_is_authenticated_ = terminal_key_->verifies(digest_info(sha256(nonce)), command.data());
  return ResponseApdu(terminal_is_authenticated_ ? status::success : status::failed_without_limit);
}

}  // namespace cardreader
