// RSA keys, digests and random bytes, over OpenSSL. The only file pair of the card library that signs.
#pragma once

#include <array>
#include <memory>
#include <optional>

#include "cardreader/bytes.h"
#include "kiosk/base/secret.h"

namespace cardreader {

using Digest = std::array<unsigned char, 32>;

Digest sha256(ByteView bytes);
/// The 51 bytes of a DigestInfo around a SHA-256 digest (RFC 8017, 9.2).
Bytes digest_info(const Digest& digest);
/// Random bytes from the system's generator.
Bytes random_bytes(std::size_t count);

/// A public key as the card stores it: 90 03 010001 91 82 0100 (modulus).
class RsaPublicKey {
 public:
  static std::optional<RsaPublicKey> from_card_form(ByteView bytes);
  static std::optional<RsaPublicKey> from_parts(ByteView modulus, ByteView exponent);
  /// From a certificate's SubjectPublicKeyInfo or any public key in DER.
  static std::optional<RsaPublicKey> from_der(ByteView subject_public_key_info);

  Bytes card_form() const;
  /// What was signed with PKCS#1 v1.5 padding: the bytes inside; nothing when the padding is wrong.
  std::optional<Bytes> recover(ByteView signature) const;
  /// Whether `signature` is PKCS#1 v1.5 over exactly `padded_contents` (for instance a DigestInfo).
  bool verifies(ByteView padded_contents, ByteView signature) const;
  bool operator==(const RsaPublicKey&) const = default;

 private:
  RsaPublicKey(Bytes modulus, Bytes exponent) : modulus_(std::move(modulus)), exponent_(std::move(exponent)) {}
  Bytes modulus_;
  Bytes exponent_;
};

/// An RSA private key.
class RsaKey {
 public:
  /// A new key of 2048 bits; nothing when OpenSSL fails (no entropy).
  static std::optional<RsaKey> generate();
  static std::optional<RsaKey> from_pkcs8(ByteView der);
  base::SecretBytes pkcs8() const;

  RsaPublicKey public_key() const;
  /// PKCS#1 v1.5 over the bytes given (1 to 245), without adding a DigestInfo.
  std::optional<Bytes> sign_raw(ByteView bytes) const;
  /// PSS with SHA-256 over a 32-byte digest.
  std::optional<Bytes> sign_pss(ByteView digest) const;
  /// PKCS#1 v1.5 over the SHA-256 DigestInfo of `bytes`.
  Bytes sign(ByteView bytes) const;
  /// The OpenSSL key, EVP_PKEY*, for certificates.
  void* native() const { return key_.get(); }

 private:
  explicit RsaKey(std::shared_ptr<void> key) : key_(std::move(key)) {}
  std::shared_ptr<void> key_;
};

}  // namespace cardreader
