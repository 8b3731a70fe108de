#include "kiosk/outbox/delivery_places.h"

namespace kiosk::outbox {

std::vector<std::unique_ptr<Destination>> destinations_for(const DeliveryPlaces& places) {
  std::vector<std::unique_ptr<Destination>> destinations;
  const Clinic& clinic = places.clinic;
  if (!places.xml_folder.empty()) destinations.push_back(xml_folder(places.xml_folder, clinic, places.xml_code));
  if (!places.fhir_folder.empty()) destinations.push_back(fhir_folder(places.fhir_folder, clinic));
  if (!places.fhir_server.empty())
    destinations.push_back(fhir_server(places.fhir_server, clinic, places.fhir_authority));
  if (!places.slip_folder.empty()) destinations.push_back(slip_folder(places.slip_folder, clinic));
  return destinations;
}

std::string problem_of_authority(const std::string& file) {
  std::error_code ignored;
  if (file.empty() || std::filesystem::is_regular_file(file, ignored)) return "";
  return file + " is no file: give the authority's certificate as PEM";
}

std::string problem_of_institution_code(const std::string& code) {
  const bool is_ten_digits = code.size() == 10 && code.find_first_not_of("0123456789") == std::string::npos;
  return is_ten_digits ? "" : "an institution code has 10 digits";
}

}  // namespace kiosk::outbox
