// The numbers of a check-in: attempts, time limits, what the facility asks. Every one is a setting with a range.
#pragma once

#include <set>

#include "kiosk/base/secret.h"
#include "kiosk/base/time.h"
#include "kiosk/checkin/consent.h"

namespace kiosk::checkin {

struct Rules {
  int face_attempts = 3;                            ///< then PIN, staff and letter are offered, not the face again
  int check_number_tries_kept = 1;                  ///< never go below this many tries left of check number B
  base::Duration face_time_limit{15'000};           ///< one attempt
  base::Duration letter_camera_time_limit{45'000};  ///< a letter before the camera, then it is typed
  base::Duration card_time_limit{10'000};           ///< reading the card, longest
  base::Duration service_time_limit{20'000};        ///< asking the insurer or the store, longest
  base::Duration question_time_limit{60'000};       ///< method, PIN, one letter field
  base::Duration consent_time_limit{90'000};
  base::Duration staff_time_limit{180'000};
  base::Duration warning{20'000};  ///< "more time?" is shown this long before a limit (WCAG 2.2.1)
  int time_extensions = 10;
  base::Duration farewell{8'000};  ///< the result stays this long after the card was taken
  base::Duration card_left_steps[3] = {base::Duration{3'000}, base::Duration{10'000}, base::Duration{30'000}};
  base::Duration screen_guard{0};  ///< taps this soon after a screen change are dropped

  /// What this facility asks (defaults of the real system: no surgery, no diagnosis).
  std::set<ConsentItem> consent_items = {ConsentItem::medication, ConsentItem::checkup, ConsentItem::specific_disease,
                                         ConsentItem::medical_subsidy, ConsentItem::high_cost_limit};
  bool reads_letters = true;  ///< a letter may be held up to the camera
  bool asks_prescription_form = false;
  std::string default_language = "ja";
  std::string kiosk_name = "kiosk-1";       ///< part of every visit key; unique within the clinic
  base::SecretText staff_passcode{"0000"};  ///< four digits; `--check-settings` warns while it is this one
};

}  // namespace kiosk::checkin
