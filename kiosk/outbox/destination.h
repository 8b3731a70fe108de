// Where a visit is delivered: a folder that the clinic's software reads, or a FHIR server.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/outbox/clinic.h"
#include "kiosk/outbox/queue_slip.h"
#include "kiosk/outbox/result_xml.h"
#include "kiosk/services/visit_records.h"

namespace kiosk::outbox {

/// One place of delivery. A visit goes there in two steps, so that a kill between any two instructions neither loses
/// nor doubles it: `stage` makes everything ready where nobody reads it; `finish` makes it appear in one indivisible
/// step per file. Both may be repeated. One thread at a time. Each gives nothing, or a sentence about what went wrong.
class Destination {
 public:
  virtual ~Destination() = default;
  /// The name under which the records keep what arrived here; a different place has a different name.
  virtual const std::string& name() const = 0;
  /// `at` is the time of the delivery.
  virtual std::optional<std::string> stage(const services::StoredVisit& visit, std::chrono::sys_seconds at) = 0;
  /// After a visit was staged, by this program or one before it. What is no longer staged has appeared already.
  virtual std::optional<std::string> finish(const services::StoredVisit& visit) = 0;
};

/// Result files for the clinic's billing software.
std::unique_ptr<Destination> xml_folder(const std::filesystem::path& folder, Clinic clinic, CharacterCode code);
/// One `visit-ID.json` Bundle a visit.
std::unique_ptr<Destination> fhir_folder(const std::filesystem::path& folder, Clinic clinic);
/// `slip-A-0127-ID.png`, `.pdf` and `.txt`.
std::unique_ptr<Destination> slip_folder(const std::filesystem::path& folder, Clinic clinic, SlipWords words = {});
/// Posts the transaction to a FHIR server's base address, for example `http://127.0.0.1:8080/fhir`. Five seconds to
/// connect, ten to answer. Nothing is staged: conditional updates make a repeated post harmless. `authority` is the PEM
/// file of the one authority that may have signed the certificate of an https:// server; empty: any that the system
/// believes.
std::unique_ptr<Destination> fhir_server(const std::string& base, Clinic clinic, std::string authority = {});

}  // namespace kiosk::outbox
