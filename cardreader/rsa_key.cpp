// OpenSSL 3 EVP calls behind RsaKey and RsaPublicKey.
#include "cardreader/rsa_key.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <utility>

#include "cardreader/card_layout.h"
#include "cardreader/tlv.h"

namespace cardreader {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using KeyOperation = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;
using Number = std::unique_ptr<BIGNUM, decltype(&BN_free)>;

constexpr std::array<unsigned char, 19> sha256_prefix{0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                                      0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};

EVP_PKEY* pkey(const std::shared_ptr<void>& key) { return static_cast<EVP_PKEY*>(key.get()); }

Key public_pkey(const Bytes& modulus, const Bytes& exponent) {
  const Number n(BN_bin2bn(modulus.data(), static_cast<int>(modulus.size()), nullptr), BN_free);
  const Number e(BN_bin2bn(exponent.data(), static_cast<int>(exponent.size()), nullptr), BN_free);
  const std::unique_ptr<OSSL_PARAM_BLD, decltype(&OSSL_PARAM_BLD_free)> build(OSSL_PARAM_BLD_new(),
                                                                              OSSL_PARAM_BLD_free);
  OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  const std::unique_ptr<OSSL_PARAM, decltype(&OSSL_PARAM_free)> parameters(OSSL_PARAM_BLD_to_param(build.get()),
                                                                           OSSL_PARAM_free);
  const KeyOperation operation(EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, nullptr), EVP_PKEY_CTX_free);
  EVP_PKEY* made = nullptr;
  EVP_PKEY_fromdata_init(operation.get());
  EVP_PKEY_fromdata(operation.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.get());
  return {made, EVP_PKEY_free};
}

Bytes number_of(EVP_PKEY* key, const char* name) {
  BIGNUM* raw = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &raw) != 1) return {};
  const Number number(raw, BN_free);
  Bytes bytes(static_cast<std::size_t>(BN_num_bytes(number.get())));
  BN_bn2bin(number.get(), bytes.data());
  return bytes;
}

std::optional<Bytes> signed_by(EVP_PKEY* key, ByteView bytes, int padding) {
  const KeyOperation operation(EVP_PKEY_CTX_new(key, nullptr), EVP_PKEY_CTX_free);
  if (EVP_PKEY_sign_init(operation.get()) != 1) return std::nullopt;
  if (EVP_PKEY_CTX_set_rsa_padding(operation.get(), padding) != 1) return std::nullopt;
  if (padding == RSA_PKCS1_PSS_PADDING &&
      (EVP_PKEY_CTX_set_signature_md(operation.get(), EVP_sha256()) != 1 ||
       EVP_PKEY_CTX_set_rsa_pss_saltlen(operation.get(), RSA_PSS_SALTLEN_DIGEST) != 1)) {
    return std::nullopt;
  }
  Bytes signature(512);
  std::size_t size = signature.size();
  if (EVP_PKEY_sign(operation.get(), signature.data(), &size, bytes.data(), bytes.size()) != 1) return std::nullopt;
  signature.resize(size);
  return signature;
}

}  // namespace

Digest sha256(ByteView bytes) {
  Digest digest{};
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
  return digest;
}

Bytes digest_info(const Digest& digest) {
  Bytes bytes(sha256_prefix.begin(), sha256_prefix.end());
  append(bytes, digest);
  return bytes;
}

Bytes random_bytes(std::size_t count) {
  Bytes bytes(count);
  if (RAND_bytes(bytes.data(), static_cast<int>(count)) != 1) std::abort();  // never continue with predictable bytes
  return bytes;
}

std::optional<RsaPublicKey> RsaPublicKey::from_parts(ByteView modulus, ByteView exponent) {
  while (!modulus.empty() && modulus[0] == 0) modulus = modulus.subspan(1);
  const bool odd = !modulus.empty() && (modulus.back() & 1U) != 0;
  if (modulus.size() < 128 || modulus.size() > 512 || !odd || exponent.empty() || exponent.size() > 8)
    return std::nullopt;
  return RsaPublicKey(Bytes(modulus.begin(), modulus.end()), Bytes(exponent.begin(), exponent.end()));
}

std::optional<RsaPublicKey> RsaPublicKey::from_card_form(ByteView bytes) {
  const auto exponent = find_tlv(bytes, layout::tag::exponent);
  const auto modulus = find_tlv(bytes, layout::tag::modulus);
  if (!exponent || !modulus) return std::nullopt;
  return from_parts(modulus->value, exponent->value);
}

std::optional<RsaPublicKey> RsaPublicKey::from_der(ByteView der) {
  const unsigned char* at = der.data();
  const Key key(d2i_PUBKEY(nullptr, &at, static_cast<long>(der.size())), EVP_PKEY_free);
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) return std::nullopt;
  return from_parts(number_of(key.get(), OSSL_PKEY_PARAM_RSA_N), number_of(key.get(), OSSL_PKEY_PARAM_RSA_E));
}

Bytes RsaPublicKey::card_form() const {
  Bytes bytes = make_tlv(layout::tag::exponent, exponent_);
  append(bytes, make_tlv(layout::tag::modulus, modulus_));
  return bytes;
}

std::optional<Bytes> RsaPublicKey::recover(ByteView signature) const {
  const Key key = public_pkey(modulus_, exponent_);
  if (!key) return std::nullopt;
  const KeyOperation operation(EVP_PKEY_CTX_new(key.get(), nullptr), EVP_PKEY_CTX_free);
  if (!operation || EVP_PKEY_verify_recover_init(operation.get()) != 1) return std::nullopt;
  if (EVP_PKEY_CTX_set_rsa_padding(operation.get(), RSA_PKCS1_PADDING) != 1) return std::nullopt;
  Bytes contents(512);
  std::size_t size = contents.size();
  if (EVP_PKEY_verify_recover(operation.get(), contents.data(), &size, signature.data(), signature.size()) != 1)
    return std::nullopt;
  contents.resize(size);
  return contents;
}

bool RsaPublicKey::verifies(ByteView padded_contents, ByteView signature) const {
  const auto contents = recover(signature);
  return contents && std::ranges::equal(*contents, padded_contents);
}

std::optional<RsaKey> RsaKey::generate() {
  std::shared_ptr<void> key(EVP_RSA_gen(2048), [](void* made) { EVP_PKEY_free(static_cast<EVP_PKEY*>(made)); });
  if (!key) return std::nullopt;
  return RsaKey(std::move(key));
}

std::optional<RsaKey> RsaKey::from_pkcs8(ByteView der) {
  const unsigned char* at = der.data();
  std::shared_ptr<void> key(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(der.size())),
                            [](void* read) { EVP_PKEY_free(static_cast<EVP_PKEY*>(read)); });
  if (!key || EVP_PKEY_get_base_id(pkey(key)) != EVP_PKEY_RSA) return std::nullopt;
  return RsaKey(std::move(key));
}

base::SecretBytes RsaKey::pkcs8() const {
  const std::unique_ptr<PKCS8_PRIV_KEY_INFO, decltype(&PKCS8_PRIV_KEY_INFO_free)> info(EVP_PKEY2PKCS8(pkey(key_)),
                                                                                       PKCS8_PRIV_KEY_INFO_free);
  const int size = i2d_PKCS8_PRIV_KEY_INFO(info.get(), nullptr);
  Bytes der(static_cast<std::size_t>(size));
  unsigned char* at = der.data();
  i2d_PKCS8_PRIV_KEY_INFO(info.get(), &at);
  return base::SecretBytes(std::move(der));
}

RsaPublicKey RsaKey::public_key() const {
  auto key = RsaPublicKey::from_parts(number_of(pkey(key_), OSSL_PKEY_PARAM_RSA_N),
                                      number_of(pkey(key_), OSSL_PKEY_PARAM_RSA_E));
  assert(key);
  return std::move(*key);
}

std::optional<Bytes> RsaKey::sign_raw(ByteView bytes) const { return signed_by(pkey(key_), bytes, RSA_PKCS1_PADDING); }

std::optional<Bytes> RsaKey::sign_pss(ByteView digest) const {
  return signed_by(pkey(key_), digest, RSA_PKCS1_PSS_PADDING);
}

Bytes RsaKey::sign(ByteView bytes) const {
  auto signature = sign_raw(digest_info(sha256(bytes)));
  assert(signature);
  return std::move(*signature);
}

}  // namespace cardreader
