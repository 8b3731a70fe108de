// The names and sentences of authenticity problems.
#include "cardreader/authenticity_problem.h"

namespace cardreader {

std::string_view name_of(AuthenticityProblem problem) {
  switch (problem) {
    case AuthenticityProblem::issuer_certificate_damaged:
      return "issuer-certificate-damaged";
    case AuthenticityProblem::issuer_not_trusted:
      return "issuer-not-trusted";
    case AuthenticityProblem::face_changed:
      return "face-changed";
    case AuthenticityProblem::attributes_changed:
      return "attributes-changed";
    case AuthenticityProblem::contents_disagree:
      return "contents-disagree";
    case AuthenticityProblem::chip_is_a_copy:
      return "chip-is-a-copy";
    case AuthenticityProblem::certificate_damaged:
      return "certificate-damaged";
    case AuthenticityProblem::certificate_not_trusted:
      return "certificate-not-trusted";
    case AuthenticityProblem::certificate_not_yet_valid:
      return "certificate-not-yet-valid";
    case AuthenticityProblem::certificate_expired:
      return "certificate-expired";
    case AuthenticityProblem::certificate_revoked:
      return "certificate-revoked";
    case AuthenticityProblem::revocation_unknown:
      return "revocation-unknown";
    case AuthenticityProblem::authentication_key_wrong:
      return "authentication-key-wrong";
    case AuthenticityProblem::card_expired:
      return "card-expired";
  }
  return "unknown";
}

std::string_view sentence_for(AuthenticityProblem problem) {
  switch (problem) {
    case AuthenticityProblem::issuer_certificate_damaged:
      return "The issuer's certificate on the card is damaged.";
    case AuthenticityProblem::issuer_not_trusted:
      return "The card was not made by an issuer we trust.";
    case AuthenticityProblem::face_changed:
      return "The photo or what stands beside it was changed.";
    case AuthenticityProblem::attributes_changed:
      return "Name, address, birth date or sex was changed.";
    case AuthenticityProblem::contents_disagree:
      return "Two places on the card contradict each other.";
    case AuthenticityProblem::chip_is_a_copy:
      return "The chip is a copy: it does not have the card's key.";
    case AuthenticityProblem::certificate_damaged:
      return "The authentication certificate is damaged.";
    case AuthenticityProblem::certificate_not_trusted:
      return "The authentication certificate is not from an authority we trust.";
    case AuthenticityProblem::certificate_not_yet_valid:
      return "The authentication certificate is not valid yet.";
    case AuthenticityProblem::certificate_expired:
      return "The authentication certificate expired more than three months ago.";
    case AuthenticityProblem::certificate_revoked:
      return "The authentication certificate was revoked.";
    case AuthenticityProblem::revocation_unknown:
      return "There is no current revocation list to ask.";
    case AuthenticityProblem::authentication_key_wrong:
      return "The authentication key does not fit its certificate.";
    case AuthenticityProblem::card_expired:
      return "The card has expired.";
  }
  return "Unknown problem.";
}

}  // namespace cardreader
