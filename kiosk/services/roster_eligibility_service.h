// Eligibility from a roster beside the kiosk: no network, the same rules as the simulated insurer.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "kiosk/services/roster.h"

namespace kiosk::services {

/// Answers from a roster file. A card is found by its certificate, and its signature (when there is one) must fit; a
/// letter by its numbers and birth date. One thread at a time; blocks for `latency` and a file read.
class RosterEligibilityService final : public checkin::EligibilityService {
 public:
  /// `latency` is how long every answer takes, to try the waiting screen.
  static base::Result<std::unique_ptr<RosterEligibilityService>, checkin::StoreError> load(
      const std::filesystem::path& roster, std::chrono::milliseconds latency = std::chrono::milliseconds{0});

  base::Result<checkin::Eligibility, checkin::ServiceError> check(const checkin::EligibilityQuestion& question,
                                                                  checkin::Date today) override;
  base::Result<base::Done, checkin::ServiceError> register_card(const checkin::CardProof& proof) override;

 private:
  RosterEligibilityService(std::unique_ptr<Roster> roster, std::chrono::milliseconds latency)
      : roster_(std::move(roster)), latency_(latency) {}

  std::unique_ptr<Roster> roster_;
  std::chrono::milliseconds latency_;
};

/// The answer to a question from a roster: shared by the embedded service and the simulated insurer.
base::Result<checkin::Eligibility, checkin::ServiceError> answer_from(Roster& roster,
                                                                      const checkin::EligibilityQuestion& question,
                                                                      checkin::Date today);
base::Result<base::Done, checkin::ServiceError> register_in(Roster& roster, const checkin::CardProof& proof);

}  // namespace kiosk::services
