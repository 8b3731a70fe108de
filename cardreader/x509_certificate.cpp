// OpenSSL's X509 calls.
#include "cardreader/x509_certificate.h"

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>

#include "cardreader/card_layout.h"
#include "cardreader/tlv.h"

namespace cardreader {
namespace {

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Crl = std::unique_ptr<X509_CRL, decltype(&X509_CRL_free)>;

Certificate read_certificate(ByteView der) {
  const unsigned char* at = der.data();
  return {d2i_X509(nullptr, &at, static_cast<long>(der.size())), X509_free};
}

template <class Object, class Encode>
Bytes encoded(Object* object, Encode encode) {
  const int size = encode(object, nullptr);
  if (size <= 0) return {};
  Bytes der(static_cast<std::size_t>(size));
  unsigned char* at = der.data();
  encode(object, &at);
  return der;
}

void set_random_serial(X509* certificate) {
  Bytes bytes = random_bytes(8);
  bytes[0] = static_cast<unsigned char>((bytes[0] & 0x7FU) | 0x01U);
  BIGNUM* number = BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr);
  BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
  BN_free(number);
}

/// Days are days in Japan: they begin nine hours before the day in UTC.
void set_time(ASN1_TIME* field, std::chrono::year_month_day day, std::chrono::seconds into_day) {
  const auto begin = std::chrono::sys_days{day} - std::chrono::hours{9} + into_day;
  ASN1_TIME_set(field, std::chrono::duration_cast<std::chrono::seconds>(begin.time_since_epoch()).count());
}

void add_entry(X509_NAME* name, const char* field, const std::string& text) {
  X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(text.data()),
                             static_cast<int>(text.size()), -1, 0);
}

bool add_extension(X509* certificate, X509* issuer, int kind, const char* value) {
  X509V3_CTX settings;
  X509V3_set_ctx(&settings, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &settings, kind, value);
  if (extension == nullptr) return false;
  const bool added = X509_add_ext(certificate, extension, -1) == 1;
  X509_EXTENSION_free(extension);
  return added;
}

bool add_ready_extension(X509* certificate, int kind, const Bytes& der) {
  if (der.empty()) return true;
  ASN1_OCTET_STRING* value = ASN1_OCTET_STRING_new();
  ASN1_OCTET_STRING_set(value, der.data(), static_cast<int>(der.size()));
  X509_EXTENSION* extension = X509_EXTENSION_create_by_NID(nullptr, kind, 0, value);
  const bool added = X509_add_ext(certificate, extension, -1) == 1;
  X509_EXTENSION_free(extension);
  ASN1_OCTET_STRING_free(value);
  return added;
}

EVP_PKEY* native(const RsaKey& key) { return static_cast<EVP_PKEY*>(key.native()); }

/// A public key as OpenSSL wants it, by way of a DER SubjectPublicKeyInfo.
bool set_public_key(X509* certificate, const RsaPublicKey& key) {
  const Bytes form = key.card_form();
  const auto exponent = find_tlv(form, layout::tag::exponent);
  const auto modulus = find_tlv(form, layout::tag::modulus);
  Bytes integers{0x00};
  append(integers, modulus->value);
  Bytes numbers = make_tlv(0x02, integers);
  append(numbers, make_tlv(0x02, exponent->value));
  Bytes bits{0x00};
  append(bits, make_tlv(0x30, numbers));
  Bytes info = *from_hex("300D06092A864886F70D0101010500");
  append(info, make_tlv(0x03, bits));
  const Bytes whole = make_tlv(0x30, info);
  const unsigned char* at = whole.data();
  EVP_PKEY* read = d2i_PUBKEY(nullptr, &at, static_cast<long>(whole.size()));
  const bool set = read != nullptr && X509_set_pubkey(certificate, read) == 1;
  EVP_PKEY_free(read);
  return set;
}

}  // namespace

std::optional<Bytes> make_authority_certificate(const RsaKey& key, const std::string& unit) {
  const Certificate made(X509_new(), X509_free);
  X509* certificate = made.get();
  X509_set_version(certificate, 2);
  set_random_serial(certificate);
  set_time(X509_getm_notBefore(certificate), std::chrono::year{2015} / 1 / 1, std::chrono::seconds{0});
  set_time(X509_getm_notAfter(certificate), std::chrono::year{2045} / 1 / 1, std::chrono::seconds{0});
  X509_NAME* name = X509_get_subject_name(certificate);
  add_entry(name, "C", "JP");
  add_entry(name, "O", "Uketsuke Test Authority");
  add_entry(name, "OU", unit);
  add_entry(name, "OU", "Simulated, for tests only");
  X509_set_issuer_name(certificate, name);
  const bool complete = set_public_key(certificate, key.public_key()) &&
                        add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE") &&
                        add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign") &&
                        add_extension(certificate, certificate, NID_subject_key_identifier, "hash") &&
                        X509_sign(certificate, native(key), EVP_sha256()) > 0;
  if (!complete) return std::nullopt;
  return encoded(certificate, i2d_X509);
}

std::optional<Bytes> make_holder_certificate(const RsaKey& authority_key, ByteView authority_certificate,
                                             const RsaPublicKey& holder, CertificatePurpose purpose,
                                             const CertificateRequest& request) {
  const Certificate issuer = read_certificate(authority_certificate);
  if (!issuer) return std::nullopt;
  const Certificate made(X509_new(), X509_free);
  X509* certificate = made.get();
  X509_set_version(certificate, 2);
  set_random_serial(certificate);
  set_time(X509_getm_notBefore(certificate), request.from, std::chrono::seconds{0});
  set_time(X509_getm_notAfter(certificate), request.until, std::chrono::hours{24} - std::chrono::seconds{1});
  X509_NAME* name = X509_get_subject_name(certificate);
  add_entry(name, "C", "JP");
  add_entry(name, "CN", request.common_name);
  X509_set_issuer_name(certificate, X509_get_subject_name(issuer.get()));
  const char* usage = purpose == CertificatePurpose::authentication ? "critical,digitalSignature"
                                                                    : "critical,digitalSignature,nonRepudiation";
  // 1.2.392.200149.8.5.1.3.30, the policy of real authentication certificates.
  const Bytes policy = make_tlv(0x30, make_tlv(0x30, make_tlv(0x06, *from_hex("2A83088C9B55080501031E"))));
  const bool complete = set_public_key(certificate, holder) &&
                        add_extension(certificate, issuer.get(), NID_key_usage, usage) &&
                        add_extension(certificate, issuer.get(), NID_subject_key_identifier, "hash") &&
                        add_extension(certificate, issuer.get(), NID_authority_key_identifier, "keyid:always") &&
                        add_ready_extension(certificate, NID_certificate_policies, policy) &&
                        add_ready_extension(certificate, NID_subject_alt_name, request.alternative_names) &&
                        X509_sign(certificate, native(authority_key), EVP_sha256()) > 0;
  if (!complete) return std::nullopt;
  return encoded(certificate, i2d_X509);
}

std::optional<Bytes> make_revocation_list(const RsaKey& authority_key, ByteView authority_certificate,
                                          ByteView previous, ByteView revoked) {
  const Certificate issuer = read_certificate(authority_certificate);
  const unsigned char* at = previous.data();
  const Crl made(previous.empty() ? X509_CRL_new() : d2i_X509_CRL(nullptr, &at, static_cast<long>(previous.size())),
                 X509_CRL_free);
  if (!issuer || !made) return std::nullopt;
  X509_CRL_set_version(made.get(), 1);
  X509_CRL_set_issuer_name(made.get(), X509_get_subject_name(issuer.get()));
  ASN1_TIME* now = ASN1_TIME_set(nullptr, std::time(nullptr));
  X509_CRL_set1_lastUpdate(made.get(), now);
  if (!revoked.empty()) {
    const Certificate bad = read_certificate(revoked);
    if (!bad) {
      ASN1_TIME_free(now);
      return std::nullopt;
    }
    X509_REVOKED* entry = X509_REVOKED_new();
    X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(bad.get()));
    X509_REVOKED_set_revocationDate(entry, now);
    X509_CRL_add0_revoked(made.get(), entry);
  }
  ASN1_TIME* later = X509_time_adj_ex(nullptr, 3650, 0, nullptr);
  X509_CRL_set1_nextUpdate(made.get(), later);
  ASN1_TIME_free(now);
  ASN1_TIME_free(later);
  X509_CRL_sort(made.get());
  if (X509_CRL_sign(made.get(), native(authority_key), EVP_sha256()) <= 0) return std::nullopt;
  return encoded(made.get(), i2d_X509_CRL);
}

}  // namespace cardreader
