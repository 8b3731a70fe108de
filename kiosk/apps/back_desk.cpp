#include "kiosk/apps/back_desk.h"

#include <algorithm>
#include <condition_variable>
#include <iostream>
#include <mutex>

#include "kiosk/services/confirmation.h"
#include "kiosk/services/open_eligibility.h"
#include "kiosk/services/postgres_visit_store.h"

namespace kiosk::apps {
namespace {

constexpr std::chrono::hours between_purges{24};

std::chrono::sys_seconds wall_clock() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace

base::Result<std::unique_ptr<BackDesk>, std::string> BackDesk::open(const BackDeskRules& rules) {
  auto records = services::open_records(rules.records);
  if (!records) return records.error().detail;
  auto insurer = services::open_eligibility(rules.insurer, {.authority = rules.insurer_authority});
  if (!insurer) return insurer.error().detail;
  return std::unique_ptr<BackDesk>{new BackDesk{rules, std::move(records).value(), std::move(insurer).value()}};
}

BackDesk::BackDesk(BackDeskRules rules, std::unique_ptr<services::VisitRecords> records,
                   std::unique_ptr<checkin::EligibilityService> insurer)
    : rules_(std::move(rules)),
      records_(std::move(records)),
      insurer_(std::move(insurer)),
      outbox_(*records_, outbox::destinations_for(rules_.places)) {}

void BackDesk::watch(const Metrics& metrics, std::filesystem::path file) {
  metrics_ = &metrics;
  metrics_file_ = std::move(file);
}

void BackDesk::run_once(std::chrono::sys_seconds now) {
  std::vector<std::string> problems = outbox_.deliver(now).problems;
  // A clock that was set back makes the next round due at once.
  if (now - confirmed_at_ >= rules_.between_confirmations || now < confirmed_at_) {
    const auto report = services::confirm_waiting_visits(*records_, *insurer_, now);
    problems.insert(problems.end(), report.problems.begin(), report.problems.end());
    confirmed_at_ = now;
  }
  if (rules_.keep_days > 0 && (now - purged_at_ >= between_purges || now < purged_at_)) {
    const auto purged = records_->purge(now - std::chrono::days{rules_.keep_days}, now);
    if (purged) {
      purged_at_ = now;
    } else {
      problems.push_back(purged.error().detail);
    }
  }
  if (metrics_ != nullptr && !metrics_file_.empty()) {
    if (const auto problem = metrics_->write(metrics_file_)) problems.push_back(*problem);
  }
  say(problems);
}

void BackDesk::say(const std::vector<std::string>& problems) {
  for (const std::string& problem : problems) {
    if (std::find(said_.begin(), said_.end(), problem) == said_.end()) std::cerr << "back desk: " << problem << "\n";
  }
  said_ = problems;
}

BackDeskThread::BackDeskThread(BackDesk& desk, std::chrono::seconds round)
    : thread_([&desk, round](const std::stop_token& stop) {
        std::mutex mutex;
        std::condition_variable_any ended;
        std::unique_lock lock(mutex);
        while (!stop.stop_requested()) {
          desk.run_once(wall_clock());
          ended.wait_for(lock, stop, round, [] { return false; });
        }
      }) {}

}  // namespace kiosk::apps
