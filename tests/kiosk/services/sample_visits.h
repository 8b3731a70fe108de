// Invented people for the tests of the services.
#pragma once

#include <string>

#include "kiosk/checkin/consent.h"
#include "kiosk/checkin/letter.h"
#include "kiosk/checkin/visit_store.h"

namespace sample {

using namespace kiosk::checkin;
using namespace std::chrono_literals;

inline constexpr Date today = 2026y / std::chrono::November / 22;
inline constexpr std::chrono::sys_seconds ten_in_japan = std::chrono::sys_days{today} + 1h;

inline Coverage hanako_coverage() {
  Coverage coverage;
  coverage.insurer_number = "01130012";
  coverage.insurer_name = "見本健康保険組合";
  coverage.symbol = "あいう";
  coverage.number = "187";
  coverage.branch = "05";
  coverage.name = "山田 花●";
  coverage.name_kana = "ヤマダ ハナコ";
  coverage.birth_date = 1985y / std::chrono::April / 12;
  coverage.sex = Sex::female;
  coverage.valid_from = 2025y / std::chrono::April / 1;
  coverage.burden_percent = 30;
  return coverage;
}

inline EligibilityLetter hanako_letter() {
  EligibilityLetter letter;
  letter.insurer_number = "01130012";
  letter.symbol = "あいう";
  letter.number = "１８７";
  letter.branch = "05";
  letter.name = "やまだ はなこ";
  letter.birth_date = 1985y / std::chrono::April / 12;
  letter.valid_until = 2030y / std::chrono::March / 31;
  return letter;
}

inline Visit hanako_visit(std::string key, std::chrono::sys_seconds at = ten_in_japan) {
  Visit visit;
  visit.key = std::move(key);
  visit.arrived_at = at;
  visit.identified_by = HowIdentified::face;
  visit.name = "山田 花●";
  visit.birth_date = 1985y / std::chrono::April / 12;
  visit.sex = Sex::female;
  visit.validity = Validity::valid;
  visit.coverage = hanako_coverage();
  visit.reference_number = "P-004711";
  visit.consents = consents_given({ConsentItem::medication, ConsentItem::checkup}, ConsentDecision::agreed, at, "ja",
                                  HowIdentified::face);
  visit.consents[1].decision = ConsentDecision::declined;
  visit.language = "ja";
  return visit;
}

inline Visit waiting_visit(std::string key, std::chrono::sys_seconds at = ten_in_japan) {
  Visit visit = hanako_visit(std::move(key), at);
  visit.identified_by = HowIdentified::letter;
  visit.confirmation = Confirmation::to_be_confirmed;
  visit.validity = Validity::none;
  visit.coverage.reset();
  visit.question = hanako_letter();
  visit.consents.clear();
  return visit;
}

}  // namespace sample
