// What JP Core 1.2 asks of the resources that claim its profiles, fact by fact: no validator of its profiles can be had
// from Debian or npm. Base R4 is judged by validators in outbox_test.cpp.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "kiosk/outbox/fhir_bundle.h"
#include "kiosk/services/sqlite_visit_store.h"
#include "tests/kiosk/services/sample_visits.h"

using namespace kiosk::checkin;
using kiosk::outbox::Clinic;
using sample::hanako_visit;
using Json = nlohmann::ordered_json;

namespace {

const std::string jp_core = "http://jpfhir.jp/fhir/core/";

Json bundle_of(const Visit& visit) {
  const auto records = kiosk::services::SqliteVisitStore::open(":memory:").value();
  CHECK(records->add(visit));
  return kiosk::outbox::fhir_bundle(records->list({}).value()[0], Clinic{});
}

/// The only one of its type, or the one that says `wanted` somewhere.
Json resource_in(const Json& bundle, const std::string& type, const std::string& wanted = {}) {
  for (const Json& entry : bundle.at("entry")) {
    const Json& resource = entry.at("resource");
    if (resource.at("resourceType") == type && resource.dump().find(wanted) != std::string::npos) return resource;
  }
  FAIL("there is no ", type);
  return {};
}

std::string extension_of(const Json& resource, const std::string& name) {
  for (const Json& extension : resource.at("extension")) {
    if (extension.at("url") == jp_core + "Extension/StructureDefinition/" + name) return extension.at("valueString");
  }
  return "(none)";
}

/// "IDE" for kanji, "SYL" for kana, "ABC" for Latin letters.
std::string kind_of_name(const Json& patient, std::size_t at) {
  const Json& extension = patient.at("name").at(at).at("extension").at(0);
  CHECK(extension.at("url") == "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation");
  return extension.at("valueCode");
}

}  // namespace

TEST_CASE("each resource that has a JP Core profile claims it, and no other does") {
  const Json bundle = bundle_of(hanako_visit("k-1"));
  for (const auto& entry : bundle.at("entry")) {
    const Json& resource = entry.at("resource");
    const std::string type = resource.at("resourceType");
    const bool has_profile = type == "Patient" || type == "Coverage" || type == "Organization" || type == "Encounter";
    CAPTURE(type);
    REQUIRE(resource.contains("meta") == has_profile);
    if (has_profile) CHECK(resource["meta"]["profile"] == Json::array({jp_core + "StructureDefinition/JP_" + type}));
  }
}

TEST_CASE("a JP_Patient is known by the institution's own number, and each name says how it is written") {
  const Json patient = resource_in(bundle_of(hanako_visit("k-1")), "Patient");
  CHECK(patient["identifier"][0]["system"] == "urn:oid:1.2.392.100495.20.3.51.11312345670");
  CHECK(patient["identifier"][0]["value"] == "P-004711");
  CHECK(kind_of_name(patient, 0) == "IDE");
  CHECK(kind_of_name(patient, 1) == "SYL");
  CHECK(patient["gender"] == "female");
  Visit from_abroad = hanako_visit("k-2");
  from_abroad.coverage->name = "NGUYEN VAN MIHON";
  from_abroad.coverage->sex = Sex::not_known;
  from_abroad.reference_number.clear();
  const Json stranger = resource_in(bundle_of(from_abroad), "Patient");
  CHECK(kind_of_name(stranger, 0) == "ABC");
  CHECK(stranger["gender"] == "unknown");
  CHECK(stranger["identifier"].size() == 1);  // the profile wants one at least
}

TEST_CASE("a JP_Coverage holds symbol, number and branch as extensions and in the member's identifier") {
  const Json coverage = resource_in(bundle_of(hanako_visit("k-1")), "Coverage");
  for (const char* required : {"status", "beneficiary", "payor"}) CHECK(coverage.contains(required));
  CHECK(extension_of(coverage, "JP_Coverage_InsuredPersonSymbol") == "あいう");
  CHECK(extension_of(coverage, "JP_Coverage_InsuredPersonNumber") == "１８７");
  CHECK(extension_of(coverage, "JP_Coverage_InsuredPersonSubNumber") == "05");
  CHECK(coverage["identifier"][0]["system"] == "http://jpfhir.jp/fhir/clins/Idsystem/JP_Insurance_memberID");
  CHECK(coverage["identifier"][0]["value"] == "01130012:あいう:１８７:05");
  CHECK(coverage["subscriberId"] == "あいう:１８７");
  CHECK(coverage["dependent"] == "05");
}

TEST_CASE("what a municipal insurance does not have is left out, and the colons stay") {
  Visit visit = hanako_visit("k-1");
  visit.coverage->insurer_number = "138016";
  visit.coverage->symbol.clear();
  visit.coverage->branch.clear();
  const Json bundle = bundle_of(visit);
  const Json coverage = resource_in(bundle, "Coverage");
  CHECK(coverage["identifier"][0]["value"] == "00138016::１８７:");
  CHECK(extension_of(coverage, "JP_Coverage_InsuredPersonSymbol") == "(none)");
  CHECK(extension_of(coverage, "JP_Coverage_InsuredPersonSubNumber") == "(none)");
  CHECK_FALSE(coverage.contains("dependent"));
  CHECK(resource_in(bundle, "Organization", "\"pay\"")["identifier"][0]["value"] == "00138016");
}

TEST_CASE("insurer and clinic are JP_Organizations by their national numbers") {
  const Json bundle = bundle_of(hanako_visit("k-1"));
  const Json insurer = resource_in(bundle, "Organization", "\"pay\"");
  CHECK(insurer["identifier"][0]["system"] == jp_core + "mhlw/IdSystem/InsurerNumber");
  CHECK(insurer["identifier"][0]["value"] == "01130012");
  CHECK(insurer["type"][0]["coding"][0]["system"] == "http://terminology.hl7.org/CodeSystem/organization-type");
  const Json clinic = resource_in(bundle, "Organization", "\"prov\"");
  CHECK(clinic["identifier"][0]["system"] == jp_core + "IdSystem/insurance-medical-institution-no");
  CHECK(clinic["identifier"][0]["value"] == "1312345670");
}

TEST_CASE("validity is told as an eligibility response: in force, not in force, or an error") {
  const auto response_of = [](Validity validity) {
    Visit visit = hanako_visit("k-1");
    visit.validity = validity;
    return resource_in(bundle_of(visit), "CoverageEligibilityResponse");
  };
  for (const auto validity : {Validity::valid, Validity::several, Validity::valid_unregistered}) {
    CHECK(response_of(validity)["insurance"][0]["inforce"] == true);
  }
  for (const auto validity : {Validity::invalid, Validity::invalid_newer_exists}) {
    CHECK(response_of(validity)["insurance"][0]["inforce"] == false);
  }
  CHECK(response_of(Validity::none)["outcome"] == "error");
}

TEST_CASE("each consent permits or denies one item for 24 hours, and the arrival is told") {
  const Json bundle = bundle_of(hanako_visit("k-1"));
  const Json yes = resource_in(bundle, "Consent", "\"medication\"");
  CHECK(yes["scope"]["coding"][0]["code"] == "patient-privacy");
  CHECK(yes["provision"]["type"] == "permit");
  CHECK(yes["provision"]["period"]["start"] == "2026-11-22T10:00:00+09:00");
  CHECK(yes["provision"]["period"]["end"] == "2026-11-23T10:00:00+09:00");
  CHECK(resource_in(bundle, "Consent", "\"checkup\"")["provision"]["type"] == "deny");
  CHECK(resource_in(bundle, "Encounter")["status"] == "arrived");
  CHECK(resource_in(bundle, "Appointment")["status"] == "arrived");
}

TEST_CASE(
    "the latest choice replaces the one before: a person's consent is one resource, whichever visit it comes from") {
  const auto url_of = [](const std::string& key, const std::string& chart_number, const std::string& insured_number) {
    Visit visit = hanako_visit(key);
    visit.reference_number = chart_number;
    visit.coverage->number = insured_number;
    const Json bundle = bundle_of(visit);
    for (const auto& entry : bundle.at("entry")) {
      const Json& resource = entry.at("resource");
      const bool is_it =
          resource.at("resourceType") == "Consent" && resource.dump().find("\"medication\"") != std::string::npos;
      if (is_it) return entry.at("request").at("url").get<std::string>();
    }
    return std::string();
  };
  CHECK(url_of("k-1", "P-004711", "187") == url_of("k-2", "P-004711", "187"));
  CHECK(url_of("k-1", "", "187") == url_of("k-2", "", "187"));
  CHECK(url_of("k-1", "", "187") != url_of("k-2", "", "188"));
  CHECK(url_of("k-1", "P-004711", "187") != url_of("k-2", "P-004712", "187"));
}
