// Judging the JPKI authentication certificate: chain, revocation, validity.
#pragma once

#include <chrono>

#include "cardreader/card_authority.h"
#include "cardreader/card_error.h"
#include "cardreader/rsa_key.h"
#include "kiosk/base/result.h"

namespace cardreader {

/// How long a believed certificate still serves. Expired ones serve three months more, for eligibility only.
enum class CertificateStanding {
  valid,
  expires_within_three_months,  ///< tell the holder to renew it
  expired_but_still_accepted,   ///< eligibility only: no medical or medicine information
};

std::string_view name_of(CertificateStanding standing);

struct JudgedCertificate {
  CertificateStanding standing = CertificateStanding::valid;
  RsaPublicKey key;
  std::string serial_number;  ///< hexadecimal; what an insurer knows the holder by
};

/// Total on any bytes. not_genuine with the step at which it failed.
base::Result<JudgedCertificate, CardError> judge_certificate(ByteView certificate, const TrustAnchors& anchors,
                                                             std::chrono::year_month_day today);

}  // namespace cardreader
