// Why a card is not believed: one value for each step of the check, so that the record says where it failed.
#pragma once

#include <string_view>

namespace cardreader {

enum class AuthenticityProblem {
  issuer_certificate_damaged,  ///< the card-verifiable certificate cannot be read
  issuer_not_trusted,          ///< it is not signed by the card authority we trust
  face_changed,                ///< photo, birth date, sex, name picture or card key do not fit the issuer's signature
  attributes_changed,          ///< name, address, birth date or sex as text do not fit the issuer's signature
  contents_disagree,           ///< two places of the card say different things (birth date, expiry year)
  chip_is_a_copy,              ///< the chip does not have the key that the signed contents name
  certificate_damaged,         ///< the authentication certificate cannot be read
  certificate_not_trusted,     ///< it is not signed by the certificate authority we trust
  certificate_not_yet_valid,
  certificate_expired,  ///< more than three months ago
  certificate_revoked,
  revocation_unknown,        ///< there is no usable revocation list
  authentication_key_wrong,  ///< the chip's authentication key does not fit its certificate
  card_expired,              ///< the date on the card's face has passed
};

/// The name with hyphens ("issuer-not-trusted"), for the record.
std::string_view name_of(AuthenticityProblem problem);

/// A short English sentence, for staff.
std::string_view sentence_for(AuthenticityProblem problem);

}  // namespace cardreader
