#include "kiosk/replay/replay.h"

#include <algorithm>
#include <cstdlib>
#include <ostream>

#include "kiosk/base/own_folder.h"
#include "kiosk/letters/letter_reader.h"
#include "kiosk/replay/audience.h"
#include "kiosk/replay/contact_sheet.h"
#include "kiosk/replay/invented_insurance.h"
#include "kiosk/replay/performance.h"
#include "kiosk/replay/relay.h"
#include "kiosk/replay/true_speed_run.h"
#include "kiosk/runtime/assets.h"
#include "kiosk/runtime/card_trust.h"
#include "kiosk/runtime/lockstep_run.h"
#include "kiosk/services/open_eligibility.h"
#include "kiosk/services/sqlite_visit_store.h"
#include "vision/model_files.h"

namespace kiosk::replay {
namespace {

/// Every card that somebody in the story holds.
base::Result<std::vector<cardreader::VirtualCardContents>, ReplayError> cards_in(const Play& play,
                                                                                 const Casting& casting) {
  std::vector<std::filesystem::path> files;
  if (play.scenario) {
    for (const Statement& statement : play.scenario->statements) {
      const bool is_cast = statement.verb == Verb::who && statement.words != somebody_with_another_card;
      if (!is_cast && statement.verb != Verb::card) continue;
      auto file = is_cast ? casting.card_of(statement.words) : casting.card_file(*play.scenario, statement.words);
      if (!file) return ReplayError{file.error(), statement.line};
      files.push_back(std::move(file).value());
    }
  }
  if (!play.card.empty()) files.push_back(play.card);
  std::vector<cardreader::VirtualCardContents> cards;
  for (const auto& file : files) {
    auto card = cardreader::load_virtual_card(file);
    if (!card) return ReplayError{card.error().text()};
    cards.push_back(std::move(card).value());
  }
  return cards;
}

bool has(const Play& play, Verb verb) {
  if (!play.scenario) return false;
  const auto& statements = play.scenario->statements;
  return std::any_of(statements.begin(), statements.end(), [&](const Statement& s) { return s.verb == verb; });
}

/// The first tape of observations; empty without one.
std::filesystem::path tape_of(const Play& play) {
  if (!play.scenario) return {};
  for (const Statement& statement : play.scenario->statements) {
    if (statement.verb == Verb::observe && statement.words.ends_with(tape_ending)) {
      return play.scenario->folder / statement.words;
    }
  }
  return {};
}

PlayedStory::Faces faces_of(const Play& play) {
  if (has(play, Verb::observe)) return PlayedStory::Faces::recorded_observations;
  const bool has_video = has(play, Verb::video) || !play.video.empty();
  return has_video ? PlayedStory::Faces::recorded_video : PlayedStory::Faces::none;
}

/// Whom to believe about the story's cards. Without cards nobody need be believed.
base::Result<std::optional<runtime::CardTrust>, ReplayError> trust_for(
    const std::vector<cardreader::VirtualCardContents>& cards, const std::filesystem::path& authority) {
  if (cards.empty()) return std::optional<runtime::CardTrust>{};
  auto trust = runtime::load_card_trust(authority);
  if (!trust) return ReplayError{trust.error().text()};
  return std::optional(std::move(trust).value());
}

/// Tells the recorded person what the kiosk asks for, at once, then whoever watches.
class AskedFace final : public runtime::FaceObserver {
 public:
  AskedFace(ObservedFaces& faces, runtime::FaceObserver& watcher) : faces_(faces), watcher_(watcher) {}
  void saw(const vision::SharedFrame& frame, const vision::Observation& observation,
           const vision::VerificationDecision& seen) override {
    faces_.ask(seen.prompt);
    watcher_.saw(frame, observation, seen);
  }
  void made_reference(std::chrono::microseconds took) override { watcher_.made_reference(took); }
  void analysed(std::chrono::microseconds took) override { watcher_.analysed(took); }

 private:
  ObservedFaces& faces_;
  runtime::FaceObserver& watcher_;
};

/// The service looks at its readers now and then only: for a moment it still sees the card of the story before.
base::Result<base::Done, ReplayError> await_empty_reader() {
  const auto give_up_at = std::chrono::steady_clock::now() + std::chrono::seconds{10};
  cardreader::PcscCardReader reader;
  while (std::chrono::steady_clock::now() < give_up_at) {
    if (reader.wait_for_change(base::Duration{200}).presence == cardreader::CardPresence::absent) return base::Done{};
  }
  return ReplayError{"the card of the story before is still in the reader after 10 s"};
}

template <class Watcher>
void watch(Audience& audience, Watcher& watcher) {
  audience.add(static_cast<runtime::SessionObserver&>(watcher));
  audience.add(static_cast<runtime::CardObserver&>(watcher));
  audience.add(static_cast<runtime::FaceObserver&>(watcher));
}

/// The face thresholds by name, for stories without networks: the distances are recorded ones.
runtime::FaceVerification verification_without_networks() {
  const auto& rows = vision::shipped_threshold_rows();
  const auto row = std::find_if(rows.begin(), rows.end(), [](const auto& one) { return one.name == "card-photo"; });
  return {row == rows.end() ? vision::ThresholdRow{} : *row, {}};
}

}  // namespace

base::Result<std::unique_ptr<Theatre>, ReplayError> Theatre::open(const ReplaySettings& settings) {
  auto catalogs = screens::Catalogs::load(runtime::assets_folder() / "text");
  if (!catalogs) return ReplayError{catalogs.error().detail};
  auto stage = Stage::open(settings.front);
  if (!stage) return ReplayError{stage.error().text()};
  return std::unique_ptr<Theatre>(new Theatre(settings, std::move(stage).value(), std::move(catalogs).value()));
}

base::Result<base::Done, ReplayError> Theatre::load_faces() {
  if (faces_) return base::Done{};
  const auto models = vision::find_models();
  if (!models) return ReplayError{vision::describe(models.error())};
  auto row = vision::threshold_row_for(models.value());
  if (!row) return ReplayError{vision::describe(row.error())};
  auto faces = vision::DlibFaceAnalyzer::load(models.value());
  if (!faces) return ReplayError{vision::describe(faces.error())};
  faces_ = std::move(faces).value();
  verification_ = runtime::FaceVerification{std::move(row).value(), {}};
  return base::Done{};
}

base::Result<base::Done, ReplayError> Theatre::set_stage(const Play& play) {
  stage_->clear();
  if (play.scenario) {
    if (auto missing = missing_in(*play.scenario, settings_.casting))
      return ReplayError{std::move(missing->message), missing->line};
  }
  if (!play.card.empty()) {
    if (const auto held = stage_->hold_card(play.card); !held) return ReplayError{held.error().text()};
  }
  if (!play.video.empty()) {
    const auto loaded = stage_->camera().load(play.video);
    if (!loaded) return ReplayError{vision::describe(loaded.error())};
  }
  if (faces_of(play) == PlayedStory::Faces::recorded_video) return load_faces();
  return base::Done{};
}

base::Result<std::filesystem::path, ReplayError> Theatre::roster_for(
    const Play& play, const std::vector<cardreader::VirtualCardContents>& cards,
    const std::filesystem::path& temporary) const {
  if (!settings_.roster.empty()) return settings_.roster;
  std::vector<std::filesystem::path> rosters;
  InsuranceWishes wishes;
  if (play.scenario) {
    for (const Statement& statement : play.scenario->statements) {
      if (statement.verb == Verb::roster) rosters.push_back(play.scenario->folder / statement.words);
    }
    wishes = insurance_of(*play.scenario);
  }
  const auto roster = temporary / "roster.db";
  const auto written = insure_people(rosters, cards, roster, wishes);
  if (!written) return ReplayError{written.error().detail};
  return roster;
}

base::Result<PlayedStory, ReplayError> Theatre::play(const Play& play, std::ostream& out) {
  if (const auto set = set_stage(play); !set) return set.error();
  if (const auto empty = await_empty_reader(); !empty) return empty.error();
  const auto cards = cards_in(play, settings_.casting);
  if (!cards) return cards.error();
  const auto trust =
      trust_for(cards.value(), has(play, Verb::who) ? settings_.casting.authority() : settings_.authority);
  if (!trust) return trust.error();
  const auto temporary = base::OwnFolder::make("uketsuke-replay");
  if (!temporary) return ReplayError{"no temporary folder can be made; is the disk full or TMPDIR not writable?"};
  const auto records = settings_.records.empty() ? temporary->path() : settings_.records;
  auto visits = services::SqliteVisitStore::open(records / "visits.db");
  if (!visits) return ReplayError{visits.error().detail};
  const auto roster = roster_for(play, cards.value(), temporary->path());
  if (!roster) return roster.error();
  std::unique_ptr<InsurerServer> server;
  if (has(play, Verb::insurer)) {
    auto started = InsurerServer::start(roster.value());
    if (!started) return ReplayError{started.error()};
    server = std::move(started).value();
  }
  auto eligibility = services::open_eligibility(server ? server->address() : roster.value().string());
  if (!eligibility) return ReplayError{eligibility.error().detail};

  checkin::Rules rules;
  rules.default_language = settings_.language;
  auto begin = settings_.begin;
  if (play.scenario) {
    rules = rules_of(*play.scenario, rules);
    // Nine in the morning in Japan.
    if (const auto day = day_of(*play.scenario)) begin = std::chrono::sys_days{*day};
  }
  PlayedStory played{{}, {}, {}, faces_of(play), {}, {}, Chronicle(catalogs_)};
  auto verification =
      played.faces == PlayedStory::Faces::recorded_video ? *verification_ : verification_without_networks();
  const auto tape_file = tape_of(play);
  if (const auto seed = play.scenario ? prompts_of(*play.scenario) : std::nullopt) {
    verification.rules.prompt_seed = *seed;
  }
  ObservedFaces observed(verification.thresholds);
  ObservationTape tape;
  BlankFrames blank;
  const bool is_observed = played.faces != PlayedStory::Faces::recorded_video;
  const bool has_tape = !tape_file.empty();
  vision::FrameSource& recording = has_tape      ? static_cast<vision::FrameSource&>(tape)
                                   : is_observed ? static_cast<vision::FrameSource&>(blank)
                                                 : stage_->camera();
  PacedFrames paced(recording);
  const bool is_lockstep = settings_.speed == Speed::lockstep;
  TroubledCamera camera(is_lockstep ? recording : paced);
  TroubledInsurer insurer(*eligibility.value());
  TroubledStore store(*visits.value());
  Story story(settings_.narration, catalogs_, out);
  ObservedLetter observed_letter;
  letters::LateLetterReader letter_reader;
  checkin::LetterReader& letters = is_observed ? static_cast<checkin::LetterReader&>(observed_letter) : letter_reader;
  cardreader::PcscCardReader reader;
  Audience audience;
  Relay relay(audience, audience, audience);
  AskedFace asked(observed, is_lockstep ? static_cast<runtime::FaceObserver&>(audience) : relay);
  vision::FaceAnalyzer& faces = has_tape      ? static_cast<vision::FaceAnalyzer&>(tape)
                                : is_observed ? static_cast<vision::FaceAnalyzer&>(observed)
                                              : *faces_;
  runtime::Kiosk kiosk(
      rules,
      {reader, stage_->front(), camera, faces, insurer, store, letters, trust.value() ? &*trust.value() : nullptr},
      verification,
      {is_lockstep ? static_cast<runtime::SessionObserver*>(&audience) : &relay,
       is_lockstep ? static_cast<runtime::CardObserver*>(&audience) : &relay, &asked});
  const std::unique_ptr<runtime::StoryRun> run =
      is_lockstep ? std::unique_ptr<runtime::StoryRun>(std::make_unique<runtime::LockstepRun>(kiosk, begin))
                  : std::make_unique<TrueSpeedRun>(kiosk, insurer, begin);
  Performance performance(
      kiosk, *run,
      {*stage_, camera, insurer, store, is_observed ? &observed : nullptr, is_observed ? &observed_letter : nullptr,
       has_tape ? &tape : nullptr, server.get(), rules, settings_.casting},
      story, played.chronicle, catalogs_);
  watch(audience, story);
  watch(audience, played.chronicle);
  audience.add(static_cast<runtime::SessionObserver&>(performance));
  if (play.scenario) {
    performance.play(*play.scenario);
  } else {
    performance.play_hands_off();
  }
  played.outcome = performance.outcome();
  played.failures = performance.failures();
  played.recoveries = performance.recoveries();
  played.machine_time = story.machine_time();
  played.used_frames = story.used_frames();
  if (!settings_.contact_sheet.empty()) {
    const auto drawn = write_contact_sheet(story.used_frames(), settings_.contact_sheet,
                                           settings_.show_faces ? Faces::shown : Faces::hidden);
    if (!drawn) return ReplayError{drawn.error()};
  }
  std::vector<std::string> sentences;
  for (const Failure& failure : played.failures) sentences.push_back(failure.sentence());
  story.finish(played.outcome, sentences, settings_.records.empty() ? std::filesystem::path{} : records / "visits.db");
  return played;
}

}  // namespace kiosk::replay
