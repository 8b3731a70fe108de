// Does a certificate come from the authority that we trust, and is it still in force there?
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/checkin/eligibility_service.h"

namespace kiosk::services {

enum class CertificateVerdict {
  trusted,  ///< issued by the authority and not revoked; whether it has ended is judged by its date
  revoked,
  unknown,  ///< of another issuer, forged, or no certificate
};

/// Judges by one authority's certificate and its revocation list. Immutable; any thread.
class CertificateJudge {
 public:
  /// Both as DER; an empty list means that nothing is revoked. The list must be signed by the authority.
  static base::Result<CertificateJudge, checkin::ServiceError> create(std::span<const unsigned char> authority,
                                                                      std::span<const unsigned char> revocation_list);
  CertificateVerdict judge(std::span<const unsigned char> certificate) const;

 private:
  explicit CertificateJudge(std::shared_ptr<void> store) : store_(std::move(store)) {}
  std::shared_ptr<void> store_;  ///< an X509_STORE
};

}  // namespace kiosk::services
