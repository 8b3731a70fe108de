// OpenSSL's X.509 reader behind three questions.
#include "kiosk/services/certificate.h"

#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <ctime>
#include <memory>

namespace kiosk::services {
namespace {

using checkin::CertificateStanding;
using checkin::Date;

struct Free {
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(BIGNUM* number) const { BN_free(number); }
};

std::unique_ptr<X509, Free> certificate_from(std::span<const unsigned char> der) {
  const unsigned char* at = der.data();
  std::unique_ptr<X509, Free> certificate{d2i_X509(nullptr, &at, static_cast<long>(der.size()))};
  // Bytes after the certificate are not part of it: a card that sends them is not one we know.
  return certificate && at == der.data() + der.size() ? std::move(certificate) : nullptr;
}

std::string serial_of(const X509& certificate) {
  const std::unique_ptr<BIGNUM, Free> number{ASN1_INTEGER_to_BN(X509_get0_serialNumber(&certificate), nullptr)};
  char* text = number ? BN_bn2hex(number.get()) : nullptr;
  const std::string serial = text == nullptr ? "" : normal_serial(text);
  OPENSSL_free(text);
  return serial;
}

std::string common_name_of(const X509& certificate) {
  const X509_NAME* subject = X509_get_subject_name(&certificate);
  const int place = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (place < 0) return {};
  unsigned char* text = nullptr;
  const int length = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, place)));
  if (length < 0) return {};
  std::string name{reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)};
  OPENSSL_free(text);
  return name;
}

Date months_later(Date date, int months) {
  const Date later = date + std::chrono::months{months};
  return later.ok() ? later : Date{later.year() / later.month() / std::chrono::last};
}

}  // namespace

std::optional<CertificateFacts> certificate_facts(std::span<const unsigned char> der) {
  const auto certificate = certificate_from(der);
  if (!certificate) return std::nullopt;
  std::tm end{};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &end) != 1) return std::nullopt;
  const auto seconds = std::chrono::sys_seconds{std::chrono::seconds{::timegm(&end)}};
  return CertificateFacts{serial_of(*certificate), common_name_of(*certificate), checkin::date_in_japan(seconds)};
}

bool signature_fits(const checkin::CardProof& proof) {
  const auto certificate = certificate_from(proof.certificate);
  if (!certificate || proof.nonce.size() < 16) return false;
  const std::unique_ptr<EVP_MD_CTX, Free> context{EVP_MD_CTX_new()};
  EVP_PKEY* key = X509_get0_pubkey(certificate.get());
  return key != nullptr && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
         EVP_DigestVerify(context.get(), proof.signature.data(), proof.signature.size(), proof.nonce.data(),
                          proof.nonce.size()) == 1;
}

CertificateStanding standing_on(Date valid_until, Date today) {
  if (today > months_later(valid_until, 3)) return CertificateStanding::expired;
  if (today > valid_until) return CertificateStanding::grace;
  if (today >= months_later(valid_until, -3)) return CertificateStanding::expires_soon;
  return CertificateStanding::in_order;
}

std::string normal_serial(std::string_view written) {
  std::string serial;
  for (const char c : written) {
    if (c == ':' || c == ' ') continue;
    if (serial.empty() && c == '0') continue;
    serial.push_back(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return serial;
}

}  // namespace kiosk::services
