// MyNumberCard: the card's dialect as verbs, over any CardChannel.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "cardreader/card_authority.h"
#include "cardreader/card_channel.h"
#include "cardreader/card_layout.h"
#include "cardreader/card_record.h"
#include "cardreader/check_number.h"

namespace cardreader {

/// A secret that the card guards with a counter of its own.
enum class CardSecret {
  authentication_pin,  ///< JPKI, four digits, three tries
  signature_password,  ///< JPKI, six to sixteen of A-Z and 0-9, five tries
  text_pin,            ///< text application, four digits, three tries
  number_b_for_face,   ///< visual application, ten tries
  number_b_for_text,   ///< text application, ten tries
};

/// Speaks to one card. The channel must outlive it. One thread at a time. No secret is ever sent twice, and none when
/// only one try is left: the counter is read first. Verbs that need a secret keep it valid only until another
/// application is selected. Every error is final for that verb; nothing is retried.
class MyNumberCard {
 public:
  explicit MyNumberCard(CardChannel& channel) : channel_(&channel) {}

  /// What card this is; costs no try. not_a_my_number_card for anything without the JPKI application.
  base::Result<CardIdentity, CardError> identify();

  /// Tries left, without spending one (VERIFY without data).
  base::Result<int, CardError> tries_left(CardSecret secret);

  /// Opens the visual application with number B and reads the photo and what stands beside it.
  base::Result<CardFace, CardError> read_card_face(const CheckNumberB& number);

  /// Opens the text application with number B and reads the four attributes.
  base::Result<CardAttributes, CardError> read_attributes(const CheckNumberB& number);

  /// The user authentication certificate, X.509 DER; free on the card.
  base::Result<Bytes, CardError> authentication_certificate();

  /// Enters the PIN of the authentication key. wrong_secret carries the tries left; last_try_left and secret_blocked
  /// come before anything is sent.
  base::Result<base::Done, CardError> verify_pin(const base::SecretText& pin);

  /// Signs with the authentication key, after verify_pin() or terminal authentication: PKCS#1 v1.5 over `digest_info`
  /// as given (51 bytes for SHA-256). 256 bytes.
  base::Result<Bytes, CardError> sign_for_authentication(ByteView digest_info);

  /// Signs with the visual application's own key, which needs no PIN: proves that the chip is here and not copied.
  base::Result<Bytes, CardError> sign_with_card_key(ByteView digest_info);

  /// The same with the text application's own key.
  base::Result<Bytes, CardError> sign_with_text_key(ByteView digest_info);

  /// Terminal authentication (特定機関認証, simulated): shows the terminal's certificate and signs the card's
  /// challenge; then the authentication key signs without a PIN. not_authorised when the card does not believe the
  /// terminal.
  base::Result<base::Done, CardError> authenticate_terminal(const TerminalIdentity& terminal);

  /// A whole file. Uses extended length when identify() found that the card has it, 256-byte reads otherwise.
  base::Result<base::SecretBytes, CardError> read_file(const layout::Aid& application, layout::FileId file);

  /// Verifies any of the secrets, under the rules of verify_pin().
  base::Result<base::Done, CardError> verify(CardSecret secret, const base::SecretText& value);

  /// One command with the answers 61xx and 6Cxx resolved; for verbs built on top of this class.
  base::Result<ResponseApdu, CardError> exchange(const CommandApdu& command);
  base::Result<base::Done, CardError> select_application(const layout::Aid& application);
  base::Result<base::Done, CardError> select_file(layout::FileId file);

  /// Clears what was entered and selected on the card as far as selecting another application does.
  void forget_entered_secrets();

 private:
  base::Result<base::Done, CardError> ensure_application(const layout::Aid& application);
  base::Result<base::SecretBytes, CardError> read_selected();
  base::Result<base::SecretBytes, CardError> read_in_pieces();
  base::Result<base::SecretBytes, CardError> read_at_once();
  base::Result<ResponseApdu, CardError> read_piece(std::size_t offset, std::size_t length);
  base::Result<Bytes, CardError> sign_selected(ByteView digest_info);
  base::Result<base::Done, CardError> send_long(CommandHeader header, ByteView bytes, std::string_view action);

  CardChannel* channel_;
  std::optional<layout::Aid> application_;
  bool extended_length_ = false;
};

/// Reads all that a check-in needs, within one transaction: identity, face, attributes, certificate. broken_contents
/// when the two birth dates on the card disagree.
base::Result<CardRecord, CardError> read_card_record(CardChannel& channel, const CheckNumberB& number);

}  // namespace cardreader
