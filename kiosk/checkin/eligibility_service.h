// The insurer's answer, and the interface through which the rules ask for it.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/checkin/letter.h"
#include "kiosk/checkin/patient.h"

namespace kiosk::checkin {

/// 資格有効性, with the numbers of the real interface.
enum class Validity { valid = 1, invalid = 2, invalid_newer_exists = 3, none = 4, several = 5, valid_unregistered = 6 };

/// One insurance of the person (資格確認結果).
struct Coverage {
  std::string insurer_number;  ///< 8 digits
  std::string insurer_name;
  std::string symbol;
  std::string number;
  std::string branch;
  std::string name;  ///< may hold `●`
  std::string name_kana;
  Date birth_date{};
  Sex sex = Sex::not_known;
  std::optional<Date> valid_from;
  std::optional<Date> valid_until;
  int burden_percent = 30;
  bool operator==(const Coverage&) const = default;
};

/// Is the card registered as health insurance card (健康保険証利用登録)?
enum class Registration { registered, not_registered };

/// Standing of the user authentication certificate on the day of the question.
enum class CertificateStanding {
  in_order,
  expires_soon,  ///< within three months: a warning
  grace,         ///< expired less than three months ago: eligibility only, no records, no consent questions
  expired,       ///< longer: the card cannot be used
  revoked,
};

struct Eligibility {
  Validity validity = Validity::none;
  std::vector<Coverage> coverages;  ///< one when valid, several when `several`; what is known otherwise
  Registration registration = Registration::registered;
  CertificateStanding certificate = CertificateStanding::in_order;
  bool has_specific_disease = false;
  bool has_medical_subsidy = false;
  std::string reference_number;  ///< 照会番号: the clinic's own chart number, when it was registered before

  bool operator==(const Eligibility&) const = default;
};

/// The question: by card (certificate and proof) or by the letter's numbers.
using EligibilityQuestion = std::variant<CardProof, EligibilityLetter>;

enum class ServiceProblem {
  unreachable,   ///< no connection, or no answer in time, after the bounded retries
  refused,       ///< the service does not accept the proof (certificate unknown, signature wrong)
  garbled,       ///< an answer that cannot be read, or is for another person
  out_of_order,  ///< the service says that it is down (system failure or disaster mode)
};

struct ServiceError {
  ServiceProblem problem{};
  std::string detail;  ///< for stderr and the log; without personal data

  bool operator==(const ServiceError&) const = default;
};

/// Answers whether an insurance is valid. One thread at a time; calls may block up to the implementation's stated
/// limit.
class EligibilityService {
 public:
  virtual ~EligibilityService() = default;

  virtual base::Result<Eligibility, ServiceError> check(const EligibilityQuestion& question, Date today) = 0;

  /// Registers the card as health insurance card; afterwards `check` answers as for a registered card.
  virtual base::Result<base::Done, ServiceError> register_card(const CardProof& proof) = 0;
};

}  // namespace kiosk::checkin
