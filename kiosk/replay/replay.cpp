#include "kiosk/replay/replay.h"

#include <cstdlib>
#include <ostream>

#include "kiosk/replay/contact_sheet.h"
#include "kiosk/replay/invented_insurance.h"
#include "kiosk/replay/performance.h"
#include "kiosk/runtime/assets.h"
#include "kiosk/runtime/card_trust.h"
#include "kiosk/services/roster_eligibility_service.h"
#include "kiosk/services/sqlite_visit_store.h"
#include "vision/model_files.h"

namespace kiosk::replay {
namespace {

/// A folder of its own that is gone, with everything in it, at the end of the story.
class TemporaryFolder {
 public:
  static std::optional<TemporaryFolder> make() {
    std::string name = (std::filesystem::temp_directory_path() / "uketsuke-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) return std::nullopt;
    return TemporaryFolder(name);
  }
  TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

/// The files that the story's statements of one kind name.
std::vector<std::filesystem::path> files_of(const Play& play, Verb verb) {
  std::vector<std::filesystem::path> files;
  if (!play.scenario) return files;
  for (const Statement& statement : play.scenario->statements) {
    if (statement.verb == verb) files.push_back(play.scenario->folder / statement.words);
  }
  return files;
}

/// Every card that somebody in the story holds.
base::Result<std::vector<cardreader::VirtualCardContents>, ReplayError> cards_in(const Play& play) {
  auto files = files_of(play, Verb::card);
  if (!play.card.empty()) files.push_back(play.card);
  std::vector<cardreader::VirtualCardContents> cards;
  for (const auto& file : files) {
    auto card = cardreader::load_virtual_card(file);
    if (!card) return ReplayError{card.error().text()};
    cards.push_back(std::move(card).value());
  }
  return cards;
}

/// Whom to believe about the story's cards. Without cards nobody need be believed.
base::Result<std::optional<runtime::CardTrust>, ReplayError> trust_for(
    const std::vector<cardreader::VirtualCardContents>& cards, const std::filesystem::path& authority) {
  if (cards.empty()) return std::optional<runtime::CardTrust>{};
  auto trust = runtime::load_card_trust(authority);
  if (!trust) return ReplayError{trust.error().text()};
  return std::optional(std::move(trust).value());
}

}  // namespace

Theatre::Theatre(ReplaySettings settings, std::unique_ptr<Stage> stage, std::unique_ptr<vision::DlibFaceAnalyzer> faces,
                 screens::Catalogs catalogs, runtime::FaceVerification verification)
    : settings_(std::move(settings)),
      stage_(std::move(stage)),
      faces_(std::move(faces)),
      catalogs_(std::move(catalogs)),
      verification_(std::move(verification)) {}

base::Result<std::unique_ptr<Theatre>, ReplayError> Theatre::open(const ReplaySettings& settings) {
  auto catalogs = screens::Catalogs::load(runtime::assets_folder() / "text");
  if (!catalogs) return ReplayError{catalogs.error().detail};
  const auto models = vision::find_models();
  if (!models) return ReplayError{vision::describe(models.error())};
  auto row = vision::row_for(vision::shipped_threshold_rows(), "card-photo", models.value().first_model,
                             models.value().second_model);
  if (!row) return ReplayError{vision::describe(row.error())};
  auto faces = vision::DlibFaceAnalyzer::load(models.value());
  if (!faces) return ReplayError{vision::describe(faces.error())};
  auto stage = Stage::open();
  if (!stage) return ReplayError{stage.error().text()};
  return std::unique_ptr<Theatre>(new Theatre(settings, std::move(stage).value(), std::move(faces).value(),
                                              std::move(catalogs).value(), {std::move(row).value(), {}}));
}

base::Result<PlayedStory, ReplayError> Theatre::play(const Play& play, std::ostream& out) {
  stage_->clear();
  if (!play.card.empty()) {
    if (const auto held = stage_->hold_card(play.card); !held) return ReplayError{held.error().text()};
  }
  if (!play.video.empty()) {
    const auto loaded = stage_->camera().load(play.video);
    if (!loaded) return ReplayError{vision::describe(loaded.error())};
  }
  const auto cards = cards_in(play);
  if (!cards) return cards.error();
  const auto trust = trust_for(cards.value(), settings_.authority);
  if (!trust) return trust.error();
  const auto temporary = TemporaryFolder::make();
  if (!temporary) return ReplayError{"no temporary folder can be made; is the disk full or TMPDIR not writable?"};
  const auto records = settings_.records.empty() ? temporary->path() : settings_.records;
  auto visits = services::SqliteVisitStore::open(records / "visits.db");
  if (!visits) return ReplayError{visits.error().detail};
  auto roster = settings_.roster;
  if (roster.empty()) {
    roster = temporary->path() / "roster.db";
    const auto written = insure_people(files_of(play, Verb::roster), cards.value(), roster);
    if (!written) return ReplayError{written.error().detail};
  }
  auto eligibility = services::RosterEligibilityService::load(roster);
  if (!eligibility) return ReplayError{eligibility.error().detail};

  checkin::Rules rules;
  rules.default_language = settings_.language;
  Story story(settings_.narration, catalogs_, out);
  cardreader::PcscCardReader reader;
  runtime::Kiosk kiosk(rules,
                       {reader, stage_->front(), stage_->camera(), *faces_, *eligibility.value(), *visits.value(),
                        trust.value() ? &*trust.value() : nullptr},
                       verification_, {&story, &story, &story});
  Performance performance(kiosk, *stage_, story, catalogs_, settings_.begin);
  if (play.scenario) {
    performance.play(*play.scenario);
  } else {
    performance.play_hands_off();
  }
  const PlayedStory played{performance.outcome(), performance.failures()};
  if (!settings_.contact_sheet.empty()) {
    const auto drawn = write_contact_sheet(story.used_frames(), settings_.contact_sheet,
                                           settings_.show_faces ? Faces::shown : Faces::hidden);
    if (!drawn) return ReplayError{drawn.error()};
  }
  story.finish(played.outcome, played.failures,
               settings_.records.empty() ? std::filesystem::path{} : records / "visits.db");
  return played;
}

}  // namespace kiosk::replay
