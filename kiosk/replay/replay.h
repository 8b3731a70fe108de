// One check-in, played: a stage, a kiosk in lockstep, a patient, a story.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/replay/outcome.h"
#include "kiosk/replay/scenario.h"
#include "kiosk/replay/stage.h"
#include "kiosk/replay/story.h"
#include "vision/dlib_face_analyzer.h"

namespace kiosk::replay {

/// What is the same for every story of a run.
struct ReplaySettings {
  Narration narration = Narration::text;
  std::string language = "ja";
  std::filesystem::path records;        ///< folder for the visit store; empty: a temporary one
  std::filesystem::path roster;         ///< empty: the card's holder is insured, invented
  std::filesystem::path authority;      ///< folder of the card authority that cards are believed by
  std::filesystem::path contact_sheet;  ///< PNG of the frames used; empty: none
  bool show_faces = false;              ///< otherwise faces on the contact sheet are made unrecognisable
  std::chrono::sys_seconds begin{};     ///< the story's wall clock at its start
};

/// The story to play: a scenario, or a card and a recording for a patient who keeps their hands off.
struct Play {
  std::optional<Scenario> scenario;
  std::filesystem::path card;
  std::filesystem::path video;
};

struct PlayedStory {
  Outcome outcome;
  std::vector<std::string> failures;  ///< expectations that did not hold, in words
};

/// Why a story could not be played at all; one sentence for stderr.
struct ReplayError {
  std::string message;
};

/// Loads what all stories share: models, catalogues, the stage. One thread.
class Theatre {
 public:
  static base::Result<std::unique_ptr<Theatre>, ReplayError> open(const ReplaySettings& settings);

  base::Result<PlayedStory, ReplayError> play(const Play& play, std::ostream& out);

 private:
  Theatre(ReplaySettings settings, std::unique_ptr<Stage> stage, std::unique_ptr<vision::DlibFaceAnalyzer> faces,
          screens::Catalogs catalogs, runtime::FaceVerification verification);

  ReplaySettings settings_;
  std::unique_ptr<Stage> stage_;
  std::unique_ptr<vision::DlibFaceAnalyzer> faces_;
  screens::Catalogs catalogs_;
  runtime::FaceVerification verification_;
};

}  // namespace kiosk::replay
