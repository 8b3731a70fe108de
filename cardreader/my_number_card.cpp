// The verbs of MyNumberCard as APDUs. Sources: docs/card.md, "commands".
#include "cardreader/my_number_card.h"

#include <algorithm>
#include <string>
#include <utility>

#include "cardreader/card_files.h"
#include "cardreader/tlv.h"

namespace cardreader {
namespace {

constexpr std::size_t most_file_bytes = 0x8000;  // READ BINARY offsets have fifteen bits
constexpr int most_get_response = 130;           // 256-byte pieces of the largest file, with a margin

struct SecretPlace {
  layout::Aid application;
  layout::FileId file;
  std::string_view name;
};

SecretPlace place_of(CardSecret secret) {
  switch (secret) {
    case CardSecret::authentication_pin:
      return {layout::jpki, layout::jpki_file::authentication_pin, "PIN"};
    case CardSecret::signature_password:
      return {layout::jpki, layout::jpki_file::signature_password, "password"};
    case CardSecret::text_pin:
      return {layout::text, layout::text_file::pin, "text PIN"};
    case CardSecret::number_b_for_face:
      return {layout::visual, layout::visual_file::number_b, "number B (visual)"};
    case CardSecret::number_b_for_text:
      return {layout::text, layout::text_file::number_b, "number B (text)"};
  }
  return {layout::jpki, layout::jpki_file::authentication_pin, "PIN"};
}

CardError refusal(std::string_view action, StatusWord status) {
  const std::string detail = std::string(action) + ": " + status.text();
  if (status == status::not_authorised || status == status::conditions_not_met) {
    return {CardProblem::not_authorised, detail};
  }
  if (status == status::not_found) return {CardProblem::not_found, detail};
  return {CardProblem::unexpected_answer, detail};
}

base::Result<base::Done, CardError> done_or_refused(std::string_view action,
                                                    const base::Result<ResponseApdu, CardError>& answer) {
  if (!answer) return answer.error();
  if (!answer.value().status().is_success()) return refusal(action, answer.value().status());
  return base::Done{};
}

template <std::size_t size>
base::SecretBytes bytes_of(const std::array<unsigned char, size>& array) {
  return base::SecretBytes(Bytes(array.begin(), array.end()));
}

}  // namespace

base::Result<ResponseApdu, CardError> MyNumberCard::exchange(const CommandApdu& command) {
  auto answer = channel_->transmit(command);
  if (!answer) return answer;
  if (answer.value().status().high() == 0x6C) {  // wrong Le: the right one is in SW2; asked once, never in a circle
    const std::size_t right = answer.value().status().low();
    answer = channel_->transmit(CommandApdu(command.header(),
                                            base::SecretBytes(Bytes(command.data().begin(), command.data().end())),
                                            right == 0 ? 256 : right));
    if (!answer) return answer;
  }
  Bytes collected;
  collected.reserve(most_file_bytes);
  int rounds = 0;
  while (answer.value().status().high() == 0x61) {
    append(collected, answer.value().data());
    if (++rounds > most_get_response) {
      return CardError{CardProblem::unexpected_answer, "the card offers more data without end (61xx)"};
    }
    const std::size_t more = answer.value().status().low();
    answer = channel_->transmit(CommandApdu({0x00, 0xC0, 0x00, 0x00}, {}, more == 0 ? 256 : more));
    if (!answer) return answer;
  }
  if (rounds == 0) return answer;
  append(collected, answer.value().data());
  return ResponseApdu(answer.value().status(), base::SecretBytes(std::move(collected)));
}

base::Result<base::Done, CardError> MyNumberCard::select_application(const layout::Aid& application) {
  application_.reset();
  const auto answer = exchange(CommandApdu({0x00, 0xA4, 0x04, 0x0C}, bytes_of(application)));
  if (auto selected = done_or_refused("SELECT application", answer); !selected) return selected;
  application_ = application;
  return base::Done{};
}

base::Result<base::Done, CardError> MyNumberCard::ensure_application(const layout::Aid& application) {
  if (application_ == application) return base::Done{};
  return select_application(application);
}

base::Result<base::Done, CardError> MyNumberCard::select_file(layout::FileId file) {
  const std::array<unsigned char, 2> id{static_cast<unsigned char>(file >> 8U),
                                        static_cast<unsigned char>(file & 0xFFU)};
  return done_or_refused("SELECT file " + to_hex(id), exchange(CommandApdu({0x00, 0xA4, 0x02, 0x0C}, bytes_of(id))));
}

void MyNumberCard::forget_entered_secrets() {
  // The outcome does not matter: a card that is gone has forgotten everything.
  if (application_) (void)select_application(*application_);
}

base::Result<ResponseApdu, CardError> MyNumberCard::read_piece(std::size_t offset, std::size_t length) {
  return exchange(CommandApdu(
      {0x00, 0xB0, static_cast<unsigned char>(offset >> 8U), static_cast<unsigned char>(offset & 0xFFU)}, {}, length));
}

base::Result<base::SecretBytes, CardError> MyNumberCard::read_in_pieces() {
  Bytes file;
  file.reserve(most_file_bytes + CommandApdu::most_short_answer);
  std::size_t wanted = most_file_bytes;
  while (file.size() < wanted) {
    const std::size_t length = std::min(wanted - file.size(), CommandApdu::most_short_answer);
    const auto piece = read_piece(file.size(), length);
    if (!piece) return piece.error();
    const StatusWord status = piece.value().status();
    if (status == status::offset_past_end && !file.empty()) break;  // a file of a multiple of 256 bytes
    if (!status.is_success()) return refusal("READ BINARY", status);
    const ByteView bytes = piece.value().data();
    if (bytes.empty() || bytes.size() > length) {
      return CardError{CardProblem::unexpected_answer, "READ BINARY: an answer of the wrong length"};
    }
    append(file, bytes);
    if (file.size() == bytes.size()) wanted = std::min(tlv_size(file).value_or(wanted), most_file_bytes);
    if (bytes.size() < length) break;
  }
  return base::SecretBytes(std::move(file));
}

base::Result<base::SecretBytes, CardError> MyNumberCard::read_at_once() {
  const auto whole = read_piece(0, CommandApdu::most_extended_answer);
  if (!whole) return whole.error();
  if (!whole.value().status().is_success()) return refusal("READ BINARY", whole.value().status());
  const ByteView bytes = whole.value().data();
  if (tlv_size(bytes).value_or(0) > bytes.size()) {  // some readers cut long answers off
    return CardError{CardProblem::unexpected_answer, "READ BINARY: cut off"};
  }
  return base::SecretBytes(Bytes(bytes.begin(), bytes.end()));
}

base::Result<base::SecretBytes, CardError> MyNumberCard::read_selected() {
  if (extended_length_) {
    auto whole = read_at_once();
    // A card or reader that promised extended length and cannot do it is read the slow way from now on.
    if (whole || whole.error().problem != CardProblem::unexpected_answer) return whole;
    extended_length_ = false;
  }
  return read_in_pieces();
}

base::Result<base::SecretBytes, CardError> MyNumberCard::read_file(const layout::Aid& application,
                                                                   layout::FileId file) {
  if (auto selected = ensure_application(application); !selected) return selected.error();
  if (auto selected = select_file(file); !selected) return selected.error();
  return read_selected();
}

base::Result<CardIdentity, CardError> MyNumberCard::identify() {
  if (auto selected = select_application(layout::jpki); !selected) {
    const CardError& error = selected.error();
    // Whatever a card of another kind answers to our application's name, it answers; only a lost card is another
    // matter.
    if (error.problem != CardProblem::not_found && error.problem != CardProblem::unexpected_answer &&
        error.problem != CardProblem::not_authorised) {
      return error;
    }
    return CardError{CardProblem::not_a_my_number_card, error.detail};
  }
  CardIdentity identity;
  const auto token = read_file(layout::jpki, layout::jpki_file::token);
  if (!token) return token.error();
  identity.token_name = token_name_in(token.value().reveal());
  identity.kind = kind_of_token(identity.token_name);
  if (identity.kind == CardKind::unknown) {
    return CardError{CardProblem::not_a_my_number_card, "its token name is not one of the known ones"};
  }
  const auto present = read_file(layout::jpki, layout::jpki_file::certificates_present);
  if (!present && present.error().problem != CardProblem::not_found) return present.error();
  if (present && present.value().reveal().size() >= 2) {
    identity.has_signature_certificate = present.value().reveal()[0] != 0;
    identity.has_authentication_certificate = present.value().reveal()[1] != 0;
  }
  const auto application = read_file(layout::text, layout::text_file::application);
  if (!application && application.error().problem != CardProblem::not_found) return application.error();
  identity.has_extended_length = application && says_extended_length(application.value().reveal());
  extended_length_ = identity.has_extended_length;
  return identity;
}

base::Result<int, CardError> MyNumberCard::tries_left(CardSecret secret) {
  const SecretPlace place = place_of(secret);
  if (auto selected = ensure_application(place.application); !selected) return selected.error();
  if (auto selected = select_file(place.file); !selected) return selected.error();
  const auto answer = exchange(CommandApdu({0x00, 0x20, 0x00, 0x80}));
  if (!answer) return answer.error();
  if (answer.value().status() == status::blocked) return 0;
  const auto left = answer.value().status().tries_left();
  if (!left) return refusal("VERIFY without data (" + std::string(place.name) + ")", answer.value().status());
  return *left;
}

base::Result<base::Done, CardError> MyNumberCard::verify(CardSecret secret, const base::SecretText& value) {
  const std::string name{place_of(secret).name};
  const auto left = tries_left(secret);  // leaves the secret's file selected
  if (!left) return left.error();
  if (left.value() == 0) return CardError{CardProblem::secret_blocked, name, 0};
  if (left.value() == 1) return CardError{CardProblem::last_try_left, name, 1};
  const std::string& text = value.reveal();
  if (text.empty() || text.size() > 16)
    return CardError{CardProblem::wrong_secret, name + ": wrong length, not sent", left.value()};
  const auto answer =
      exchange(CommandApdu({0x00, 0x20, 0x00, 0x80}, base::SecretBytes(Bytes(text.begin(), text.end()))));
  if (!answer) return answer.error();
  const StatusWord status = answer.value().status();
  if (status.is_success()) return base::Done{};
  if (const auto remaining = status.tries_left()) return CardError{CardProblem::wrong_secret, name, *remaining};
  if (status == status::blocked) return CardError{CardProblem::secret_blocked, name, 0};
  return refusal("VERIFY " + name, status);
}

base::Result<base::Done, CardError> MyNumberCard::verify_pin(const base::SecretText& pin) {
  return verify(CardSecret::authentication_pin, pin);
}

base::Result<CardFace, CardError> MyNumberCard::read_card_face(const CheckNumberB& number) {
  if (auto opened = verify(CardSecret::number_b_for_face, number.digits()); !opened) return opened.error();
  auto file = read_file(layout::visual, layout::visual_file::face);
  if (!file) return file.error();
  return parse_card_face(std::move(file).value());
}

base::Result<CardAttributes, CardError> MyNumberCard::read_attributes(const CheckNumberB& number) {
  if (auto opened = verify(CardSecret::number_b_for_text, number.digits()); !opened) return opened.error();
  const auto file = read_file(layout::text, layout::text_file::attributes);
  if (!file) return file.error();
  return parse_attributes(file.value().reveal());
}

base::Result<Bytes, CardError> MyNumberCard::authentication_certificate() {
  const auto file = read_file(layout::jpki, layout::jpki_file::authentication_certificate);
  if (!file) return file.error();
  const auto whole = read_tlv(file.value().reveal());
  if (!whole || whole->tag != 0x30) return CardError{CardProblem::broken_contents, "the authentication certificate"};
  return Bytes(whole->whole.begin(), whole->whole.end());
}

base::Result<Bytes, CardError> MyNumberCard::sign_selected(ByteView digest_info) {
  const auto answer = exchange(
      CommandApdu({0x80, 0x2A, 0x00, 0x80}, base::SecretBytes(Bytes(digest_info.begin(), digest_info.end())), 256));
  if (!answer) return answer.error();
  if (!answer.value().status().is_success()) return refusal("sign", answer.value().status());
  if (answer.value().data().size() != 256) return CardError{CardProblem::unexpected_answer, "sign: not 256 bytes"};
  return Bytes(answer.value().data().begin(), answer.value().data().end());
}

base::Result<Bytes, CardError> MyNumberCard::sign_for_authentication(ByteView digest_info) {
  if (auto selected = ensure_application(layout::jpki); !selected) return selected.error();
  if (auto selected = select_file(layout::jpki_file::authentication_key); !selected) return selected.error();
  return sign_selected(digest_info);
}

base::Result<Bytes, CardError> MyNumberCard::sign_with_card_key(ByteView digest_info) {
  if (auto selected = ensure_application(layout::visual); !selected) return selected.error();
  if (auto selected = select_file(layout::visual_file::key); !selected) return selected.error();
  return sign_selected(digest_info);
}

base::Result<Bytes, CardError> MyNumberCard::sign_with_text_key(ByteView digest_info) {
  if (auto selected = ensure_application(layout::text); !selected) return selected.error();
  if (auto selected = select_file(layout::text_file::key); !selected) return selected.error();
  return sign_selected(digest_info);
}

base::Result<CardRecord, CardError> read_card_record(CardChannel& channel, const CheckNumberB& number) {
  if (!number.is_plausible(today_in_japan())) return CardError{CardProblem::implausible_number_b, ""};
  const auto transaction = CardTransaction::begin(channel);
  if (!transaction) return transaction.error();
  MyNumberCard card(channel);
  const auto identity = card.identify();
  if (!identity) return identity.error();
  auto face = card.read_card_face(number);
  if (!face) return face.error();
  auto attributes = card.read_attributes(number);
  if (!attributes) return attributes.error();
  if (attributes.value().birth != face.value().birth) {
    return CardError{CardProblem::broken_contents, "the two birth dates on the card differ"};
  }
  auto certificate = card.authentication_certificate();
  if (!certificate) return certificate.error();
  return CardRecord{std::move(attributes).value(), std::move(face).value(), std::move(certificate).value()};
}

}  // namespace cardreader
