// The back desk: what a kiosk does with its records while people check in: deliver them to the clinic, ask again about
// visits that wait for the insurer, and let personal fields expire.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "kiosk/apps/metrics.h"
#include "kiosk/outbox/delivery_places.h"
#include "kiosk/outbox/outbox.h"
#include "kiosk/services/visit_records.h"

namespace kiosk::apps {

struct BackDeskRules {
  std::string records;            ///< SQLite file or PostgreSQL address
  std::string insurer;            ///< address or roster file
  std::string insurer_authority;  ///< PEM file; empty: the system's authorities
  outbox::DeliveryPlaces places;
  int keep_days = 90;  ///< personal fields of older visits are removed; 0 keeps them
  std::chrono::seconds round{5};
  std::chrono::seconds between_confirmations{60};
};

/// Has its own connection to the records and to the insurer: nothing here makes a person at the glass wait. Problems
/// are sentences on stderr, each said once until it changes. `run_once` on one thread.
class BackDesk {
 public:
  /// The error is a sentence.
  static base::Result<std::unique_ptr<BackDesk>, std::string> open(const BackDeskRules& rules);

  /// Writes the kiosk's numbers into the file at each round; an empty path: not. They must outlive the desk's rounds.
  void watch(const Metrics& metrics, std::filesystem::path file);

  /// One round at the wall-clock time `now`.
  void run_once(std::chrono::sys_seconds now);

 private:
  BackDesk(BackDeskRules rules, std::unique_ptr<services::VisitRecords> records,
           std::unique_ptr<checkin::EligibilityService> insurer);
  void say(const std::vector<std::string>& problems);

  BackDeskRules rules_;
  std::unique_ptr<services::VisitRecords> records_;
  std::unique_ptr<checkin::EligibilityService> insurer_;
  outbox::Outbox outbox_;
  const Metrics* metrics_ = nullptr;
  std::filesystem::path metrics_file_;
  std::vector<std::string> said_;
  std::chrono::sys_seconds confirmed_at_{};
  std::chrono::sys_seconds purged_at_{};
};

/// Runs the rounds from construction to destruction, which waits for the round that is going on (every call in it has
/// a limit of its own).
class BackDeskThread {
 public:
  BackDeskThread(BackDesk& desk, std::chrono::seconds round);

 private:
  std::jthread thread_;
};

}  // namespace kiosk::apps
