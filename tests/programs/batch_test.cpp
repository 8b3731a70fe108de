// Many scenarios at a time, as a vendor's pipeline plays them: good ones, bad ones, and the reports that come out.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tests/programs/cast.h"
#include "tests/support/own_folder.h"

using programs::Cast;
using programs::Finished;
using programs::run;

namespace {

namespace fs = std::filesystem;

const std::string assets = std::string(UKETSUKE_SOURCE_DIR) + "/assets";

std::string whole(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }

/// Without what is real time.
nlohmann::json timeless(nlohmann::json report) {
  for (auto& scenario : report.at("scenarios")) {
    scenario.erase("wall_seconds");
    scenario.erase("wall_machine_milliseconds");
  }
  return report;
}

const std::string at_the_welcome = "see welcome\nexpect abandoned\n";

}  // namespace

TEST_CASE("bad scenarios say what is wrong, with line and nearest word, and the others are played all the same") {
  const support::OwnFolder folder;
  write(folder.path() / "good.scenario", at_the_welcome);
  write(folder.path() / "typo.scenario", "see welcome\npres no-card\n");
  write(folder.path() / "screen.scenario", "see wellcome\n");
  write(folder.path() / "trouble.scenario", "when welcome appears, the camera is coverd\n");
  write(folder.path() / "missing-card.scenario", "card nowhere.card\ninsert card\n");
  write(folder.path() / "missing-video.scenario", "video nowhere.mp4\nsee welcome\n");
  write(folder.path() / "contradiction.scenario", "see welcome\nexpect abandoned\nexpect checked-in\n");
  write(folder.path() / "both.scenario", "see welcome\nexpect abandoned\nrecorded language en\n");
  const auto played = run("uketsuke-replay -j2 " + folder.path().string() + " --json");
  CHECK(played.status == 2);
  for (const char* sentence : {
           "typo.scenario, line 2: \"pres no-card\" is no statement; did you mean \"press\"?",
           "screen.scenario, line 1: \"wellcome\" is no screen; did you mean \"welcome\"?",
           "line 1: \"the camera is coverd\" is no trouble known here; did you mean \"the camera is covered\"?",
           "missing-card.scenario, line 1: there is no card file",
           "missing-video.scenario, line 1: there is no video",
           "line 3: \"checked-in\" contradicts \"abandoned\" in line 2",
           "line 3: \"language en\" contradicts \"abandoned\" in line 2",
           "8 scenarios: 1 passed, 0 failed, 7 could not be played",
       }) {
    CHECK_MESSAGE(played.err.find(sentence) != std::string::npos, sentence << "\n" << played.err);
  }
  CHECK(nlohmann::json::parse(played.out)["counts"]["passed"] == 1);
}

TEST_CASE("a scenario that never ends is stopped, and an empty folder is said to be empty") {
  const support::OwnFolder folder;
  write(folder.path() / "endless.scenario", "see welcome\nwait 3600\nwait 3600\nwait 3600\nwait 3600\n");
  write(folder.path() / "good.scenario", at_the_welcome);
  const auto played = run("uketsuke-replay -j2 --limit 1 " + folder.path().string());
  CHECK(played.status == 2);
  CHECK_MESSAGE(played.err.find("did not end within 1 s") != std::string::npos, played.err);
  fs::create_directory(folder.path() / "empty");
  const auto empty = run("uketsuke-replay " + (folder.path() / "empty").string());
  CHECK(empty.status == 2);
  CHECK_MESSAGE(empty.err.find("there is no *.scenario file in the folder") != std::string::npos, empty.err);
}

TEST_CASE("a failed expectation is exit status 1, and every report says the first difference and the screen") {
  const support::OwnFolder folder;
  write(folder.path() / "fails.scenario",
        "language en\npress no-card\nsee choosing-document\nwords Nothing of this <kind>\n");
  write(folder.path() / "good.scenario", at_the_welcome);
  const auto page = folder.path() / "report.html";
  const auto junit = folder.path() / "report.xml";
  const auto played = run("uketsuke-replay -j2 " + folder.path().string() + " --junit " + junit.string() +
                          " --report " + page.string());
  CHECK_MESSAGE(played.status == 1, played.err);
  const std::string sentence = "the screen choosing-document does not say &quot;Nothing of this &lt;kind&gt;&quot;";
  CHECK(whole(junit).find(sentence) != std::string::npos);
  CHECK(whole(page).find(sentence) != std::string::npos);
  CHECK(whole(page).find("<svg") != std::string::npos);
  CHECK(whole(page).find("data:image/webp;base64,") != std::string::npos);
  CHECK(whole(page).find("http") == std::string::npos);  // it needs nothing from elsewhere
  const auto well_formed = run("xmllint --noout " + junit.string());
  CHECK_MESSAGE(well_formed.status == 0, well_formed.err);
}

TEST_CASE("the JSON report fits its schema, and the same scenarios give the same JSON twice") {
  const support::OwnFolder folder;
  const std::string command =
      "uketsuke-replay -j2 " + assets + "/scenarios/letters " + assets + "/scenarios/letter.scenario --json";
  const auto first = run(command);
  const auto second = run(command);
  CHECK_MESSAGE(first.status == 0, first.err);
  CHECK(timeless(nlohmann::json::parse(first.out)) == timeless(nlohmann::json::parse(second.out)));
  write(folder.path() / "report.json", first.out);
  const auto valid =
      run("NODE_PATH=$(" UKETSUKE_SOURCE_DIR "/tools/fhir-validator/get)/node_modules node " UKETSUKE_SOURCE_DIR
          "/tools/fhir-validator/validate-against.js " +
          assets + "/schemas/replay-report.schema.json " + (folder.path() / "report.json").string());
  CHECK_MESSAGE(valid.status == 0, valid.out << valid.err);
}

TEST_CASE(
    "a story at true speed, on the kiosk's threads, ends as in lockstep, and lockstep gives the same JSON twice") {
  const support::OwnFolder folder;
  write(folder.path() / "face-then-pin.scenario",
        "card " + Cast::card("John_Shimkus") +
            "\nobserve a stranger\ninsert card\nsee choosing-method\npress face\nsee offering-other-ways\npress pin\n"
            "type 1234\npress next\nsee asking-consent\npress agree-all\nsee checked-in\ntake card\nwait for the end\n"
            "expect checked-in by pin\nrecorded identified by pin\nrecorded consent medication agreed\n");
  const std::string command =
      "uketsuke-replay -j2 --json --authority " + Cast::authority() + " " + folder.path().string();
  const auto lockstep = run(command);
  const auto again = run(command);
  CHECK_MESSAGE(lockstep.status == 0, lockstep.err);
  CHECK(timeless(nlohmann::json::parse(lockstep.out)) == timeless(nlohmann::json::parse(again.out)));
  const auto true_speed = run(command + " --realtime");
  CHECK_MESSAGE(true_speed.status == 0, true_speed.err);
  const auto told = nlohmann::json::parse(lockstep.out)["scenarios"][0];
  const auto lived = nlohmann::json::parse(true_speed.out)["scenarios"][0];
  for (const char* member : {"outcome", "verified_by", "faces", "notes", "staff_called"}) {
    CHECK_MESSAGE(told[member] == lived[member], member);
  }
}
