#include "kiosk/apps/replay_batch.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

#include "kiosk/apps/replay_pictures.h"
#include "kiosk/replay/html_report.h"
#include "kiosk/replay/junit.h"
#include "kiosk/replay/story_json.h"
#include "kiosk/services/whole_file.h"

namespace kiosk::apps {
namespace {

namespace fs = std::filesystem;
using namespace kiosk::replay;
using Json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

/// One scenario being played by a child.
struct Playing {
  pid_t child = 0;
  std::size_t index = 0;
  int result = -1;  ///< a file without a name: the child writes its JSON, nobody else can read it
  int errors = -1;  ///< the same for what the child says on stderr
  Clock::time_point begun;
  bool was_stopped = false;
};

std::string contents_of(int descriptor) {
  std::string text;
  lseek(descriptor, 0, SEEK_SET);
  char buffer[65536];
  for (ssize_t got = 0; (got = read(descriptor, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(got));
  close(descriptor);
  return text;
}

void write_all(int descriptor, const std::string& text) {
  for (std::size_t written = 0; written < text.size();) {
    const ssize_t now = write(descriptor, text.data() + written, text.size() - written);
    if (now <= 0) return;
    written += static_cast<std::size_t>(now);
  }
}

/// A file in memory: it is gone with its last reader.
int nameless_file() { return memfd_create("uketsuke-replay", 0); }

Json play_in_child(const ReplayOptions& options, const fs::path& file) {
  const std::string name = file.stem().string();
  auto scenario = load_scenario(file);
  if (!scenario) {
    return json_of_unplayed(name, file.string(), ScenarioStatus::bad_input, scenario.error().message,
                            scenario.error().line);
  }
  if (auto missing = missing_in(scenario.value(), options.settings.casting)) {
    return json_of_unplayed(name, file.string(), ScenarioStatus::bad_input, missing->message, missing->line);
  }
  const std::string title = title_of(scenario.value());
  ReplaySettings settings = options.settings;
  settings.narration = Narration::text;  // the page tells the story in words, whatever else is printed
  auto theatre = Theatre::open(settings);
  if (!theatre) return json_of_unplayed(name, file.string(), ScenarioStatus::bad_input, theatre.error().message, 0);
  std::ostringstream story;
  auto played = theatre.value()->play({std::move(scenario).value(), options.card, options.video}, story);
  if (!played) {
    return json_of_unplayed(name, file.string(), ScenarioStatus::bad_input, played.error().message,
                            played.error().line);
  }
  Json json = json_of_played(name, file.string(), title, played.value());
  if (!options.page.empty()) {
    json["pictures"] = pictures_of(played.value(), options.settings.show_faces ? Faces::shown : Faces::hidden);
    json["story"] = story.str();
  }
  return json;
}

Playing start(const ReplayOptions& options, const fs::path& file, std::size_t index) {
  Playing playing{0, index, nameless_file(), nameless_file(), Clock::now()};
  std::cout.flush();
  playing.child = fork();
  if (playing.child != 0) return playing;
  setpgid(0, 0);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  dup2(playing.errors, STDERR_FILENO);
  write_all(playing.result, play_in_child(options, file).dump(-1, ' ', false, Json::error_handler_t::replace));
  _exit(0);
}

/// What the child left, or what became of it.
Json result_of(const ReplayOptions& options, Playing& playing, const fs::path& file, int ended) {
  const std::string errors = contents_of(playing.errors);
  Json json = Json::parse(contents_of(playing.result), nullptr, false);
  const std::string name = file.stem().string();
  if (playing.was_stopped) {
    json = json_of_unplayed(
        name, file.string(), ScenarioStatus::endless,
        "the scenario did not end within " + std::to_string(options.limit_seconds) + " s of real time and was stopped",
        0);
  } else if (!json.is_object()) {
    const std::string how = WIFSIGNALED(ended) ? std::string("signal ") + strsignal(WTERMSIG(ended))
                                               : "exit status " + std::to_string(WEXITSTATUS(ended));
    json = json_of_unplayed(name, file.string(), ScenarioStatus::crashed,
                            "the program ended while it played this scenario: " + how + "; it last said: " + errors, 0);
  }
  json["wall_seconds"] = std::chrono::duration<double>(Clock::now() - playing.begun).count();
  return json;
}

std::string line_of(const Json& result) {
  char time[32];
  std::snprintf(time, sizeof time, "%6.1f s", result.value("wall_seconds", 0.0));
  const std::string status = result.value("status", "");
  std::string line = (status == "passed"   ? "ok     "
                      : status == "failed" ? "FAILED "
                                           : "BAD    ") +
                     std::string(time) + "  " + result.value("scenario", "");
  if (status == "failed") {
    const auto& failure = result.at("failures").at(0);
    line += "\n                  line " + std::to_string(failure.value("line", 0)) + ": " + failure.value("words", "");
  } else if (status != "passed") {
    const int number = result.value("line", 0);
    line += "\n                  " + result.value("file", "") +
            (number > 0 ? ", line " + std::to_string(number) : std::string()) + ": " + result.value("problem", "");
  }
  return line;
}

/// The children at work. Waits by SIGCHLD, which is blocked, so that no end is missed.
class Troupe {
 public:
  Troupe(const ReplayOptions& options, const std::vector<fs::path>& files) : options_(options), files_(files) {
    sigemptyset(&child_ended_);
    sigaddset(&child_ended_, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child_ended_, &before_);
  }
  ~Troupe() { sigprocmask(SIG_SETMASK, &before_, nullptr); }

  Json play() {
    std::vector<Json> results(files_.size());
    for (std::size_t next = 0; next < files_.size() || !playing_.empty();) {
      while (next < files_.size() && playing_.size() < static_cast<std::size_t>(options_.jobs)) {
        playing_.push_back(start(options_, files_[next], next));
        ++next;
      }
      const timespec nap{0, 200'000'000};
      sigtimedwait(&child_ended_, nullptr, &nap);
      stop_endless();
      collect(results);
    }
    return Json(results);
  }

 private:
  void stop_endless() {
    for (Playing& one : playing_) {
      if (one.was_stopped || Clock::now() - one.begun < std::chrono::seconds(options_.limit_seconds)) continue;
      one.was_stopped = true;
      kill(-one.child, SIGKILL);
      kill(one.child, SIGKILL);
    }
  }
  void collect(std::vector<Json>& results) {
    for (auto one = playing_.begin(); one != playing_.end();) {
      int ended = 0;
      if (waitpid(one->child, &ended, WNOHANG) != one->child) {
        ++one;
        continue;
      }
      results[one->index] = result_of(options_, *one, files_[one->index], ended);
      ++done_;
      std::cerr << "[" << done_ << "/" << files_.size() << "] " << line_of(results[one->index]) << std::endl;
      one = playing_.erase(one);
    }
  }

  const ReplayOptions& options_;
  const std::vector<fs::path>& files_;
  sigset_t child_ended_{}, before_{};
  std::vector<Playing> playing_;
  std::size_t done_ = 0;
};

/// Whole or not at all; what stands in the way is told.
bool write_file(const fs::path& file, const std::string& text) {
  const auto trouble = services::write_whole_file(file, text);
  if (trouble) std::cerr << "uketsuke-replay: " << *trouble << '\n';
  return !trouble;
}

/// The pictures and the story belong to the page only.
Json without_pictures(Json report) {
  for (auto& scenario : report.at("scenarios")) {
    scenario.erase("pictures");
    scenario.erase("story");
  }
  return report;
}

/// One row for each trouble that was over.
void print_recoveries(const Json& report) {
  std::printf("%-38s %10s %8s\n", "after", "next card", "limit");
  for (const auto& scenario : report.at("scenarios")) {
    for (const auto& recovery : scenario.value("recoveries", Json::array())) {
      std::printf("%-38s %8.2f s %6.0f s\n", scenario.value("title", "").c_str(), recovery.value("seconds", 0.0),
                  recovery.value("limit_seconds", 0.0));
    }
  }
}

}  // namespace

Json play_batch(const ReplayOptions& options, const std::vector<fs::path>& files) {
  return json_of_report(Troupe(options, files).play());
}

int report_batch(const ReplayOptions& options, const Json& report) {
  bool written = true;
  if (!options.junit.empty()) written &= write_file(options.junit, junit_xml(report));
  if (!options.page.empty()) written &= write_file(options.page, html_report(report));
  if (options.settings.narration == Narration::json) std::cout << without_pictures(report).dump() << "\n";
  if (options.tells_recoveries) print_recoveries(report);
  const auto& counts = report.at("counts");
  const int bad = counts.value("bad-input", 0) + counts.value("crashed", 0) + counts.value("endless", 0);
  std::cerr << counts.value("scenarios", 0) << " scenarios: " << counts.value("passed", 0) << " passed, "
            << counts.value("failed", 0) << " failed, " << bad << " could not be played\n";
  if (bad > 0 || !written) return 2;
  return counts.value("failed", 0) > 0 ? 1 : 0;
}

}  // namespace kiosk::apps
