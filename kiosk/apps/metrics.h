// Numbers about the kiosk for a monitoring system: how many check-ins, how they ended, how long they took, what went
// wrong. Counts only: no person, no visit, no card.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <string>

#include "kiosk/runtime/kiosk.h"

namespace kiosk::apps {

/// Counts on the main thread; `text` and `write` may be called from any thread.
class Metrics final : public runtime::SessionObserver {
 public:
  void stepped(const checkin::Event& event, const checkin::Situation& now, const checkin::Effects& effects,
               checkin::Instant at) override;

  /// In Prometheus' text exposition format, version 0.0.4.
  std::string text() const;
  /// The same into a file, whole or not at all, for the text collector of Prometheus' node exporter. Nothing, or a
  /// sentence.
  std::optional<std::string> write(const std::filesystem::path& file) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::uint64_t> check_ins_by_;  ///< how the person was identified
  std::map<std::string, std::uint64_t> screens_;       ///< states entered
  std::map<std::string, double> state_seconds_;        ///< time spent in them
  std::map<std::string, std::uint64_t> incidents_;
  std::uint64_t staff_calls_ = 0;
  std::string state_ = "Welcome";
  base::TimePoint since_;
};

}  // namespace kiosk::apps
