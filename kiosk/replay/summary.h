// Summary: what a check-in came to, in a few lines for a person: who, how verified, against which limits, what was
// agreed, where the record is, how long each part took.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/checkin/visit_store.h"
#include "vision/face_verifier.h"

namespace kiosk::replay {

/// A part of the machine's own work, or of the story.
struct PartTime {
  std::string name;
  std::chrono::microseconds took{0};
};

/// What the summary is told from. The person is invented: the harness plays virtual cards and rosters only.
struct SummaryFacts {
  std::optional<checkin::Visit> visit;  ///< only when it was recorded
  std::string queue_number;
  std::optional<vision::VerificationDecision> face;  ///< the last decision about the face
  std::filesystem::path record;                      ///< the store's file; empty: it is gone with the story
  std::vector<PartTime> machine;                     ///< wall time of our own work
  std::vector<PartTime> screens;                     ///< story time on each screen, in the order seen
};

/// Lines without indentation, each beginning with a word that says what it is about.
std::vector<std::string> summary_of(const SummaryFacts& facts);

}  // namespace kiosk::replay
