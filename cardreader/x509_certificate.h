// Making X.509 certificates and revocation lists for the test authority. Judging them is card_authenticity's work.
#pragma once

#include <optional>

#include "cardreader/card_authority.h"
#include "cardreader/rsa_key.h"

namespace cardreader {

/// A self-signed authority certificate, DER, valid for thirty years from the year 2015 on.
std::optional<Bytes> make_authority_certificate(const RsaKey& key, const std::string& unit);

/// A holder's certificate, DER. Key usage follows the purpose.
std::optional<Bytes> make_holder_certificate(const RsaKey& authority_key, ByteView authority_certificate,
                                             const RsaPublicKey& holder, CertificatePurpose purpose,
                                             const CertificateRequest& request);

/// A revocation list, DER: the serial numbers of `previous` (may be empty) and of `revoked` (may be empty).
std::optional<Bytes> make_revocation_list(const RsaKey& authority_key, ByteView authority_certificate,
                                          ByteView previous, ByteView revoked);

}  // namespace cardreader
