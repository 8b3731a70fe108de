#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "kiosk/base/own_folder.h"
#include "kiosk/base/result.h"
#include "kiosk/base/secret.h"
#include "kiosk/base/time.h"

using base::Result;
using base::Secret;
namespace fs = std::filesystem;

TEST_CASE("a result holds a value or an error, never both") {
  const Result<int, std::string> seven = 7;
  const Result<int, std::string> problem = std::string{"no number"};
  CHECK(seven);
  CHECK(seven.value() == 7);
  CHECK_FALSE(problem);
  CHECK(problem.error() == "no number");
}

TEST_CASE("a chain of results stops at the first error") {
  const auto half = [](int number) -> Result<int, std::string> {
    if (number % 2 != 0) return std::string{"odd"};
    return number / 2;
  };
  CHECK(half(12).and_then(half).value() == 3);
  CHECK(half(6).and_then(half).error() == "odd");
}

TEST_CASE("a secret is overwritten when it is destroyed") {
  alignas(Secret<std::string>) unsigned char room[sizeof(Secret<std::string>)] = {};
  auto* secret = new (room) Secret<std::string>(std::string{"1234"});
  CHECK(secret->reveal() == "1234");
  std::destroy_at(secret);
  CHECK(memmem(room, sizeof room, "1234", 4) == nullptr);
}

TEST_CASE("a secret that was moved from keeps no copy") {
  Secret<std::string> first(std::string{"5678"});
  const Secret<std::string> second = std::move(first);
  CHECK(second.reveal() == "5678");
  CHECK(first.empty());
  CHECK(memmem(&first, sizeof first, "5678", 4) == nullptr);
}

TEST_CASE("time points differ by durations") {
  const base::TimePoint start{};
  CHECK((start + base::Duration{250}) - start == base::Duration{250});
  CHECK(start < start + base::Duration{1});
}

namespace {

/// A child that makes a folder of the same name, prints nothing and is killed; what it left.
fs::path left_by_a_killed_process(const fs::path& parent) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  if (child == 0) {
    const auto folder = base::OwnFolder::make(parent, "own");
    const std::string path = folder ? folder->path().string() : "";
    if (write(ends[1], path.c_str(), path.size() + 1) < 0) _exit(1);
    pause();
  }
  char path[4096] = {};
  REQUIRE(read(ends[0], path, sizeof path) > 1);
  close(ends[0]), close(ends[1]);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  return path;
}

}  // namespace

TEST_CASE("a folder of one's own is readable by its user only, and gone with everything in it at the end") {
  const auto outer = base::OwnFolder::make("uketsuke-test").value();
  fs::path path;
  {
    const auto folder = base::OwnFolder::make(outer.path(), "own").value();
    path = folder.path();
    CHECK(fs::status(path).permissions() == fs::perms::owner_all);
    fs::create_directories(folder / "deep" / "down");
    std::ofstream(folder / "deep" / "file") << "x";
  }
  CHECK_FALSE(fs::exists(path));
  CHECK_FALSE(base::OwnFolder::make(outer / "nowhere", "own"));
}

TEST_CASE(
    "what a killed process left is removed by the next one; what a living one holds, or is named otherwise, stays") {
  const auto outer = base::OwnFolder::make("uketsuke-test").value();
  const auto living = base::OwnFolder::make(outer.path(), "own").value();
  fs::create_directory(outer / "owner");
  const fs::path left = left_by_a_killed_process(outer.path());
  REQUIRE(fs::exists(left));
  const auto next = base::OwnFolder::make(outer.path(), "own");
  CHECK_FALSE(fs::exists(left));
  CHECK(fs::exists(living.path()));
  CHECK(fs::exists(outer / "owner"));
}

TEST_CASE("a child of the process that made a folder does not take it along at its end") {
  auto folder = base::OwnFolder::make("uketsuke-test");
  const pid_t child = fork();
  if (child == 0) {
    folder.reset();
    _exit(0);
  }
  int status = -1;
  waitpid(child, &status, 0);
  CHECK(status == 0);
  CHECK(fs::exists(folder->path()));
}
