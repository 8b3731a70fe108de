// The resources, one function each. URLs are those of JP Core 1.2 and HL7's terminology server.
#include "kiosk/outbox/fhir_bundle.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kiosk/checkin/letter.h"
#include "kiosk/checkin/written_text.h"
#include "kiosk/outbox/result_xml.h"
#include "kiosk/services/audit_chain.h"
#include "kiosk/services/record_words.h"
#include "kiosk/services/visit_json.h"

namespace kiosk::outbox {
namespace {

using namespace checkin;
using services::StoredVisit;
using Json = nlohmann::ordered_json;

const std::string core = "http://jpfhir.jp/fhir/core/";
const std::string profile = core + "StructureDefinition/";
const std::string coverage_extension = core + "Extension/StructureDefinition/JP_Coverage_";
const std::string terminology = "http://terminology.hl7.org/CodeSystem/";

std::string printable(const std::string& text) {
  auto characters = characters_of(text);
  if (!characters) return "●";
  std::erase_if(*characters, is_invisible);
  return characters->empty() ? "●" : utf8_of(*characters);
}

// `00012345:あいう:１８７:05`: symbol and number in full width, missing parts empty, colons stay.
std::string member_id(const Coverage& coverage) {
  return padded_insurer_number(coverage.insurer_number) + ":" + widened(coverage.symbol) + ":" +
         widened(coverage.number) + ":" + coverage.branch;
}

// Everything that several resources speak of.
struct Story {
  const StoredVisit& stored;
  const Visit& visit;
  const Clinic& clinic;
  std::string key;  // of the visit, whatever its revision
  std::string patient_system, patient_value;

  std::string uuid(const std::string& part) const { return uuid_for(key + "/" + part); }
  Json reference(const std::string& part) const { return {{"reference", uuid(part)}}; }
  /// Of the person rather than the visit, so that the next visit's answer replaces this one's: the chart number, or
  /// the insured person's numbers with the birth date. Without either, the visit.
  Json consent_identifier(const std::string& item) const {
    std::string person;
    if (!visit.reference_number.empty()) {
      person = clinic.institution_code + "/" + printable(visit.reference_number);
    } else if (visit.coverage) {
      person = member_id(*visit.coverage) + "/" + text_of(visit.birth_date);
    } else {
      return own_identifier("consent/" + item);
    }
    return Json::array({{{"system", "urn:uketsuke:consent"}, {"value", person + "/" + item}}});
  }
  Json own_identifier(const std::string& part) const {
    return Json::array({{{"system", "urn:uketsuke:visit"}, {"value", key + "/" + part}}});
  }
};

// 2026-11-22T10:00:00+09:00
std::string moment(std::chrono::sys_seconds time) {
  std::string text = services::timestamp(time + std::chrono::hours{9});
  text.pop_back();
  return text + "+09:00";
}

Json coding(const std::string& system, const std::string& code) { return {{"system", system}, {"code", code}}; }
Json concept_of(const std::string& system, const std::string& code) {
  return {{"coding", Json::array({coding(system, code)})}};
}
Json meta(const std::string& name) { return {{"profile", Json::array({profile + name})}}; }

std::string escaped(const std::string& text) {
  std::string url;
  for (const unsigned char c : text) {
    const bool plain =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.';
    constexpr char digits[] = "0123456789ABCDEF";
    if (plain) {
      url.push_back(static_cast<char>(c));
    } else {
      url += {'%', digits[c >> 4], digits[c & 0xF]};
    }
  }
  return url;
}

Json entry(const std::string& uuid, Json resource) {
  const auto& identifier = resource.at("identifier")[0];
  const std::string type = resource.at("resourceType");
  const std::string search = escaped(identifier.at("system")) + "%7C" + escaped(identifier.at("value"));
  return {{"fullUrl", uuid},
          {"resource", std::move(resource)},
          {"request", {{"method", "PUT"}, {"url", type + "?identifier=" + search}}}};
}

Json name_of(const std::string& text, const char* kind) {
  Json name = {
      {"extension", Json::array({{{"url", "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation"},
                                  {"valueCode", kind}}})},
      {"use", "official"},
      {"text", printable(text)}};
  const std::string folded = folded_width(printable(text));
  const auto blank = folded.find(' ');
  if (blank != std::string::npos && blank > 0 && blank + 1 < folded.size()) {
    name["family"] = folded.substr(0, blank);
    name["given"] = Json::array({folded.substr(blank + 1)});
  }
  return name;
}

bool is_latin(const std::string& text) {
  const auto characters = characters_of(text);
  return characters && std::all_of(characters->begin(), characters->end(), [](char32_t c) { return c < 0x250; });
}

Json patient(const Story& story) {
  const Visit& visit = story.visit;
  const std::string& written = visit.coverage && !visit.coverage->name.empty() ? visit.coverage->name : visit.name;
  Json names = Json::array({name_of(written, is_latin(written) ? "ABC" : "IDE")});
  if (visit.coverage && !visit.coverage->name_kana.empty()) names.push_back(name_of(visit.coverage->name_kana, "SYL"));
  const Sex sex = visit.coverage ? visit.coverage->sex : visit.sex;
  return {{"resourceType", "Patient"},
          {"meta", meta("JP_Patient")},
          {"identifier", Json::array({{{"system", story.patient_system}, {"value", story.patient_value}}})},
          {"name", std::move(names)},
          {"gender", sex == Sex::male     ? "male"
                     : sex == Sex::female ? "female"
                                          : "unknown"},
          {"birthDate", text_of(visit.birth_date)}};
}

Json clinic_organization(const Story& story) {
  return {{"resourceType", "Organization"},
          {"meta", meta("JP_Organization")},
          {"identifier", Json::array({{{"system", core + "IdSystem/insurance-medical-institution-no"},
                                       {"value", story.clinic.institution_code}}})},
          {"type", Json::array({concept_of(terminology + "organization-type", "prov")})},
          {"name", story.clinic.name}};
}

Json insurer_organization(const Coverage& coverage) {
  const std::string number = padded_insurer_number(coverage.insurer_number);
  return {{"resourceType", "Organization"},
          {"meta", meta("JP_Organization")},
          {"identifier", Json::array({{{"system", core + "mhlw/IdSystem/InsurerNumber"}, {"value", number}}})},
          {"type", Json::array({concept_of(terminology + "organization-type", "pay")})},
          {"name", coverage.insurer_name.empty() ? number : printable(coverage.insurer_name)}};
}

Json coverage_extensions(const Coverage& coverage) {
  Json extensions = Json::array();
  const auto add = [&extensions](const char* name, const std::string& value) {
    if (!value.empty()) extensions.push_back({{"url", coverage_extension + name}, {"valueString", value}});
  };
  add("InsuredPersonSymbol", widened(coverage.symbol));
  add("InsuredPersonNumber", widened(coverage.number));
  add("InsuredPersonSubNumber", coverage.branch);
  return extensions;
}

Json insurance(const Story& story, const Coverage& coverage) {
  Json json = {
      {"resourceType", "Coverage"},
      {"meta", meta("JP_Coverage")},
      {"extension", coverage_extensions(coverage)},
      {"identifier", Json::array({{{"system", "http://jpfhir.jp/fhir/clins/Idsystem/JP_Insurance_memberID"},
                                   {"value", member_id(coverage)}}})},
      {"status",
       story.visit.validity == Validity::valid || story.visit.validity == Validity::several ? "active" : "cancelled"},
      {"subscriberId", (coverage.symbol.empty() ? "" : widened(coverage.symbol) + ":") + widened(coverage.number)},
      {"beneficiary", story.reference("patient")}};
  if (!coverage.branch.empty()) json["dependent"] = coverage.branch;
  Json period = Json::object();
  if (coverage.valid_from) period["start"] = text_of(*coverage.valid_from);
  if (coverage.valid_until) period["end"] = text_of(*coverage.valid_until);
  if (!period.empty()) json["period"] = std::move(period);
  json["payor"] = Json::array({story.reference("insurer")});
  json["costToBeneficiary"] = Json::array({{{"type", concept_of(terminology + "coverage-copay-type", "copaypct")},
                                            {"valueQuantity",
                                             {{"value", coverage.burden_percent},
                                              {"unit", "%"},
                                              {"system", "http://unitsofmeasure.org"},
                                              {"code", "%"}}}}});
  return json;
}

Json encounter(const Story& story) {
  Json identifiers = story.own_identifier("encounter");
  identifiers.push_back({{"system", "urn:uketsuke:queue-number"}, {"value", story.stored.queue_number}});
  return {{"resourceType", "Encounter"},
          {"meta", meta("JP_Encounter")},
          {"identifier", std::move(identifiers)},
          {"status", "arrived"},
          {"class", coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "AMB")},
          {"subject", story.reference("patient")},
          {"appointment", Json::array({story.reference("appointment")})},
          {"period", {{"start", moment(story.visit.arrived_at)}}},
          {"serviceProvider", story.reference("clinic")}};
}

// Nobody made an appointment: it says that the person stands there now. R4 wants both ends of an arrived one.
Json appointment(const Story& story) {
  return {{"resourceType", "Appointment"},
          {"identifier", story.own_identifier("appointment")},
          {"status", "arrived"},
          {"appointmentType", concept_of("http://terminology.hl7.org/CodeSystem/v2-0276", "WALKIN")},
          {"start", moment(story.visit.arrived_at)},
          {"end", moment(story.visit.arrived_at)},
          {"participant", Json::array({{{"actor", story.reference("patient")}, {"status", "accepted"}}})}};
}

Json insurer_reference(const Story& story) {
  if (story.visit.coverage) return story.reference("insurer");
  return {{"display", "not known"}};
}

Json eligibility_request(const Story& story) {
  Json json = {{"resourceType", "CoverageEligibilityRequest"},
               {"identifier", story.own_identifier("eligibility-request")},
               {"status", "active"},
               {"purpose", Json::array({"validation"})},
               {"patient", story.reference("patient")},
               {"servicedDate", text_of(date_in_japan(story.visit.arrived_at))},
               {"created", moment(story.visit.arrived_at)},
               {"provider", story.reference("clinic")},
               {"insurer", insurer_reference(story)}};
  if (story.visit.coverage) {
    json["insurance"] = Json::array({{{"focal", true}, {"coverage", story.reference("coverage")}}});
  }
  return json;
}

const char* disposition_of(const Visit& visit) {
  if (visit.confirmation == Confirmation::to_be_confirmed) return "to be confirmed: the insurer could not be reached";
  switch (visit.validity) {
    case Validity::valid:
      return "1 valid";
    case Validity::invalid:
      return "2 not valid";
    case Validity::invalid_newer_exists:
      return "3 not valid, newer insurance exists";
    case Validity::none:
      return "4 no insurance found";
    case Validity::several:
      return "5 several: the person named this one";
    case Validity::valid_unregistered:
      return "6 valid, not registered (medical assistance)";
  }
  return "";
}

Json eligibility_response(const Story& story) {
  const Visit& visit = story.visit;
  const bool waits = visit.confirmation == Confirmation::to_be_confirmed;
  const bool none = !waits && visit.validity == Validity::none;
  Json json = {{"resourceType", "CoverageEligibilityResponse"},
               {"identifier", story.own_identifier("eligibility-response")},
               {"status", "active"},
               {"purpose", Json::array({"validation"})},
               {"patient", story.reference("patient")},
               {"servicedDate", text_of(date_in_japan(visit.arrived_at))},
               {"created", moment(visit.arrived_at)},
               {"request", story.reference("eligibility-request")},
               {"outcome", waits  ? "queued"
                           : none ? "error"
                                  : "complete"},
               {"disposition", disposition_of(visit)},
               {"insurer", insurer_reference(story)}};
  if (visit.coverage && !waits) {
    const bool in_force = visit.validity == Validity::valid || visit.validity == Validity::several ||
                          visit.validity == Validity::valid_unregistered;
    json["insurance"] = Json::array({{{"coverage", story.reference("coverage")}, {"inforce", in_force}}});
  }
  if (none) json["error"] = Json::array({{{"code", {{"text", "no insurance found"}}}}});
  return json;
}

Json consent(const Story& story, const Consent& given) {
  const bool agreed = given.decision == ConsentDecision::agreed;
  const std::string item{services::word_for(given.item)};
  return {
      {"resourceType", "Consent"},
      {"extension",
       Json::array({{{"url", "urn:uketsuke:how-identified"}, {"valueCode", services::word_for(given.identified_by)}},
                    {{"url", "urn:uketsuke:language-shown"}, {"valueCode", given.language}},
                    {{"url", "urn:uketsuke:text-version"}, {"valueInteger", given.text_version}}})},
      {"identifier", story.consent_identifier(item)},
      {"status", "active"},
      {"scope", concept_of(terminology + "consentscope", "patient-privacy")},
      {"category", Json::array({concept_of("http://loinc.org", "59284-0")})},
      {"patient", story.reference("patient")},
      {"dateTime", moment(given.given_at)},
      {"organization", Json::array({story.reference("clinic")})},
      {"policyRule", concept_of("http://terminology.hl7.org/CodeSystem/v3-ActCode", agreed ? "OPTIN" : "OPTOUT")},
      {"verification", Json::array({{{"verified", true},
                                     {"verifiedWith", story.reference("patient")},
                                     {"verificationDate", moment(given.given_at)}}})},
      {"provision",
       {{"type", agreed ? "permit" : "deny"},
        {"period", {{"start", moment(given.given_at)}, {"end", moment(given.valid_until)}}},
        {"code", Json::array({concept_of("urn:uketsuke:consent-item", item)})}}}};
}

Story story_of(const StoredVisit& stored, const Clinic& clinic) {
  StoredVisit first = stored;
  first.revision = 1;
  Story story{stored, *stored.visit, clinic, identifier_of(first), "", ""};
  // The chart number is the clinic's own patient identifier; without one, this visit alone identifies the person.
  const bool known = !stored.visit->reference_number.empty();
  story.patient_system =
      known ? "urn:oid:1.2.392.100495.20.3.51.1" + clinic.institution_code : std::string{"urn:uketsuke:visit"};
  story.patient_value = known ? printable(stored.visit->reference_number) : story.key + "/patient";
  return story;
}

}  // namespace

std::string uuid_for(const std::string& text) {
  std::string hex = services::seal_of("uketsuke", text).substr(0, 32);
  hex[12] = '8';
  hex[16] = "89ab"[static_cast<unsigned>(hex[16]) % 4];
  return "urn:uuid:" + hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) +
         "-" + hex.substr(20);
}

Json fhir_bundle(const StoredVisit& stored, const Clinic& clinic) {
  const Story story = story_of(stored, clinic);
  Json entries = Json::array();
  const auto add = [&](const std::string& part, Json resource) {
    entries.push_back(entry(story.uuid(part), std::move(resource)));
  };
  add("patient", patient(story));
  add("clinic", clinic_organization(story));
  if (story.visit.coverage) {
    add("insurer", insurer_organization(*story.visit.coverage));
    add("coverage", insurance(story, *story.visit.coverage));
  }
  add("appointment", appointment(story));
  add("encounter", encounter(story));
  add("eligibility-request", eligibility_request(story));
  add("eligibility-response", eligibility_response(story));
  for (const Consent& given : story.visit.consents) {
    add("consent/" + std::string{services::word_for(given.item)}, consent(story, given));
  }
  return {{"resourceType", "Bundle"},
          {"type", "transaction"},
          {"timestamp", moment(story.visit.arrived_at)},
          {"entry", std::move(entries)}};
}

}  // namespace kiosk::outbox
