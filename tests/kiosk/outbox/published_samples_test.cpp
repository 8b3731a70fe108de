// The files on the page "What the clinic receives" came from a run (docs/received/visit.scenario). The same visit must
// still give the same files, and the page must show them.
#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "kiosk/checkin/consent.h"
#include "kiosk/outbox/fhir_bundle.h"
#include "kiosk/outbox/result_xml.h"

using namespace kiosk::checkin;
using namespace std::chrono_literals;
using kiosk::outbox::Clinic;
using kiosk::services::StoredVisit;
using Json = nlohmann::ordered_json;

namespace {

const std::string documents = UKETSUKE_SOURCE_DIR "/docs/";
const std::string key = "kiosk-1-1795478400-1";

StoredVisit published_visit() {
  const auto at = std::chrono::sys_seconds{std::chrono::sys_days{2026y / std::chrono::November / 24}};
  Visit visit;
  visit.key = key;
  visit.arrived_at = at;
  visit.identified_by = HowIdentified::face;
  visit.name = "見本　太郎";
  visit.birth_date = 1958y / std::chrono::February / 21;
  visit.sex = Sex::male;
  visit.validity = Validity::valid;
  Coverage coverage;
  coverage.insurer_number = "06137897";
  coverage.insurer_name = "見本健康保険組合";
  coverage.symbol = "1234";
  coverage.number = "4711";
  coverage.branch = "01";
  coverage.name = visit.name;
  coverage.birth_date = visit.birth_date;
  coverage.sex = Sex::male;
  coverage.burden_percent = 30;
  visit.coverage = coverage;
  visit.consents = consents_given({ConsentItem::medication, ConsentItem::checkup}, ConsentDecision::agreed, at + 2s,
                                  "en", HowIdentified::face);
  visit.language = "en";
  return {visit.key, "A-0001", at, 1, Confirmation::confirmed, visit};
}

std::string text_of_file(const std::string& name) {
  std::ifstream in(documents + name, std::ios::binary);
  REQUIRE_MESSAGE(in.is_open(), name);
  return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace

TEST_CASE("the published result file is what the code makes of that visit, and stands on the page") {
  const std::string published = text_of_file("received/OQSsiquc01res_face_" + key + "_20261124090000.xml");
  CHECK(kiosk::outbox::result_xml(published_visit(), Clinic{}, kiosk::outbox::CharacterCode::utf8,
                                  published_visit().arrived_at) == published);
  CHECK(text_of_file("what-the-clinic-receives.md").find(published) != std::string::npos);
}

TEST_CASE("the published Bundle is what the code makes of that visit, and the page shows entries of it") {
  const Json published = Json::parse(text_of_file("received/visit-" + key + ".json"));
  const Json made = kiosk::outbox::fhir_bundle(published_visit(), Clinic{});
  const bool is_same = made == published;
  CHECK_MESSAGE(is_same, Json::diff(published, made).dump(1));
  const std::string page = text_of_file("what-the-clinic-receives.md");
  const auto begin = page.find("```json\n") + 8;
  const Json shown = Json::parse(page.substr(begin, page.find("```", begin) - begin));
  for (const Json& entry : shown.at("entry")) {
    CHECK(std::find(published.at("entry").begin(), published.at("entry").end(), entry) != published.at("entry").end());
  }
}
