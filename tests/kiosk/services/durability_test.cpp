// What a power cut, a kill and a full disk may do to the records: nothing that a person was told of is lost.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>
#include <random>
#include <set>
#include <sstream>

#include "kiosk/outbox/outbox.h"
#include "kiosk/replay/invented_insurance.h"
#include "kiosk/replay/stage.h"
#include "kiosk/services/sqlite_visit_store.h"
#include "tests/cardreader/sample_cards.h"
#include "tests/kiosk/services/sample_visits.h"
#include "tests/support/own_folder.h"

using namespace kiosk::services;
using namespace kiosk::outbox;
using support::OwnFolder;

namespace {

constexpr int kills = 200;

struct Writer {
  pid_t process = -1;
  int output = -1;
};

// `largest_file` in bytes limits every file the program writes, as a full disk does.
Writer start(std::vector<std::string> words, rlim_t largest_file = RLIM_INFINITY) {
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  Writer writer;
  writer.process = ::fork();
  if (writer.process == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    if (largest_file != RLIM_INFINITY) {
      const rlimit limit{largest_file, largest_file};
      ::setrlimit(RLIMIT_FSIZE, &limit);
      ::signal(SIGXFSZ, SIG_IGN);
      ::close(STDERR_FILENO);
    }
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  writer.output = ends[0];
  return writer;
}
Writer start_writer(const std::filesystem::path& store, const std::filesystem::path& folder, long first,
                    rlim_t largest_file = RLIM_INFINITY) {
  return start({VISIT_WRITER, store.string(), folder.string(), std::to_string(first)}, largest_file);
}

// Reads what the writer says until it ends or has said `enough` and `time_ms` more are over; then kills it.
std::string listen_and_kill(Writer writer, std::size_t enough, int time_ms) {
  std::string said;
  char room[4096];
  pollfd ready{writer.output, POLLIN, 0};
  bool killed = false;
  for (;;) {
    const bool waits_for_words = said.size() < enough;
    const int events = ::poll(&ready, 1, waits_for_words ? 20'000 : time_ms);
    if (events == 0 && !killed) {
      ::kill(writer.process, SIGKILL);
      killed = true;
      continue;
    }
    if (!waits_for_words && !killed && --time_ms <= 0) {
      ::kill(writer.process, SIGKILL);
      killed = true;
    }
    const auto size = ::read(writer.output, room, sizeof room);
    if (size <= 0) break;
    said.append(room, static_cast<std::size_t>(size));
  }
  ::close(writer.output);
  ::waitpid(writer.process, nullptr, 0);
  return said;
}

// Whole lines only: a half line was on no screen.
std::map<std::string, std::string> told(const std::string& said) {
  std::map<std::string, std::string> numbers;
  std::istringstream lines{said.substr(0, said.rfind('\n') == std::string::npos ? 0 : said.rfind('\n') + 1)};
  for (std::string key, number; lines >> key >> number;) numbers[key] = number;
  return numbers;
}

// What the clinic's software takes out of the folder.
int take_all(const std::filesystem::path& folder, std::map<std::string, int>& taken) {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    if (entry.path().extension() != ".xml") continue;
    ++taken[entry.path().filename()];
    std::filesystem::remove(entry.path());
    ++count;
  }
  return count;
}

// After the last kill: everything promised is kept under its number, the audit chain holds, and what is delivered now
// makes every visit lie in the folder or be taken out of it exactly once.
void check_kept_and_delivered_once(const OwnFolder& folder, const std::map<std::string, std::string>& promised,
                                   std::map<std::string, int> taken) {
  const auto store = SqliteVisitStore::open(folder / "visits.db").value();
  CHECK(store->verify().value().problems.empty());
  std::map<std::string, std::string> kept;
  const auto visits = store->list({}).value();
  for (const auto& visit : visits) kept[visit.key] = visit.queue_number;
  for (const auto& [key, number] : promised) {
    CHECK_MESSAGE(kept.contains(key), "visit ", key, " was promised and is lost");
    CHECK(kept[key] == number);
  }
  std::vector<std::unique_ptr<Destination>> destinations;
  destinations.push_back(xml_folder(folder / "clinic", Clinic{}, CharacterCode::utf8));
  CHECK(Outbox{*store, std::move(destinations)}.deliver(sample::ten_in_japan + std::chrono::days{1}).problems.empty());
  take_all(folder / "clinic", taken);
  CHECK(taken.size() == visits.size());
  for (const auto& [file, times] : taken) CHECK_MESSAGE(times == 1, file, " came ", times, " times");
  CHECK(std::filesystem::is_empty(folder / "clinic"));
  MESSAGE(kills, " kills, ", promised.size(), " visits promised, ", visits.size(), " recorded, ", taken.size(),
          " delivered");
}

}  // namespace

TEST_CASE("200 kills in the middle of recording and delivering lose no visit that was promised, deliver none twice") {
  const OwnFolder folder;
  std::filesystem::create_directory(folder / "clinic");
  std::mt19937 random{20261122};
  std::map<std::string, std::string> promised;
  std::map<std::string, int> taken;
  for (int kill = 0; kill < kills; ++kill) {
    const auto writer = start_writer(folder / "visits.db", folder / "clinic", kill * 1000L);
    const std::size_t enough = random() % 60;
    promised.merge(told(listen_and_kill(writer, enough, static_cast<int>(random() % 12) + 1)));
    if (kill % 7 == 0) take_all(folder / "clinic", taken);
  }
  REQUIRE(promised.size() > kills);
  check_kept_and_delivered_once(folder, promised, std::move(taken));
}

TEST_CASE("200 kills at random instants of a whole check-in lose no visit after \"checked in\", and none comes twice") {
  using Clock = std::chrono::steady_clock;
  const OwnFolder folder;
  std::filesystem::create_directory(folder / "clinic");
  const auto stage = kiosk::replay::Stage::open(cardreader::FrontSight::printed).value();
  REQUIRE(stage->hold_card(samples::folder() / "hanako.card"));
  REQUIRE(kiosk::replay::insure_people({}, {samples::contents()}, folder / "roster.db"));
  REQUIRE(stage->insert_card());
  std::mt19937 random{20261125};
  std::map<std::string, std::string> promised;
  std::map<std::string, int> taken;
  std::map<std::string, int> ends;  // what the kiosk had said when it was killed
  enum class From { the_start, the_last_answer };
  const auto check_in = [&](int number, From from, int kill_after_ms) {
    const auto begin = sample::ten_in_japan + std::chrono::minutes{number};
    const auto kiosk = start({KIOSK_TO_KILL, (samples::folder() / "authority").string(),
                              (folder / "roster.db").string(), (folder / "visits.db").string(),
                              (folder / "clinic").string(), std::to_string(begin.time_since_epoch().count())});
    std::map<std::string, std::string> words =
        told(listen_and_kill(kiosk, from == From::the_start ? 0 : 1, kill_after_ms));
    const bool was_delivered = words.erase("delivered") > 0;
    words.erase("asked");
    ++ends[was_delivered ? "delivered" : words.empty() ? "nothing" : "checked in"];
    promised.merge(words);
  };
  // How long a check-in takes here and now, so that the instants fall into all of it. The first one waits until the
  // service has seen the card.
  long whole = 0;
  constexpr int measured = 4;
  for (int number = 0; number < measured; ++number) {
    const auto begin = Clock::now();
    check_in(number, From::the_start, 60'000);
    const auto took = std::chrono::ceil<std::chrono::milliseconds>(Clock::now() - begin).count();
    whole = number < 2 ? took : std::min(whole, took);
  }
  REQUIRE(promised.size() == measured);
  ends.clear();
  // Every other kill comes close behind the last answer, where recording and delivering take a few milliseconds.
  for (int kill = 0; kill < kills; ++kill) {
    const From from = kill % 2 == 0 ? From::the_start : From::the_last_answer;
    const auto longest = from == From::the_start ? static_cast<unsigned>(whole * 5 / 4) : 15U;
    check_in(measured + kill, from, static_cast<int>(random() % longest) + 1);
    if (kill % 7 == 0) take_all(folder / "clinic", taken);
  }
  MESSAGE("a whole check-in takes ", whole, " ms; killed before \"checked in\" ", ends["nothing"], " times, after it ",
          ends["checked in"], " times, at the end ", ends["delivered"], " times");
  REQUIRE(ends["nothing"] > 20);
  REQUIRE(promised.size() > measured);
  check_kept_and_delivered_once(folder, promised, std::move(taken));
}

TEST_CASE("a disk that fills up at any point is an error in words, and what was promised stays") {
  int full = 0;
  // Every file may grow to this size and no further: the limit passes through every write of the first check-ins.
  for (rlim_t limit = 0; limit <= 400'000; limit = limit < 4096 ? limit + 512 : limit + 16'384) {
    const OwnFolder folder;
    std::filesystem::create_directory(folder / "clinic");
    const auto writer = start_writer(folder / "visits.db", folder / "clinic", 0, limit);
    const auto promised = told(listen_and_kill(writer, 400, 1));
    full += promised.size() < 20 ? 1 : 0;
    const auto store = SqliteVisitStore::open(folder / "visits.db");
    REQUIRE_MESSAGE(store, (store ? "" : store.error().detail), " at ", limit);
    CHECK(store.value()->verify().value().problems.empty());
    std::set<std::string> kept;
    const auto visits = store.value()->list({}).value();
    for (const auto& visit : visits) kept.insert(visit.key);
    for (const auto& [key, number] : promised) CHECK_MESSAGE(kept.contains(key), key, " at ", limit);
    CHECK(store.value()->add(sample::hanako_visit("room-again")));
  }
  CHECK(full > 5);
}
