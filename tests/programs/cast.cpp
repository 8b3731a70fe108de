#include "tests/programs/cast.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "tests/support/own_folder.h"

namespace programs {
namespace {

namespace fs = std::filesystem;

std::string contents_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> pictures_of(const std::string& person) {
  static const std::string samples = [] {
    const Finished got = run(std::string(UKETSUKE_SOURCE_DIR) + "/tools/get-sample-faces");
    REQUIRE_MESSAGE(got.status == 0, got.err);
    return got.out.substr(0, got.out.find('\n'));
  }();
  std::vector<std::string> pictures;
  for (const auto& entry : fs::directory_iterator(fs::path(samples) / "johns" / person))
    pictures.push_back(entry.path());
  std::sort(pictures.begin(), pictures.end());
  REQUIRE(pictures.size() == 11);
  return pictures;
}

/// The command makes `file` under another name first, so that a run that is cut off leaves nothing half made.
void make_once(const std::string& file, const std::string& ending, const std::string& command) {
  // Tests run side by side: one makes a prop, the others wait for it.
  const int lock = open((Cast::folder() + "/lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  REQUIRE(flock(lock, LOCK_EX) == 0);
  const struct Unlock {
    int descriptor;
    ~Unlock() { close(descriptor); }
  } unlock{lock};
  if (fs::exists(file)) return;
  const std::string unfinished = file + ".part" + ending;
  const Finished made = run(command + " " + unfinished);
  REQUIRE_MESSAGE(made.status == 0, made.err);
  fs::rename(unfinished, file);
}

}  // namespace

Finished run(const std::string& command) {
  const support::OwnFolder place;
  const std::string line = "PATH=" UKETSUKE_PROGRAMS_DIR ":$PATH; " + command + " >" + (place / "out").string() +
                           " 2>" + (place / "err").string() + " </dev/null";
  const int ended = std::system(line.c_str());
  Finished finished;
  finished.status = WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended);
  finished.out = contents_of(place / "out");
  finished.err = contents_of(place / "err");
  return finished;
}

std::string Cast::folder() {
  static const std::string made = [] {
    fs::create_directories(UKETSUKE_CAST_FOLDER);
    return std::string(UKETSUKE_CAST_FOLDER);
  }();
  return made;
}

std::string Cast::authority() { return folder() + "/authority"; }

std::string Cast::picture(const std::string& person) { return pictures_of(person).front(); }

std::string Cast::card(const std::string& person) {
  const std::string file = folder() + "/" + person + ".card";
  make_once(file, ".card",
            "uketsuke-card issue --name 'SPECIMEN " + person + "' --birth 1960-05-05 --sex male --authority " +
                authority() + " --photo " + pictures_of(person).front() + " --output");
  return file;
}

std::string Cast::video(const std::string& person) {
  // Three seconds, because a holder must check in within them.
  const std::string file = folder() + "/" + person + ".mp4";
  std::string stills;
  const auto pictures = pictures_of(person);
  for (std::size_t index = 2; index < 5; ++index) stills += " " + pictures[index];
  make_once(file, ".mp4", "uketsuke-video --seed 2 --seconds 3 --from" + stills + " --to");
  return file;
}

}  // namespace programs
