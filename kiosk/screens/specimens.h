// Specimens: one situation for every screen there is, with invented people. For pictures, audits and tests.
#pragma once

#include <string>
#include <vector>

#include "kiosk/screens/screens.h"

namespace kiosk::screens {

struct Specimen {
  std::string name;  ///< unique; the screen's id, with what is special about it
  checkin::Situation situation;
  View view = {};
};

/// Every screen, in the order in which a person would meet them. All states occur.
std::vector<Specimen> specimens();

}  // namespace kiosk::screens
