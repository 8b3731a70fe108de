// Where a clinic wants its visits: what the settings and the command lines say, and the destinations made of it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kiosk/outbox/destination.h"

namespace kiosk::outbox {

/// An empty folder or address means: not there.
struct DeliveryPlaces {
  std::string xml_folder;
  CharacterCode xml_code = CharacterCode::utf8;
  std::string fhir_folder;
  std::string fhir_server;
  std::string fhir_authority;  ///< PEM file of the one authority that is believed about an https:// server
  std::string slip_folder;
  Clinic clinic;
};

std::vector<std::unique_ptr<Destination>> destinations_for(const DeliveryPlaces& places);

/// Nothing, or what is wrong with the file of an authority.
std::string problem_of_authority(const std::string& file);

/// Nothing, or what is wrong with an institution code.
std::string problem_of_institution_code(const std::string& code);

}  // namespace kiosk::outbox
