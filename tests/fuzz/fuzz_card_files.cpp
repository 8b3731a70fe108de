// The parsers of card files, and the verifiers of their signatures, from any bytes.
#include "cardreader/card_authenticity.h"
#include "cardreader/card_files.h"
#include "cardreader/rsa_key.h"

namespace {

/// Some public key: 2048 bits, odd.
cardreader::RsaPublicKey some_key() {
  cardreader::Bytes modulus(256, 0xC5);
  return *cardreader::RsaPublicKey::from_parts(modulus, cardreader::Bytes{1, 0, 1});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  static const cardreader::RsaPublicKey key = some_key();
  const cardreader::ByteView view(bytes, size);
  (void)cardreader::parse_card_face(base::SecretBytes(cardreader::Bytes(bytes, bytes + size)));
  (void)cardreader::parse_attributes(view);
  (void)cardreader::kind_of_token(cardreader::token_name_in(view));
  (void)cardreader::says_extended_length(view);
  (void)cardreader::trusted_issuer(view, key);
  (void)cardreader::verify_face(view, key);
  (void)cardreader::verify_attributes(view.first(size / 2), view.subspan(size / 2), key);
  (void)cardreader::verify_signed_key(view, key);
  return 0;
}
