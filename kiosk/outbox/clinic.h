// The clinic that receives: what every file of the outbox says about it.
#pragma once

#include <string>

namespace kiosk::outbox {

struct Clinic {
  std::string institution_code = "1312345670";  ///< 医療機関コード, 10 digits: prefecture 2, category 1, number 7
  std::string name = "見本医院";
  bool operator==(const Clinic&) const = default;
};

}  // namespace kiosk::outbox
