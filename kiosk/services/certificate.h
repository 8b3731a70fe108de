// What the insurer's side looks at in a user authentication certificate, and whether the card's signature fits it.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "kiosk/checkin/eligibility_service.h"

namespace kiosk::services {

struct CertificateFacts {
  std::string serial;           ///< lower-case hexadecimal without leading zeros
  std::string subject;          ///< common name
  checkin::Date valid_until{};  ///< last day in Japan

  bool operator==(const CertificateFacts&) const = default;
};

/// Nothing when the bytes are not one DER X.509 certificate.
std::optional<CertificateFacts> certificate_facts(std::span<const unsigned char> der);

/// Does the signature (RSA PKCS#1 v1.5 with SHA-256 over the nonce) belong to the certificate's key?
bool signature_fits(const checkin::CardProof& proof);

/// Standing by the calendar alone: a warning from three months before the end, a grace period of three months after.
checkin::CertificateStanding standing_on(checkin::Date valid_until, checkin::Date today);

/// A serial as people write it (`0A:1b…`) in the form of `CertificateFacts::serial`.
std::string normal_serial(std::string_view written);

}  // namespace kiosk::services
