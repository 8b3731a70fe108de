// What the clinic receives: valid by judges that we did not write, whole, and once in effect.
#include "kiosk/outbox/outbox.h"

#include <doctest/doctest.h>
#include <httplib.h>

#include <atomic>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "kiosk/outbox/fhir_bundle.h"
#include "kiosk/services/sqlite_visit_store.h"
#include "kiosk/services/whole_file.h"
#include "tests/kiosk/services/sample_visits.h"
#include "tests/support/own_folder.h"
#include "tests/support/run_program.h"
#include "tests/support/test_certificate.h"

using namespace kiosk::outbox;
using namespace kiosk::services;
using namespace kiosk::checkin;
using namespace std::chrono_literals;
using sample::hanako_visit;
using sample::ten_in_japan;
using sample::waiting_visit;
using support::OwnFolder;
using support::run_program;

namespace {

const std::string source = UKETSUKE_SOURCE_DIR;
constexpr Date in_four_years = 2030y / std::chrono::April / 12;

std::unique_ptr<SqliteVisitStore> fresh_records() { return SqliteVisitStore::open(":memory:").value(); }

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

// Every kind of visit that the kiosk can record.
std::vector<Visit> every_kind_of_visit() {
  std::vector<Visit> visits = {hanako_visit("plain"), waiting_visit("waits-by-letter")};
  Visit several = hanako_visit("several");
  several.validity = Validity::several;
  several.coverage->symbol.clear();
  several.coverage->branch.clear();
  several.coverage->valid_from.reset();
  several.reference_number.clear();
  several.prescription = PrescriptionForm::electronic;
  Visit nothing = hanako_visit("no-insurance");
  nothing.validity = Validity::none;
  nothing.coverage.reset();
  nothing.consents.clear();
  Visit everything = hanako_visit("all-consents");
  everything.coverage->insurer_number = "138016";
  everything.coverage->valid_until = 2030y / 7 / 31;
  everything.identified_by = HowIdentified::staff;
  everything.visual_check_reason = VisualCheckReason::cannot_use_machine;
  everything.consents =
      consents_given({ConsentItem::diagnosis, ConsentItem::operation, ConsentItem::medication, ConsentItem::checkup,
                      ConsentItem::specific_disease, ConsentItem::medical_subsidy, ConsentItem::high_cost_limit},
                     ConsentDecision::agreed, ten_in_japan, "vi", HowIdentified::staff);
  Visit odd = hanako_visit("odd text & <tags>");
  odd.coverage->name = "\x01<O'Brien> & \"𠮷\" \xff";
  odd.coverage->insurer_name = std::string(1000, 'x');
  Visit by_card = waiting_visit("waits-by-card");
  by_card.question = CardProof{{1, 2}, {3}, {}};
  for (const Visit& visit : {several, nothing, everything, odd, by_card}) visits.push_back(visit);
  return visits;
}

void add_all(VisitRecords& records) {
  for (const Visit& visit : every_kind_of_visit()) CHECK(records.add(visit));
}

DeliveryReport deliver(VisitRecords& records, std::unique_ptr<Destination> destination) {
  std::vector<std::unique_ptr<Destination>> destinations;
  destinations.push_back(std::move(destination));
  return Outbox{records, std::move(destinations)}.deliver(ten_in_japan);
}

}  // namespace

TEST_CASE("result files of every kind of visit are valid by the published schema, in both character codes") {
  for (const auto code : {CharacterCode::utf8, CharacterCode::shift_jis}) {
    const OwnFolder folder;
    const auto records = fresh_records();
    add_all(*records);
    CHECK(deliver(*records, xml_folder(folder.path(), Clinic{}, code)).delivered == 7);
    const auto files = files_in(folder.path());
    REQUIRE(files.size() == 7);
    for (const auto& file : files) {
      const auto checked =
          run_program({"xmllint", "--noout", "--schema", source + "/assets/schemas/OQSsiquc01res.xsd", file.string()});
      CHECK_MESSAGE(checked.status == 0, checked.output);
    }
    CHECK(files[3].filename() == "OQSsiquc01res_face_plain_20261122100000.xml");
  }
}

TEST_CASE("the schema refuses a file with a wrong code") {
  const OwnFolder folder;
  const auto records = fresh_records();
  CHECK(records->add(hanako_visit("k-1")));
  std::string xml = result_xml(records->list({}).value()[0], Clinic{}, CharacterCode::utf8, ten_in_japan);
  xml.replace(xml.find("<Sex1>2"), 7, "<Sex1>9");
  std::ofstream(folder / "wrong.xml") << xml;
  CHECK(run_program(
            {"xmllint", "--noout", "--schema", source + "/assets/schemas/OQSsiquc01res.xsd", folder / "wrong.xml"})
            .status != 0);
}

TEST_CASE("a result file says who, by which insurance, agreed to what and until when") {
  const auto records = fresh_records();
  CHECK(records->add(hanako_visit("k-1")));
  const std::string xml = result_xml(records->list({}).value()[0], Clinic{}, CharacterCode::utf8, ten_in_japan);
  for (const char* element :
       {"<MedicalInstitutionCode>1312345670</MedicalInstitutionCode>",
        "<QualificationValidity>1</QualificationValidity>", "<InsurerNumber>01130012</InsurerNumber>",
        "<InsuredCardSymbol>あいう</InsuredCardSymbol>", "<Name>山田 花●</Name>", "<NameKana>ﾔﾏﾀﾞ ﾊﾅｺ</NameKana>",
        "<Birthdate>19850412</Birthdate>", "<InsuredPartialContributionRatio>030</InsuredPartialContributionRatio>",
        "<PharmacistsInfoConsFlg>1</PharmacistsInfoConsFlg>",
        "<PharmacistsInfoConsTime>20261122100000</PharmacistsInfoConsTime>",
        "<PharmacistsInfoAvailableTime>20261123100000</PharmacistsInfoAvailableTime>",
        "<SpecificHealthCheckupsInfoConsFlg>0</SpecificHealthCheckupsInfoConsFlg>",
        "<ReferenceNumber>P-004711</ReferenceNumber>"}) {
    CHECK_MESSAGE(xml.find(element) != std::string::npos, element, "\n", xml);
  }
}

TEST_CASE("the consent about specific diseases is yes, no, or expired by the time of the delivery") {
  const auto flag_at = [](ConsentDecision decision, std::chrono::sys_seconds at) {
    const auto records = fresh_records();
    Visit visit = hanako_visit("k-1");
    visit.consents = consents_given({ConsentItem::specific_disease}, decision, ten_in_japan, "ja", HowIdentified::face);
    CHECK(records->add(visit));
    const std::string xml = result_xml(records->list({}).value()[0], Clinic{}, CharacterCode::utf8, at);
    const std::string element = "<SpecificDiseasesCertificateRelatedConsFlg>";
    return xml.substr(xml.find(element) + element.size(), 1);
  };
  CHECK(flag_at(ConsentDecision::agreed, ten_in_japan) == "1");
  CHECK(flag_at(ConsentDecision::declined, ten_in_japan) == "0");
  CHECK(flag_at(ConsentDecision::agreed, ten_in_japan + 24h) == "2");
}

TEST_CASE("in Shift_JIS a character without a code becomes a black circle") {
  CHECK(shift_jis_from("山A") ==
        "\x8E\x52"
        "A");
  CHECK(shift_jis_from("𠮷") == "\x81\x9C");
}

TEST_CASE("bundles of every kind of visit are valid FHIR R4 by two validators") {
  const auto got = run_program({source + "/tools/fhir-validator/get"});
  REQUIRE_MESSAGE(got.status == 0, got.output);
  // The folder is the last line of what the script said.
  const std::string said = got.output.substr(0, got.output.find_last_not_of('\n') + 1);
  const std::string validate = said.substr(said.rfind('\n') + 1) + "/validate.js";
  const OwnFolder folder;
  const auto records = fresh_records();
  add_all(*records);
  CHECK(deliver(*records, fhir_folder(folder.path(), Clinic{})).delivered == 7);
  std::vector<std::string> command = {"node", validate};
  for (const auto& file : files_in(folder.path())) command.push_back(file.string());
  const auto valid = run_program(command);
  CHECK_MESSAGE(valid.status == 0, valid.output);

  // The judges do judge.
  auto bundle = nlohmann::ordered_json::parse(bytes_of(folder / "visit-plain.json"));
  bundle["entry"][0]["resource"]["gender"] = "lady";
  bundle["entry"][4]["resource"].erase("status");
  std::ofstream(folder / "wrong.json") << bundle;
  const auto wrong = run_program({"node", validate, folder / "wrong.json"});
  CHECK(wrong.status == 1);
  CHECK_MESSAGE(wrong.output.find("gender") != std::string::npos, wrong.output);
}

TEST_CASE("a bundle speaks of one patient, whom every resource names, and may be sent twice") {
  const auto records = fresh_records();
  CHECK(records->add(hanako_visit("k-1")));
  const auto bundle = fhir_bundle(records->list({}).value()[0], Clinic{});
  const std::string patient = bundle["entry"][0]["fullUrl"];
  std::set<std::string> urls;
  for (const auto& entry : bundle["entry"]) {
    urls.insert(entry["fullUrl"]);
    CHECK(entry["request"]["method"] == "PUT");
    CHECK(entry["request"]["url"].get<std::string>().find("?identifier=") != std::string::npos);
  }
  CHECK(urls.size() == bundle["entry"].size());
  const std::string text = bundle.dump();
  for (std::size_t at = text.find("\"reference\":\""); at != std::string::npos;
       at = text.find("\"reference\":\"", at + 1)) {
    CHECK(urls.contains(text.substr(at + 13, 45)));
  }
  CHECK(text.find("01130012:あいう:１８７:05") != std::string::npos);
  CHECK(bundle == fhir_bundle(records->list({}).value()[0], Clinic{}));
}

TEST_CASE("a visit is delivered once, and once more when it was confirmed") {
  const OwnFolder folder;
  const auto records = fresh_records();
  CHECK(records->add(waiting_visit("k-1")));
  CHECK(deliver(*records, xml_folder(folder.path(), Clinic{}, CharacterCode::utf8)).delivered == 1);
  std::filesystem::remove(files_in(folder.path())[0]);  // the clinic's software took it
  CHECK(deliver(*records, xml_folder(folder.path(), Clinic{}, CharacterCode::utf8)).delivered == 0);
  CHECK(records->confirm(hanako_visit("k-1"), ten_in_japan));
  CHECK(deliver(*records, xml_folder(folder.path(), Clinic{}, CharacterCode::utf8)).delivered == 1);
  const auto files = files_in(folder.path());
  REQUIRE(files.size() == 1);
  CHECK(files[0].filename() == "OQSsiquc01res_face_k-1-r2_20261122100000.xml");
}

TEST_CASE("a kill after each step of a delivery neither loses nor doubles the visit") {
  for (int steps = 0; steps <= 4; ++steps) {
    CAPTURE(steps);
    const OwnFolder folder;
    const auto records = fresh_records();
    CHECK(records->add(hanako_visit("k-1")));
    const auto visit = records->list({}).value()[0];
    const auto destination = xml_folder(folder.path(), Clinic{}, CharacterCode::utf8);
    if (steps > 0) CHECK_FALSE(destination->stage(visit, ten_in_japan));
    if (steps > 1) CHECK(records->mark(visit, destination->name(), DeliveryState::staged, ten_in_japan));
    if (steps > 2) CHECK_FALSE(destination->finish(visit));
    if (steps > 3) CHECK(records->mark(visit, destination->name(), DeliveryState::delivered, ten_in_japan));
    int taken = 0;
    const auto take = [&] {  // as the clinic's software does at any time
      for (const auto& file : files_in(folder.path())) {
        if (file.extension() == ".xml") taken += std::filesystem::remove(file) ? 1 : 0;
      }
    };
    take();
    for (int restart = 0; restart < 2; ++restart) {
      CHECK(deliver(*records, xml_folder(folder.path(), Clinic{}, CharacterCode::utf8)).problems.empty());
      take();
    }
    CHECK(taken == 1);
    CHECK(files_in(folder.path()).empty());
  }
}

TEST_CASE("a folder that is missing keeps the visits waiting, with longer and longer pauses") {
  const OwnFolder folder;
  const auto records = fresh_records();
  CHECK(records->add(hanako_visit("k-1")));
  std::vector<std::unique_ptr<Destination>> destinations;
  destinations.push_back(xml_folder(folder / "later", Clinic{}, CharacterCode::utf8));
  Outbox outbox{*records, std::move(destinations)};
  const auto failed = outbox.deliver(ten_in_japan);
  REQUIRE(failed.problems.size() == 1);
  CHECK(failed.problems[0].find("create its folder") != std::string::npos);
  std::filesystem::create_directory(folder / "later");
  CHECK(outbox.deliver(ten_in_japan).delivered == 0);
  CHECK(outbox.deliver(ten_in_japan + 1s).delivered == 1);
}

TEST_CASE("a slip shows the number as picture, page and text, and no name") {
  const OwnFolder folder;
  const auto records = fresh_records();
  CHECK(records->add(hanako_visit("k-1")));
  CHECK(deliver(*records, slip_folder(folder.path(), Clinic{})).delivered == 1);
  CHECK(bytes_of(folder / "slip-A-0001-k-1.png").starts_with("\x89PNG"));
  CHECK(bytes_of(folder / "slip-A-0001-k-1.pdf").starts_with("%PDF"));
  const std::string text = bytes_of(folder / "slip-A-0001-k-1.txt");
  CHECK(text.find("A-0001") != std::string::npos);
  CHECK(text.find("2026-11-22 10:00") != std::string::npos);
  CHECK(text.find("花") == std::string::npos);
  const auto read = run_program({"tesseract", folder / "slip-A-0001-k-1.png", "-", "-l", "eng", "--psm", "6"});
  CHECK_MESSAGE(read.output.find("A-0001") != std::string::npos, read.output);
}

TEST_CASE("a FHIR server over TLS gets visits only when the given authority has signed its certificate") {
  const OwnFolder folder;
  const auto der = support::test_certificate("127.0.0.1", 7, in_four_years);
  const auto own = support::write_pem(folder / "server.pem", der);
  const auto other =
      support::write_pem(folder / "stranger.pem", support::test_certificate("somebody else", 8, in_four_years));
  const auto records = fresh_records();
  CHECK(records->add(hanako_visit("k-1")));
  const unsigned char* at = der.data();
  X509* certificate = d2i_X509(nullptr, &at, static_cast<long>(der.size()));
  httplib::SSLServer server(certificate, support::test_key());
  X509_free(certificate);
  std::atomic<int> received = 0;
  server.Post("/fhir", [&](const httplib::Request&, httplib::Response& response) {
    ++received;
    response.status = 200;
  });
  const int port = server.bind_to_any_port("127.0.0.1");
  const std::jthread listening{[&server] { server.listen_after_bind(); }};
  const std::string base = "https://127.0.0.1:" + std::to_string(port) + "/fhir";
  for (const std::string& authority : {other, std::string{}, (folder / "missing.pem").string()}) {
    const auto refused = deliver(*records, fhir_server(base, Clinic{}, authority));
    REQUIRE(refused.problems.size() == 1);
    CHECK_MESSAGE(refused.problems[0].find("certificate that is not signed by") != std::string::npos,
                  refused.problems[0]);
  }
  CHECK(received == 0);
  CHECK(deliver(*records, fhir_server(base, Clinic{}, own)).delivered == 1);
  CHECK(received == 1);
  server.stop();
}

TEST_CASE("a FHIR server gets each visit, also after it was away or refused") {
  const auto records = fresh_records();
  CHECK(records->add(hanako_visit("k-1")));
  CHECK(records->add(hanako_visit("k-2")));
  httplib::Server server;
  server.set_keep_alive_max_count(1);
  int status = 503;
  std::vector<std::string> received;
  server.Post("/fhir", [&](const httplib::Request& request, httplib::Response& response) {
    response.status = status;
    if (status == 200) received.push_back(request.body);
  });
  const int port = server.bind_to_any_port("127.0.0.1");
  const std::string base = "http://127.0.0.1:" + std::to_string(port) + "/fhir";
  {
    std::jthread listening{[&server] { server.listen_after_bind(); }};
    const auto refused = deliver(*records, fhir_server(base, Clinic{}));
    REQUIRE(refused.problems.size() == 1);
    CHECK(refused.problems[0].find("status 503") != std::string::npos);
    status = 200;
    CHECK(deliver(*records, fhir_server(base, Clinic{})).delivered == 2);
    CHECK(deliver(*records, fhir_server(base, Clinic{})).delivered == 0);
    server.stop();
  }
  CHECK(received.size() == 2);
  CHECK(records->add(hanako_visit("k-3")));
  const auto away = deliver(*records, fhir_server(base, Clinic{}));
  REQUIRE(away.problems.size() == 1);
  CHECK(away.problems[0].find("cannot be reached") != std::string::npos);
}
