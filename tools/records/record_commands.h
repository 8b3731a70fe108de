// The commands on the clinic's records. Each opens the records, does one thing, and gives the exit status: 0 done, 1
// the records do not hold (verify), 2 bad input or a store that fails. What people read goes to stdout, errors to
// stderr.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "kiosk/services/visit_records.h"

namespace records {

enum class Output { words, json };

/// Visits of one day in Japan (`YYYY-MM-DD`), or of all days.
struct Listing {
  std::string store;
  std::string day;
  Output output = Output::words;
};

int list(const Listing& listing);
int export_to(const Listing& listing, const std::filesystem::path& file);
int purge(const std::string& store, int keep_days, Output output);
int verify(const std::string& store, const std::string& head, Output output);
int back_up(const std::string& store, const std::filesystem::path& copy, Output output);

/// One line on stderr; gives 2.
int fail(const std::string& sentence);
int fail(const kiosk::checkin::StoreError& error);
std::chrono::sys_seconds now();

}  // namespace records
