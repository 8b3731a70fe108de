// X.509 certificates and revocation lists from any bytes.
#include "cardreader/certificate_check.h"

namespace {

cardreader::RsaPublicKey some_key() {
  return *cardreader::RsaPublicKey::from_parts(cardreader::Bytes(256, 0xC5), cardreader::Bytes{1, 0, 1});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  static const cardreader::RsaPublicKey key = some_key();
  using namespace std::chrono;
  const cardreader::Bytes all(bytes, bytes + size);
  (void)cardreader::judge_certificate(all, {all, all, key, all}, year{2026} / 1 / 1);
  (void)cardreader::RsaPublicKey::from_card_form(all);
  (void)cardreader::RsaPublicKey::from_der(all);
  return 0;
}
