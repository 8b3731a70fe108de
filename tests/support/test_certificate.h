// Test certificates and proofs as a card would give them, made with OpenSSL on the spot.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/checkin/patient.h"

namespace support {

/// One RSA-2048 key for the whole test program (making one takes a tenth of a second).
inline EVP_PKEY* test_key() {
  static EVP_PKEY* key = EVP_RSA_gen(2048);
  return key;
}

/// A self-signed certificate, DER.
inline std::vector<unsigned char> test_certificate(const std::string& common_name, std::int64_t serial,
                                                   std::chrono::year_month_day last_day) {
  X509* certificate = X509_new();
  ASN1_INTEGER_set_int64(X509_get_serialNumber(certificate), serial);
  const std::chrono::sys_seconds end = std::chrono::sys_days{last_day} + std::chrono::hours{14};  // 23:00 in Japan
  ASN1_TIME_set(X509_getm_notBefore(certificate), end.time_since_epoch().count() - 5 * 365 * 86'400);
  ASN1_TIME_set(X509_getm_notAfter(certificate), end.time_since_epoch().count());
  X509_set_pubkey(certificate, test_key());
  X509_NAME* name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(common_name.c_str()), -1,
                             -1, 0);
  X509_set_issuer_name(certificate, name);
  X509_sign(certificate, test_key(), EVP_sha256());
  std::vector<unsigned char> der(static_cast<std::size_t>(i2d_X509(certificate, nullptr)));
  unsigned char* at = der.data();
  i2d_X509(certificate, &at);
  X509_free(certificate);
  return der;
}

/// The certificate as a PEM file; its name.
inline std::string write_pem(const std::filesystem::path& file, const std::vector<unsigned char>& der) {
  const unsigned char* at = der.data();
  X509* certificate = d2i_X509(nullptr, &at, static_cast<long>(der.size()));
  FILE* stream = std::fopen(file.c_str(), "w");
  PEM_write_X509(stream, certificate);
  std::fclose(stream);
  X509_free(certificate);
  return file.string();
}

inline std::vector<unsigned char> test_signature(const std::vector<unsigned char>& text) {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  std::vector<unsigned char> signature(512);
  std::size_t size = signature.size();
  EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, test_key());
  EVP_DigestSign(context, signature.data(), &size, text.data(), text.size());
  EVP_MD_CTX_free(context);
  signature.resize(size);
  return signature;
}

inline kiosk::checkin::CardProof test_proof(std::vector<unsigned char> certificate) {
  kiosk::checkin::CardProof proof;
  proof.certificate = std::move(certificate);
  proof.nonce.assign(32, 7);
  proof.signature = test_signature(proof.nonce);
  return proof;
}

}  // namespace support
