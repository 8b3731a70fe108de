// uketsuke-replay as a vendor's pipeline uses it: real programs, the real card service, pictures that Debian ships, a
// video made from other pictures of the same person.
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tests/programs/cast.h"

using programs::Cast;
using programs::Finished;
using programs::run;

namespace {

Finished replay(const std::string& arguments) {
  return run("uketsuke-replay --authority " + Cast::authority() + " " + arguments);
}

nlohmann::json last_line(const Finished& finished) {
  const auto end = finished.out.find_last_not_of('\n');
  const auto begin = finished.out.find_last_of('\n', end);
  return nlohmann::json::parse(finished.out.substr(begin == std::string::npos ? 0 : begin + 1));
}

}  // namespace

TEST_CASE("the holder's face checks in within three seconds of video, and a program can read how") {
  const auto finished =
      replay("--card " + Cast::card("John_Shimkus") + " --video " + Cast::video("John_Shimkus") + " --json");
  CHECK_MESSAGE(finished.status == 0, finished.err);
  const auto outcome = last_line(finished);
  CHECK(outcome["outcome"] == "checked-in");
  CHECK(outcome["verified_by"] == "face");
  CHECK(outcome["frames"] <= 90);  // 30 a second
}

TEST_CASE("number B is read off a photograph of the card's front, and asked where it cannot be read") {
  const std::string props = "--card " + Cast::card("John_Shimkus") + " --video " + Cast::video("John_Shimkus");
  const auto seen = replay(props + " --front photographed");
  CHECK_MESSAGE(seen.out.find("Outcome: checked-in, identified by face") != std::string::npos, seen.out);
  const auto asked = replay(props + " --front unreadable --language en");
  CHECK(asked.status == 0);
  CHECK(asked.out.find("checked-in") == std::string::npos);
  CHECK_MESSAGE(asked.out.find("birth") != std::string::npos, asked.out);
}

TEST_CASE("PIN, number B, my number and photo are in no output and no record of a check-in") {
  const std::string records = Cast::folder() + "/records-" + std::to_string(::getpid());
  std::filesystem::create_directories(records);
  const std::string holder = Cast::card("John_Shimkus");
  const auto finished = replay("--card " + holder + " --video " + Cast::video("John_Shimkus") +
                               " --front photographed --json --records " + records);
  REQUIRE_MESSAGE(finished.status == 0, finished.err);
  std::string written = finished.out + finished.err;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(records)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    written.append(std::istreambuf_iterator<char>(file), {});
  }
  std::filesystem::remove_all(records);
  CHECK(written.find("SQLite format 3") != std::string::npos);
  CHECK(written.find("SPECIMEN") != std::string::npos);  // the holder's name is in the record: the search finds things
  const auto json = nlohmann::json::parse(std::ifstream(holder));
  std::size_t looked_for = 0;
  const auto absent = [&](const std::string& what) {
    if (what.size() < 8) return;  // four or six digits occur by chance
    ++looked_for;
    CHECK_MESSAGE(written.find(what) == std::string::npos, what.size(), " characters of the card are in the output");
  };
  for (const auto& application : json["applications"]) {
    for (const auto& file : application["files"]) {
      if (file.contains("value")) absent(file["value"].get<std::string>());
      if (file.contains("secret") && file["secret"].contains("value")) absent(file["secret"]["value"]);
      if (!file.contains("content")) continue;
      const std::string hexadecimal = file["content"];
      for (std::size_t at = 0; at + 48 <= hexadecimal.size() && at < 4000; at += 480) {
        const std::string piece = hexadecimal.substr(at, 48);
        if (piece.find_first_not_of(piece[0]) == std::string::npos) continue;
        absent(piece);
        std::string bytes;
        for (std::size_t i = 0; i < piece.size(); i += 2)
          bytes += static_cast<char>(std::stoi(piece.substr(i, 2), nullptr, 16));
        absent(bytes);
      }
    }
  }
  CHECK(looked_for > 50);
}

TEST_CASE("a stranger's face never checks in, and the other ways are offered") {
  const auto finished =
      replay("--card " + Cast::card("John_Shimkus") + " --video " + Cast::video("John_Simm") + " --language en");
  CHECK(finished.status == 0);
  CHECK(finished.out.find("Outcome: not-verified") != std::string::npos);
  for (const char* way : {"Use my PIN", "Ask staff to check", "Use a letter (資格確認書)"}) {
    CHECK_MESSAGE(finished.out.find(way) != std::string::npos, way);
  }
}

TEST_CASE("an expectation that does not hold is exit status 1, with both outcomes in words") {
  const auto finished =
      replay("--card " + Cast::card("John_Shimkus") + " --video " + Cast::video("John_Simm") + " --expect checked-in");
  CHECK(finished.status == 1);
  CHECK(finished.err.find("expected checked-in, but the outcome is not-verified") != std::string::npos);
}

TEST_CASE("the letter checks in without a card") {
  const auto finished = replay(std::string(UKETSUKE_SOURCE_DIR) + "/assets/scenarios/letter.scenario --json");
  CHECK_MESSAGE(finished.status == 0, finished.err);
  CHECK(last_line(finished)["verified_by"] == "letter");
}

TEST_CASE("bad input is exit status 2 and one clear sentence, and still an outcome for the program that reads") {
  const std::string card = Cast::card("John_Shimkus");
  std::ofstream(Cast::folder() + "/empty.mp4").flush();
  std::ofstream(Cast::folder() + "/junk.mp4") << std::string(5000, 'j');
  std::ofstream(Cast::folder() + "/junk.card") << "hello";
  const std::pair<std::string, std::string> cases[] = {
      {"--card " + card + " --video missing.mp4", "there is no file or folder missing.mp4"},
      {"--card " + card + " --video " + Cast::folder() + "/empty.mp4", "is empty"},
      {"--card " + card + " --video " + Cast::folder() + "/junk.mp4", "is damaged"},
      {"--card missing.card --video " + Cast::video("John_Simm"), "missing.card: No such file"},
      {"--card " + Cast::folder() + "/junk.card --video " + Cast::video("John_Simm"), "not JSON"},
      {"--card " + card, "give a scenario, or --card and --video"},
      {"missing.scenario", "missing.scenario cannot be read"},
      {"--card " + card + " --video " + Cast::video("John_Simm") + " --expect cheked-in", "is no outcome"},
      {"--card " + card + " --video " + Cast::video("John_Simm") + " --records /proc/none", "does not exist"},
  };
  for (const auto& [arguments, sentence] : cases) {
    CAPTURE(arguments);
    const auto finished = replay(arguments + " --json");
    CHECK(finished.status == 2);
    CHECK_MESSAGE(finished.err.find(sentence) != std::string::npos, finished.err);
    CHECK(last_line(finished)["outcome"] == "error");
  }
}

TEST_CASE("a video without a face ends as not verified, after the time that a person would have had") {
  const std::string video = Cast::folder() + "/no-face.mp4";
  REQUIRE(run("ffmpeg -v error -y -f lavfi -i testsrc=size=640x480:rate=30:duration=1 " + video).status == 0);
  const auto outcome = last_line(replay("--card " + Cast::card("John_Shimkus") + " --video " + video + " --json"));
  CHECK(outcome["outcome"] == "not-verified");
}
