// From a proof or a letter to the person, and to the answer about them.
#include "kiosk/services/roster_eligibility_service.h"

#include <thread>

namespace kiosk::services {
namespace {

using base::Done;
using base::Result;
using checkin::CardProof;
using checkin::Eligibility;
using checkin::ServiceError;
using checkin::ServiceProblem;

ServiceError out_of_order(const checkin::StoreError& error) {
  return ServiceError{ServiceProblem::out_of_order, error.detail};
}

Result<CertificateFacts, ServiceError> accepted_certificate(const CardProof& proof) {
  auto facts = certificate_facts(proof.certificate);
  if (!facts) return ServiceError{ServiceProblem::refused, "the card's certificate cannot be read"};
  // Without a signature (visual check, no PIN) the certificate alone is accepted: staff vouch for the person.
  if (!proof.signature.empty() && !signature_fits(proof)) {
    return ServiceError{ServiceProblem::refused, "the card's signature does not belong to its certificate"};
  }
  return *std::move(facts);
}

}  // namespace

Result<std::unique_ptr<RosterEligibilityService>, checkin::StoreError> RosterEligibilityService::load(
    const std::filesystem::path& file, std::chrono::milliseconds latency) {
  auto roster = Roster::load(file);
  if (!roster) return roster.error();
  return std::unique_ptr<RosterEligibilityService>{new RosterEligibilityService{std::move(roster).value(), latency}};
}

Result<Eligibility, ServiceError> RosterEligibilityService::check(const checkin::EligibilityQuestion& question,
                                                                  checkin::Date today) {
  std::this_thread::sleep_for(latency_);
  return answer_from(*roster_, question, today);
}

Result<Done, ServiceError> RosterEligibilityService::register_card(const CardProof& proof) {
  std::this_thread::sleep_for(latency_);
  return register_in(*roster_, proof);
}

Result<Eligibility, ServiceError> answer_from(Roster& roster, const checkin::EligibilityQuestion& question,
                                              checkin::Date today) {
  if (const auto* letter = std::get_if<checkin::EligibilityLetter>(&question)) {
    const auto person = roster.find_by_letter(*letter);
    if (!person) return out_of_order(person.error());
    return person.value() ? eligibility_by_letter(*person.value(), *letter, today) : Eligibility{};
  }
  const auto certificate = accepted_certificate(std::get<CardProof>(question));
  if (!certificate) return certificate.error();
  const auto standing = standing_on(certificate.value().valid_until, today);
  const auto person = roster.find_by_card(certificate.value());
  if (!person) return out_of_order(person.error());
  if (!person.value()) {
    Eligibility unknown;
    unknown.certificate = standing;
    return unknown;
  }
  return eligibility_of(*person.value(), today, standing);
}

Result<Done, ServiceError> register_in(Roster& roster, const CardProof& proof) {
  const auto certificate = accepted_certificate(proof);
  if (!certificate) return certificate.error();
  auto person = roster.find_by_card(certificate.value());
  if (!person) return out_of_order(person.error());
  if (!person.value()) return ServiceError{ServiceProblem::refused, "no insured person belongs to this certificate"};
  person.value()->registration = checkin::Registration::registered;
  person.value()->certificate_serial = certificate.value().serial;
  if (auto saved = roster.add(*person.value()); !saved) return out_of_order(saved.error());
  return Done{};
}

}  // namespace kiosk::services
