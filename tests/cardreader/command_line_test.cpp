// uketsuke-card from the outside: what it makes, what it refuses, and with which words.
#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <string>

#include "tests/cardreader/sample_cards.h"

namespace {

struct Finished {
  int status;
  std::string output;
};

Finished card(const std::string& words) {
  const std::string line = "timeout 60 " + std::string(UKETSUKE_PROGRAMS_DIR) + "/uketsuke-card " + words + " 2>&1";
  FILE* pipe = ::popen(line.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  std::array<char, 4096> buffer{};
  for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    output.append(buffer.data(), got);
  const int status = ::pclose(pipe);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, output};
}

void refused(const std::string& words, const char* sentence) {
  const auto finished = card(words);
  CAPTURE(words);
  INFO(finished.output);
  CHECK(finished.status == 2);
  CHECK(finished.output.find(sentence) != std::string::npos);
}

const std::string faces = "/usr/share/doc/libdlib19.1/examples/faces/";
const std::string authority = " --authority " + (samples::folder() / "authority").string();

}  // namespace

TEST_CASE("a card is issued from a picture, shown, forged and photographed") {
  const samples::CardCopy place;
  const std::string made = (place.folder() / "made.card").string();
  const auto issued = card("issue --name 見本　次郎 --birth 1975-12-31 --sex male --code 0042 --photo " + faces +
                           "Tom_Cruise_avp_2014_4.jpg -o " + made + authority);
  INFO(issued.output);
  REQUIRE(issued.status == 0);
  const auto shown = card("show --json " + made);
  CHECK(shown.status == 0);
  CHECK(shown.output.find("\"security_code\": \"0042\"") != std::string::npos);
  CHECK(card("show " + made).output.find("昭和50年12月31日") != std::string::npos);
  CHECK(card("tamper " + made + " --forgery changed-birth -o " + (place.folder() / "forged.card").string()).status ==
        0);
  CHECK(card("photograph " + made + " -o " + (place.folder() / "seen.jpg").string()).status == 0);
  CHECK(std::filesystem::file_size(place.folder() / "seen.jpg") > 20000);
}

TEST_CASE("pictures and particulars that cannot become a card are refused with a sentence, and nothing is written") {
  const samples::CardCopy place;
  const std::string out = (place.folder() / "never.card").string();
  const std::string start = "issue --name x --birth 1980-02-17 -o " + out + authority;
  refused(start, "the photo is missing");
  refused(start + " --photo /nonexistent.jpg", "is not there");
  refused(start + " --photo /etc/passwd", "is not a picture that can be read");
  refused(start + " --photo " + faces + "2007_007763.jpg", "give a picture of one person");
  refused("issue --name x --birth 1980-02-31 --no-photo -o " + out + authority, "is not a date such as 1980-02-17");
  refused("issue --birth 1980-02-17 --no-photo -o " + out + authority, "the name is missing");
  refused(start + " --no-photo --pin 12", "the PIN is not four digits");
  refused(start + " --no-photo --sex other", "is not one of male, female, none");
  refused("issue --particulars /nonexistent.json -o " + out + authority, "cannot be read");
  CHECK_FALSE(std::filesystem::exists(out));
}

TEST_CASE("a missing reader, card file or service is named, with what to do") {
  refused("insert /nonexistent.card", "No such file or directory");
  refused("insert " + (samples::folder() / "hanako.card").string() + " --port 1 --wait 0",
          "nothing listens on 127.0.0.1 port 1");
  refused("show /etc/passwd", "not JSON");
  refused("frobnicate", "");
  const auto probed = card("probe --wait 0 --reader nothing");
  CHECK(probed.status == 1);
}
