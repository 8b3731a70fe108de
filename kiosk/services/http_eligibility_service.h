// Eligibility from an insurer's server over HTTP.
#pragma once

#include <chrono>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "kiosk/checkin/eligibility_service.h"

namespace kiosk::services {

/// How long the insurer may take, and who it must be. Every wait is bounded by `deadline`, whatever the server does.
struct InsurerPatience {
  std::chrono::milliseconds deadline{15'000};   ///< for one question, all attempts together
  std::chrono::milliseconds connecting{3'000};  ///< for one connection
  int attempts = 3;                             ///< after a broken connection or a server that is out of order
  std::chrono::milliseconds first_pause{200};   ///< before the second attempt; doubled before the third
  /// PEM file of the one authority that may have signed an https:// insurer's certificate; empty: any that the system
  /// believes.
  std::string authority{};
};

/// Asks `BASE/v1/eligibility` and `BASE/v1/registrations`. All attempts at one question carry one idempotency key, so
/// that a question which arrived twice counts once. An answer that is too large (1 MB), no JSON, or about another
/// question is `garbled` and shown to nobody. One thread at a time; blocks for the deadline at the longest.
class HttpEligibilityService final : public checkin::EligibilityService {
 public:
  /// `base` such as `http://127.0.0.1:8443`; the error says what is wrong with the address.
  static base::Result<std::unique_ptr<HttpEligibilityService>, checkin::ServiceError> create(
      const std::string& base, InsurerPatience patience = {});

  base::Result<checkin::Eligibility, checkin::ServiceError> check(const checkin::EligibilityQuestion& question,
                                                                  checkin::Date today) override;
  base::Result<base::Done, checkin::ServiceError> register_card(const checkin::CardProof& proof) override;

 private:
  HttpEligibilityService(std::string base, InsurerPatience patience) : base_(std::move(base)), patience_(patience) {}
  base::Result<nlohmann::ordered_json, checkin::ServiceError> ask(const std::string& path,
                                                                  const nlohmann::ordered_json& question);

  std::string base_;
  InsurerPatience patience_;
};

/// SHA-256 of a question's JSON: an answer repeats it, so that an answer about somebody else is seen.
std::string fingerprint_of(const nlohmann::ordered_json& question);

}  // namespace kiosk::services
