// A visit as one FHIR R4 transaction: who, insured by whom, arrived where, agreed to what.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "kiosk/outbox/clinic.h"
#include "kiosk/services/visit_records.h"

namespace kiosk::outbox {

/// A transaction Bundle (FHIR 4.0.1): Patient, Coverage, Organization (clinic and insurer), Encounter by their JP Core
/// profiles; CoverageEligibilityRequest and -Response, Consent (one per item) and Appointment as base R4, which JP Core
/// leaves open. Every entry is a conditional update by identifier, so that sending it twice changes nothing.
/// Precondition: the visit's personal fields are there.
nlohmann::ordered_json fhir_bundle(const services::StoredVisit& visit, const Clinic& clinic);

/// `urn:uuid:…`, always the same for the same text (SHA-256, written as a version 8 UUID, RFC 9562).
std::string uuid_for(const std::string& text);

}  // namespace kiosk::outbox
