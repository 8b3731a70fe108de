// One check-in, played: a stage, a kiosk in lockstep, a patient, a story.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/replay/casting.h"
#include "kiosk/replay/outcome.h"
#include "kiosk/replay/performance.h"
#include "kiosk/replay/scenario.h"
#include "kiosk/replay/stage.h"
#include "kiosk/replay/story.h"
#include "vision/dlib_face_analyzer.h"

namespace kiosk::replay {

/// On the story's own time, or as long as it takes at the glass, with the kiosk's threads.
enum class Speed { lockstep, true_speed };

/// What is the same for every story of a run.
struct ReplaySettings {
  Narration narration = Narration::text;
  std::string language = "ja";
  std::filesystem::path records;        ///< folder for the visit store; empty: a temporary one
  std::filesystem::path roster;         ///< empty: the card's holder is insured, invented
  std::filesystem::path authority;      ///< folder of the card authority that cards are believed by
  std::filesystem::path contact_sheet;  ///< PNG of the frames used; empty: none
  Casting casting;                      ///< where people and videos lie
  Speed speed = Speed::lockstep;
  bool show_faces = false;  ///< otherwise faces on the contact sheet are made unrecognisable
  cardreader::FrontSight front = cardreader::FrontSight::printed;  ///< how number B is read off the cards
  std::chrono::sys_seconds begin{};                                ///< the story's wall clock at its start
};

/// The story to play: a scenario, or a card and a recording for a patient who keeps their hands off.
struct Play {
  std::optional<Scenario> scenario;
  std::filesystem::path card;
  std::filesystem::path video;
};

struct PlayedStory {
  Outcome outcome;
  std::vector<Failure> failures;     ///< expectations that did not hold
  std::vector<Recovery> recoveries;  ///< after troubles
  enum class Faces { none, recorded_video, recorded_observations } faces = Faces::none;
  std::chrono::microseconds machine_time{0};
  std::vector<UsedFrame> used_frames;
  Chronicle chronicle;
};

/// Why a story could not be played at all; one sentence for stderr.
struct ReplayError {
  std::string message;
  int line = 0;  ///< of the scenario, where it is to blame
};

/// Loads what all stories share: catalogues, the stage, and the models when a story first needs them. One thread.
class Theatre {
 public:
  static base::Result<std::unique_ptr<Theatre>, ReplayError> open(const ReplaySettings& settings);

  base::Result<PlayedStory, ReplayError> play(const Play& play, std::ostream& out);

 private:
  Theatre(ReplaySettings settings, std::unique_ptr<Stage> stage, screens::Catalogs catalogs)
      : settings_(std::move(settings)), stage_(std::move(stage)), catalogs_(std::move(catalogs)) {}

  base::Result<base::Done, ReplayError> set_stage(const Play& play);
  /// The networks, loaded for the first story that needs them.
  base::Result<base::Done, ReplayError> load_faces();
  base::Result<std::filesystem::path, ReplayError> roster_for(const Play& play,
                                                              const std::vector<cardreader::VirtualCardContents>& cards,
                                                              const std::filesystem::path& temporary) const;

  ReplaySettings settings_;
  std::unique_ptr<Stage> stage_;
  std::unique_ptr<vision::DlibFaceAnalyzer> faces_;
  screens::Catalogs catalogs_;
  std::optional<runtime::FaceVerification> verification_;
};

}  // namespace kiosk::replay
