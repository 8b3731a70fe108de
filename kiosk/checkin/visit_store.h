// A visit as the clinic receives it, and the interface of the store that keeps it.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/checkin/consent.h"
#include "kiosk/checkin/eligibility_service.h"
#include "kiosk/checkin/patient.h"

namespace kiosk::checkin {

/// Was the insurance confirmed at check-in, or must it be confirmed later (outage)?
enum class Confirmation { confirmed, to_be_confirmed };

enum class PrescriptionForm { not_asked, electronic, paper };

/// Why staff confirmed the person by eye (目視確認).
enum class VisualCheckReason { face_not_confirmed, pin_forgotten_or_locked, cannot_use_machine, device_trouble };

struct Visit {
  std::string key;  ///< made by the kiosk for this check-in, unique; storing the same key twice stores one visit
  std::chrono::sys_seconds arrived_at{};
  HowIdentified identified_by{};
  std::optional<VisualCheckReason> visual_check_reason;
  std::string name;  ///< as the card or the letter has it
  Date birth_date{};
  Sex sex = Sex::not_known;
  Confirmation confirmation = Confirmation::confirmed;
  Validity validity = Validity::none;
  std::optional<Coverage> coverage;             ///< the one the person chose when there were several
  std::optional<EligibilityQuestion> question;  ///< kept only while `to_be_confirmed`, to ask again
  std::string reference_number;
  CertificateStanding certificate = CertificateStanding::in_order;
  std::vector<Consent> consents;
  PrescriptionForm prescription = PrescriptionForm::not_asked;
  std::string language;

  bool operator==(const Visit&) const = default;
};

/// What the store made of the visit: the number the person is called by.
struct VisitReceipt {
  std::string queue_number;  ///< for example "A-0127"; starts anew each day

  bool operator==(const VisitReceipt&) const = default;
};

/// A check-in that ended without a visit, for the audit log; no personal data.
struct Incident {
  std::chrono::sys_seconds at{};
  std::string reason;  ///< a code such as "card.data-signature" or "face.not-confirmed"

  bool operator==(const Incident&) const = default;
};

enum class StoreProblem { cannot_open, cannot_write, disk_full, read_only, locked, damaged, wrong_version };

struct StoreError {
  StoreProblem problem{};
  std::string detail;  ///< for stderr and the log; without personal data

  bool operator==(const StoreError&) const = default;
};

/// Keeps visits. One thread at a time. `add` returns only after the visit is safely on disk.
class VisitStore {
 public:
  virtual ~VisitStore() = default;
  virtual base::Result<VisitReceipt, StoreError> add(const Visit& visit) = 0;
  virtual base::Result<base::Done, StoreError> add(const Incident& incident) = 0;
};

}  // namespace kiosk::checkin
