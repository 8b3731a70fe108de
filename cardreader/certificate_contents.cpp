#include "cardreader/certificate_contents.h"

#include <openssl/x509.h>

#include <ctime>
#include <memory>

namespace cardreader {

namespace {

std::unique_ptr<X509, decltype(&X509_free)> parsed(ByteView der) {
  const unsigned char* cursor = der.data();
  return {d2i_X509(nullptr, &cursor, static_cast<long>(der.size())), &X509_free};
}

}  // namespace

std::optional<std::chrono::year_month_day> last_day_of_certificate(ByteView der) {
  const auto certificate = parsed(der);
  std::tm end{};
  if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &end) != 1) return std::nullopt;
  const std::chrono::sys_days day{std::chrono::year{end.tm_year + 1900} / (end.tm_mon + 1) / end.tm_mday};
  const auto in_japan = day + std::chrono::hours{end.tm_hour + 9} + std::chrono::minutes{end.tm_min};
  return std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(in_japan)};
}

std::optional<RsaPublicKey> public_key_of_certificate(ByteView der) {
  const auto certificate = parsed(der);
  if (!certificate) return std::nullopt;
  unsigned char* encoded = nullptr;
  const int size = i2d_PUBKEY(X509_get0_pubkey(certificate.get()), &encoded);
  if (size <= 0) return std::nullopt;
  auto key = RsaPublicKey::from_der({encoded, static_cast<std::size_t>(size)});
  OPENSSL_free(encoded);
  return key;
}

}  // namespace cardreader
