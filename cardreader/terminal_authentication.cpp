// MyNumberCard::authenticate_terminal: the certificate in two parts as observed on real cards (80 A2), then a challenge
// and EXTERNAL AUTHENTICATE, which is our inference. Parts are chained when the card has no extended length.
#include <algorithm>
#include <string>
#include <utility>

#include "cardreader/my_number_card.h"
#include "cardreader/tlv.h"

namespace cardreader {
namespace {

constexpr unsigned char chaining_bit = 0x10;
constexpr std::size_t challenge_size = 32;

/// 7F21 with the length of body and signature together, then the body alone: the signature follows in its own command.
Bytes certificate_heading_and_body(const TerminalIdentity& terminal) {
  const Bytes body = make_tlv(layout::tag::certificate_body, terminal.certificate_body);
  const std::size_t total =
      body.size() + make_tlv(layout::tag::certificate_signature, terminal.certificate_signature).size();
  Bytes bytes = make_tlv(layout::tag::certificate, Bytes(total));
  bytes.resize(bytes.size() - total);
  append(bytes, body);
  return bytes;
}

}  // namespace

base::Result<base::Done, CardError> MyNumberCard::send_long(CommandHeader header, ByteView bytes,
                                                            std::string_view action) {
  const std::size_t most = extended_length_ ? CommandApdu::most_extended_data : CommandApdu::most_short_data;
  while (true) {
    const ByteView part = bytes.first(std::min(bytes.size(), most));
    bytes = bytes.subspan(part.size());
    CommandHeader own = header;
    if (!bytes.empty()) own.cla = static_cast<unsigned char>(own.cla | chaining_bit);
    const auto answer = exchange(CommandApdu(own, base::SecretBytes(Bytes(part.begin(), part.end()))));
    if (!answer) return answer.error();
    const StatusWord status = answer.value().status();
    if (!status.is_success()) {
      const bool refusal =
          status.high() == 0x63 || status == status::conditions_not_met || status == status::not_authorised;
      return CardError{refusal ? CardProblem::not_authorised : CardProblem::unexpected_answer,
                       std::string(action) + ": " + status.text()};
    }
    if (bytes.empty()) return base::Done{};
  }
}

base::Result<base::Done, CardError> MyNumberCard::authenticate_terminal(const TerminalIdentity& terminal) {
  const auto key = RsaKey::from_pkcs8(terminal.key.reveal());
  if (!key) return CardError{CardProblem::not_authorised, "the terminal's own key is damaged"};
  if (auto selected = ensure_application(layout::jpki); !selected) return selected.error();
  if (auto selected = select_file(layout::jpki_file::terminal_authority); !selected) return selected.error();
  const auto body = send_long({0x80, 0xA2, 0x06, 0xC1}, certificate_heading_and_body(terminal), "terminal certificate");
  if (!body) return body;
  const Bytes signature = make_tlv(layout::tag::certificate_signature, terminal.certificate_signature);
  if (const auto sent = send_long({0x80, 0xA2, 0x00, 0xC1}, signature, "terminal certificate's signature"); !sent)
    return sent;
  const auto challenge = exchange(CommandApdu({0x00, 0x84, 0x00, 0x00}, {}, challenge_size));
  if (!challenge) return challenge.error();
  if (!challenge.value().status().is_success() || challenge.value().data().size() != challenge_size) {
    return CardError{CardProblem::unexpected_answer, "GET CHALLENGE: " + challenge.value().status().text()};
  }
  return send_long({0x00, 0x82, 0x00, 0x00}, key->sign(challenge.value().data()), "EXTERNAL AUTHENTICATE");
}

}  // namespace cardreader
