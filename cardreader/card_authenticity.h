// Whether a card is genuine: the issuer's chain and signatures over what is read, and fresh proofs that the chip holds
// the keys that the signed contents name. Reading alone proves nothing: files can be copied.
#pragma once

#include <chrono>

#include "cardreader/card_authority.h"
#include "cardreader/certificate_check.h"
#include "cardreader/my_number_card.h"

namespace cardreader {

/// The public key of the municipal issuer, from a card-verifiable certificate (EF 0004) under the authority's key.
base::Result<RsaPublicKey, CardError> trusted_issuer(ByteView certificate_file, const RsaPublicKey& authority);

/// Checks the three-hash signature over the card face and gives the key that the chip must prove.
base::Result<RsaPublicKey, CardError> verify_face(ByteView face_file, const RsaPublicKey& issuer);

/// Checks the text attributes against the signed digests (text EF 0003). The digest of the my number in the same file
/// is not looked at: that number is never read.
base::Result<base::Done, CardError> verify_attributes(ByteView attributes_file, ByteView signature_file,
                                                      const RsaPublicKey& issuer);

/// Checks a signed key file (text EF 0007) and gives the key.
base::Result<RsaPublicKey, CardError> verify_signed_key(ByteView file, const RsaPublicKey& issuer);

/// A fresh nonce and the chip's signature over it (PKCS#1 v1.5, SHA-256), for whoever has to believe us.
struct Proof {
  Bytes nonce;
  Bytes signature;
};

/// Everything that a check-in reads, believed.
struct GenuineCard {
  CardRecord record;
  JudgedCertificate certificate;
  bool has_signature_certificate = false;
};

/// Reads all that a check-in needs and checks it on the way, in one transaction: identity, face, attributes,
/// certificate; issuer chain, signatures, agreement, both chips' answers to fresh nonces, certificate and revocation,
/// expiry. No PIN. The expiry date on the face (DF29) is not signed on any card: it can only make a card refused, and
/// its year must be the year in number B.
base::Result<GenuineCard, CardError> read_genuine_card(CardChannel& channel, const CheckNumberB& number,
                                                       const TrustAnchors& anchors,
                                                       std::chrono::year_month_day today = today_in_japan());

/// Enters the PIN and has the authentication key sign a fresh nonce, in one transaction. The entered PIN is forgotten
/// before this returns. authentication_key_wrong when the signature does not fit the certificate's key.
base::Result<Proof, CardError> prove_with_pin(CardChannel& channel, const base::SecretText& pin,
                                              const RsaPublicKey& key);

/// The same without a PIN, by terminal authentication (特定機関認証): for a card whose holder's face has matched. The
/// last two steps of that protocol are our inference, and the terminal's certificate is of our own test authority.
base::Result<Proof, CardError> prove_with_terminal(CardChannel& channel, const TerminalIdentity& terminal,
                                                   const RsaPublicKey& key);

}  // namespace cardreader
