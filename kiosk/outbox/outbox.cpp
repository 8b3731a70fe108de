// Stage, note that it is staged, let it appear, note that it appeared. After a kill the note says where to go on.
#include "kiosk/outbox/outbox.h"

#include <algorithm>

namespace kiosk::outbox {
namespace {

using services::DeliveryState;

constexpr std::chrono::seconds first_pause{1}, longest_pause{300};
constexpr int visits_at_once = 100;

}  // namespace

Outbox::Outbox(services::VisitRecords& records, std::vector<std::unique_ptr<Destination>> destinations)
    : records_(records) {
  for (auto& destination : destinations) places_.push_back(Place{std::move(destination)});
}

DeliveryReport Outbox::deliver(std::chrono::sys_seconds now) {
  DeliveryReport report;
  for (Place& place : places_) {
    const bool pausing = place.pause.count() > 0 && now >= place.failed_at && now < place.failed_at + place.pause;
    if (!pausing) deliver_to(place, now, report);
  }
  return report;
}

void Outbox::deliver_to(Place& place, std::chrono::sys_seconds now, DeliveryReport& report) {
  std::optional<std::string> problem;
  while (!problem) {
    const auto visits = records_.undelivered(place.destination->name(), visits_at_once);
    if (!visits) problem = visits.error().detail;
    if (problem || visits.value().empty()) break;
    for (const auto& visit : visits.value()) {
      problem = deliver_one(*place.destination, visit, now);
      if (problem) break;
      ++report.delivered;
    }
  }
  if (problem) {
    report.problems.push_back(*problem);
    place.pause = std::clamp(place.pause * 2, first_pause, longest_pause);
    place.failed_at = now;
  } else {
    place.pause = std::chrono::seconds{0};
  }
}

std::optional<std::string> Outbox::deliver_one(Destination& destination, const services::StoredVisit& visit,
                                               std::chrono::sys_seconds now) {
  const auto state = records_.delivery_of(visit, destination.name());
  if (!state) return state.error().detail;
  if (!state.value()) {
    if (auto problem = destination.stage(visit, now)) return problem;
    const auto staged = records_.mark(visit, destination.name(), DeliveryState::staged, now);
    if (!staged) return staged.error().detail;
  }
  if (auto problem = destination.finish(visit)) return problem;
  const auto delivered = records_.mark(visit, destination.name(), DeliveryState::delivered, now);
  if (!delivered) return delivered.error().detail;
  return std::nullopt;
}

}  // namespace kiosk::outbox
