// ServicesWorker: the calls that may block: the insurer and the store.
#pragma once

#include <variant>

#include "kiosk/checkin/effect.h"
#include "kiosk/checkin/eligibility_service.h"
#include "kiosk/checkin/event.h"
#include "kiosk/checkin/visit_store.h"
#include "kiosk/runtime/mailbox.h"

namespace kiosk::runtime {

using ServiceOrder =
    std::variant<checkin::AskEligibility, checkin::RegisterCard, checkin::RecordVisit, checkin::NoteIncident>;

/// `run_once` on one thread (the services thread, or the harness); `order` from any thread.
class ServicesWorker {
 public:
  ServicesWorker(checkin::EligibilityService& eligibility, checkin::VisitStore& visits, Mailbox<checkin::Event>& inbox)
      : eligibility_(eligibility), visits_(visits), inbox_(inbox) {}

  void order(ServiceOrder order) { orders_.post(std::move(order)); }
  void run_once(base::Duration longest_wait);
  /// No order waits or is being carried out. From any thread.
  bool is_idle() const { return !orders_.has_open(); }

 private:
  void carry_out(const checkin::AskEligibility& order);
  void carry_out(const checkin::RegisterCard& order);
  void carry_out(const checkin::RecordVisit& order);
  void carry_out(const checkin::NoteIncident& order);

  checkin::EligibilityService& eligibility_;
  checkin::VisitStore& visits_;
  Mailbox<checkin::Event>& inbox_;
  OrderBook<ServiceOrder> orders_;
};

}  // namespace kiosk::runtime
