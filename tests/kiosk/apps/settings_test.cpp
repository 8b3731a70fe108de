// The settings of uketsuke-kiosk: one list of keys for the command line and the file.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "kiosk/apps/kiosk_options.h"
#include "tests/support/own_folder.h"
#include "tests/support/run_program.h"

using namespace kiosk;
using namespace kiosk::apps;

namespace {

struct SettingsFile {
  support::OwnFolder folder;
  std::filesystem::path file = folder / "kiosk.conf";

  explicit SettingsFile(const std::string& lines) { std::ofstream{file} << lines; }

  std::variant<KioskOptions, int> read() const {
    std::string words[] = {"uketsuke-kiosk", "--settings", file.string()};
    char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), nullptr};
    return parse_kiosk_options(3, arguments);
  }
  support::ProgramRun checked() const {
    return support::run_program({UKETSUKE_PROGRAMS_DIR "/uketsuke-kiosk", "--settings", file, "--check-settings"});
  }
};

}  // namespace

TEST_CASE("a settings file says the same as the command line would") {
  const SettingsFile settings(
      "insurer = \"http://127.0.0.1:8443\"\nlanguage = \"my\"\nconsents = [\"medication\", \"operation\"]\n"
      "staff-passcode = \"4821\"\nquestion-time-limit = 120\nliveness = \"passive-first\"\nxml-code = \"shift_jis\"\n");
  const auto read = settings.read();
  REQUIRE(std::holds_alternative<KioskOptions>(read));
  const auto& options = std::get<KioskOptions>(read);
  CHECK(options.back_desk.insurer == "http://127.0.0.1:8443");
  CHECK(options.rules.default_language == "my");
  CHECK(options.rules.consent_items == std::set{checkin::ConsentItem::medication, checkin::ConsentItem::operation});
  CHECK(options.rules.staff_passcode == base::SecretText("4821"));
  CHECK(options.rules.question_time_limit == std::chrono::minutes{2});
  CHECK(options.liveness == vision::LivenessPolicy::passive_first);
  CHECK(options.back_desk.places.xml_code == outbox::CharacterCode::shift_jis);
}

TEST_CASE("a wrong settings file is told by its key, with what would be right") {
  const auto says = [](const std::string& lines, const std::string& words) {
    const auto run = SettingsFile(lines).checked();
    CHECK(run.status == 2);
    CHECK_MESSAGE(run.output.find(words) != std::string::npos, run.output);
  };
  says("insurer = \"r.db\"\nlangage = \"en\"\n", "'langage' (--print-settings lists every key");
  says("insurer = \"r.db\"\nlanguage = \"fr\"\n", "--language: fr not in {ja,ja-easy,en,");
  says("insurer = \"r.db\"\nkeep-days = 99999\n", "--keep-days: Value 99999 not in range 0 to 3650");
  says("insurer = \"r.db\"\ntime-extensions = 2\n", "--time-extensions: Value 2 not in range 10 to 100");
  says("insurer = \"r.db\"\nstaff-passcode = \"12\"\n", "--staff-passcode needs four digits");
  says("insurer = \"r.db\"\ninstitution-code = \"12\"\n", "an institution code has 10 digits");
  says("insurer = \"r.db\"\nconsents = [\"blood\"]\n", "--consents: blood not in {diagnosis,");
  says("language = \"ja\"\n", "give --insurer: an address, or a roster file");
}

TEST_CASE("settings that work but should not stay so are pointed at") {
  const auto run = SettingsFile("insurer = \"http://insurer.example\"\nbelieve-any-card = true\n").checked();
  CHECK(run.status == 0);
  for (const char* words : {"still 0000", "every card is believed", "not encrypted"}) {
    CHECK_MESSAGE(run.output.find(words) != std::string::npos, run.output);
  }
}

TEST_CASE("the settings file that comes with the kiosk holds every key and is right") {
  const auto printed =
      support::run_program({UKETSUKE_PROGRAMS_DIR "/uketsuke-kiosk", "--insurer", "/var/lib/uketsuke/roster.db",
                            "--records", "/var/lib/uketsuke/visits.db", "--print-settings"});
  std::ifstream file(UKETSUKE_SOURCE_DIR "/assets/kiosk.conf");
  const std::string shipped{std::istreambuf_iterator<char>{file}, {}};
  // To bring the file up to date: the command above, its output into assets/kiosk.conf.
  CHECK(printed.output == shipped);
  const auto read = SettingsFile(shipped).read();
  REQUIRE(std::holds_alternative<KioskOptions>(read));
  CHECK(std::get<KioskOptions>(read).rules.consent_items == checkin::Rules{}.consent_items);
}

TEST_CASE("the self-test looks at every part and says what to do about each that fails") {
  const support::OwnFolder folder;
  const auto run = support::run_program(
      {UKETSUKE_PROGRAMS_DIR "/uketsuke-kiosk", "--insurer", UKETSUKE_SOURCE_DIR "/assets/rosters/letters.json",
       "--records", folder / "visits.db", "--xml", folder / "nowhere", "--reader", "no such reader", "--camera",
       folder / "camera", "--authority", folder / "authority", "--self-test"});
  CHECK(run.status == 1);
  for (const char* line : {"FAILS card reader", "FAILS camera", "FAILS card authority", "ok    records",
                           "ok    insurer", "FAILS clinic's folder", "ok    fonts", "uketsuke-card authority"}) {
    CHECK_MESSAGE(run.output.find(line) != std::string::npos, run.output);
  }
}
