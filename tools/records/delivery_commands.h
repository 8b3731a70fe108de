// Sending on what was recorded: to the clinic's software, and to the insurer for what had to wait.
#pragma once

#include <string>

#include "tools/records/record_commands.h"

namespace records {

/// Where to deliver; empty means not there.
struct Delivery {
  std::string store;
  std::string xml_folder, fhir_folder, fhir_server, slip_folder;
  bool in_shift_jis = false;
  std::string institution_code = "1312345670", clinic_name = "見本医院";
  int every_seconds = 0;  ///< 0: once; else again and again until SIGINT or SIGTERM
  Output output = Output::words;
};
int deliver(const Delivery& delivery);

/// Asks the insurer (an address) or a roster (a file) about visits that wait.
struct Confirming {
  std::string store, insurer, roster;
  Output output = Output::words;
};
int confirm(const Confirming& confirming);

}  // namespace records
