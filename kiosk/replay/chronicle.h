// Chronicle: what happened in one check-in, kept for the report: each screen with its words, each decision about the
// face, each deed and trouble. Lives in memory; holds no picture.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "kiosk/runtime/kiosk.h"
#include "kiosk/screens/catalog.h"
#include "kiosk/screens/screens.h"

namespace kiosk::replay {

struct ShownScreen {
  double at = 0;  ///< seconds of story time
  std::vector<std::string> words;
  screens::Screen screen;
  checkin::Presentation presentation;
};

struct TimedDecision {
  double at = 0;
  std::uint64_t frame = 0;
  vision::VerificationDecision decision;
};

struct Deed {
  double at = 0;
  std::string who;  ///< patient, card, trouble
  std::string words;
};

/// One thread.
class Chronicle final : public runtime::SessionObserver, public runtime::CardObserver, public runtime::FaceObserver {
 public:
  explicit Chronicle(const screens::Catalogs& catalogs) : catalogs_(catalogs) {}

  void stepped(const checkin::Event& event, const checkin::Situation& now, const checkin::Effects& effects,
               checkin::Instant at) override;
  void did(const runtime::CardStep& step) override;
  void saw(const vision::SharedFrame& frame, const vision::Observation& observation,
           const vision::VerificationDecision& decision) override;
  void made_reference(std::chrono::microseconds) override {}

  void note(std::string who, std::string words, checkin::Instant at);

  bool has_shown(const std::string& screen) const { return seen_.contains(screen); }
  const std::vector<ShownScreen>& shown() const { return shown_; }
  const std::vector<TimedDecision>& decisions() const { return decisions_; }
  const std::vector<Deed>& deeds() const { return deeds_; }
  /// Codes of the audit log's entries, in order.
  const std::vector<std::string>& incidents() const { return incidents_; }
  bool staff_was_called() const { return staff_was_called_; }
  int alarms() const { return alarms_; }

 private:
  const screens::Catalogs& catalogs_;
  checkin::Instant now_;
  std::string last_;
  std::set<std::string> seen_;
  std::vector<ShownScreen> shown_;
  std::vector<TimedDecision> decisions_;
  std::vector<Deed> deeds_;
  std::vector<std::string> incidents_;
  bool staff_was_called_ = false;
  int alarms_ = 0;
};

}  // namespace kiosk::replay
