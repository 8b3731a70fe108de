// The slip with the queue number: a picture, a PDF page, or text for a receipt printer. It bears no name.
#pragma once

#include <string>

#include "kiosk/outbox/clinic.h"
#include "kiosk/services/visit_records.h"

namespace kiosk::outbox {

/// What stands on a slip besides number and time.
struct SlipWords {
  std::string title = "受付番号  Number";
  std::string wait = "番号でお呼びします\nPlease wait until your number is called.";
  std::string to_be_confirmed = "保険は後で確認します\nYour insurance will be confirmed later.";
};

/// PNG bytes, 576 pixels wide: the printable width of an 80 mm receipt printer at 203 dots per inch.
std::string slip_png(const services::StoredVisit& visit, const Clinic& clinic, const SlipWords& words);
/// One page of PDF, 72 mm wide.
std::string slip_pdf(const services::StoredVisit& visit, const Clinic& clinic, const SlipWords& words);
/// UTF-8 lines.
std::string slip_text(const services::StoredVisit& visit, const Clinic& clinic, const SlipWords& words);

}  // namespace kiosk::outbox
