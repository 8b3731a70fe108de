// Sending on what was recorded: to the clinic's software, and to the insurer for what had to wait.
#pragma once

#include <string>

#include "kiosk/outbox/delivery_places.h"
#include "tools/records/record_commands.h"

namespace records {

struct Delivery {
  std::string store;
  kiosk::outbox::DeliveryPlaces places;
  int every_seconds = 0;  ///< 0: once; else again and again until SIGINT or SIGTERM
  Output output = Output::words;
};
int deliver(const Delivery& delivery);

/// Asks the insurer (an address) or a roster (a file) about visits that wait.
struct Confirming {
  std::string store, insurer, roster;
  std::string insurer_authority;  ///< PEM file; empty: the system's authorities
  Output output = Output::words;
};
int confirm(const Confirming& confirming);

}  // namespace records
