// The outbox: brings every recorded visit to every destination, once in effect, whatever happens in between.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/outbox/destination.h"
#include "kiosk/services/visit_records.h"

namespace kiosk::outbox {

struct DeliveryReport {
  int delivered = 0;
  std::vector<std::string> problems;  ///< one sentence for each destination that does not take visits now
};

/// Works off the records, so that nothing is queued in memory: a program started anew goes on where the last one was
/// killed. One thread at a time; the records may be used by kiosks at the same time.
class Outbox {
 public:
  Outbox(services::VisitRecords& records, std::vector<std::unique_ptr<Destination>> destinations);

  /// Delivers what is due. A destination that fails is left alone for a while: one second, doubled at each failure, at
  /// most five minutes. `now` is the wall clock; a clock set back does not stop deliveries.
  DeliveryReport deliver(std::chrono::sys_seconds now);

 private:
  struct Place {
    std::unique_ptr<Destination> destination;
    std::chrono::seconds pause{0};
    std::chrono::sys_seconds failed_at{};
  };
  void deliver_to(Place& place, std::chrono::sys_seconds now, DeliveryReport& report);
  std::optional<std::string> deliver_one(Destination& destination, const services::StoredVisit& visit,
                                         std::chrono::sys_seconds now);

  services::VisitRecords& records_;
  std::vector<Place> places_;
};

}  // namespace kiosk::outbox
