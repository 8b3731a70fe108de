// CardAuthority: the keys of those who issue cards: certificate authorities of the two JPKI certificates, the authority
// and the municipal issuer of the card-verifiable certificates, and the authority and one terminal of terminal
// authentication. All simulated: they prove nothing to anyone but this project's own programs.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "cardreader/card_error.h"
#include "cardreader/rsa_key.h"
#include "kiosk/base/result.h"

namespace cardreader {

/// Who is certified, for how long.
struct CertificateRequest {
  std::string common_name;
  std::chrono::year_month_day from;
  std::chrono::year_month_day until;
  Bytes alternative_names;  ///< DER of a GeneralNames extension, or empty
};

enum class CertificatePurpose { authentication, signature };

/// What a kiosk must know to judge cards: public parts only.
struct TrustAnchors {
  Bytes authentication_authority;  ///< X.509 DER
  Bytes signature_authority;       ///< X.509 DER
  RsaPublicKey card_authority;     ///< signs the card-verifiable certificates
  Bytes revocation_list;           ///< X.509 CRL DER of the authentication authority; empty when there is none
};

/// A terminal's own certificate and key, for terminal authentication.
struct TerminalIdentity {
  Bytes certificate_body;       ///< 297 bytes
  Bytes certificate_signature;  ///< 256 bytes
  base::SecretBytes key;        ///< PKCS#8 DER
};

/// Lives in a folder of PEM files. One thread at a time.
class CardAuthority {
 public:
  /// Opens the folder; cannot_present when it is not an authority's folder.
  static base::Result<CardAuthority, CardError> open(const std::filesystem::path& folder);
  /// Makes all keys and certificates (a few seconds). The folder must be new or empty.
  static base::Result<CardAuthority, CardError> create(const std::filesystem::path& folder);

  /// An X.509 certificate in DER for a card's public key.
  base::Result<Bytes, CardError> certify(CertificatePurpose purpose, const RsaPublicKey& key,
                                         const CertificateRequest& request);
  /// The authority's own certificate, DER.
  Bytes authority_certificate(CertificatePurpose purpose) const;

  /// A card-verifiable certificate (568 bytes) for the municipal issuer's key; `series` 33 text, 23 visual.
  Bytes issuer_certificate(std::string_view series) const;
  /// The issuer's signature over the bytes that stand in a DigestInfo-like frame already.
  Bytes issuer_signature_over_frame(ByteView padded_contents) const;
  /// The issuer's ordinary signature (PKCS#1 v1.5, SHA-256).
  Bytes issuer_signature(ByteView bytes) const;
  /// The public key that a card keeps to judge terminals.
  RsaPublicKey terminal_authority() const;

  /// Enters a certificate's serial number in the revocation list on disk.
  base::Result<base::Done, CardError> revoke(ByteView certificate);

  TrustAnchors anchors() const;
  TerminalIdentity terminal() const;

 private:
  CardAuthority(std::filesystem::path folder, std::vector<RsaKey> keys)
      : folder_(std::move(folder)), keys_(std::move(keys)) {}
  const RsaKey& key(std::size_t role) const { return keys_[role]; }

  std::filesystem::path folder_;
  std::vector<RsaKey> keys_;
  std::vector<Bytes> certificates_;  // of the two JPKI authorities
  Bytes revocation_list_;
};

/// Where the authority's folder usually is: `$UKETSUKE_AUTHORITY`, else `$XDG_DATA_HOME/uketsuke/authority`, else
/// `~/.local/share/uketsuke/authority`.
std::filesystem::path usual_authority_folder();

/// Loads only what a kiosk needs from an authority's folder (no private key is read).
base::Result<TrustAnchors, CardError> load_trust_anchors(const std::filesystem::path& folder);
/// Loads the terminal's certificate and key from an authority's folder.
base::Result<TerminalIdentity, CardError> load_terminal(const std::filesystem::path& folder);

}  // namespace cardreader
