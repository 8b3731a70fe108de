// uketsuke-soak: check-ins without end in one process, good ones and troubled ones, to see whether anything is left
// behind: memory, descriptors, threads, files, time.
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "cardreader/card_authority.h"
#include "kiosk/base/own_folder.h"
#include "kiosk/replay/replay.h"
#include "tools/soak/measures.h"

namespace {

using namespace kiosk::replay;
using Clock = std::chrono::steady_clock;

struct Wishes {
  std::vector<std::filesystem::path> scenarios;
  std::filesystem::path cast = usual_cast_folder();
  std::size_t check_ins = 1000;
  int seconds = 120;
  double most_growth_kilobytes = 1;
  double most_slowing = 1.05;
  double most_real_slowing = 1.05;
};

struct Soaked {
  std::vector<soak::Sample> samples;  ///< one for each round of all scenarios, so that unlike stories compare
  std::size_t check_ins = 0;
  std::size_t wrong = 0;
  std::size_t files_before = 0, files_after = 0;
};

/// Nobody reads the stories here.
class Silence final : public std::streambuf {
 protected:
  int overflow(int c) override { return c; }
  std::streamsize xsputn(const char*, std::streamsize size) override { return size; }
};

int refuse(const std::string& sentence) {
  std::cerr << "uketsuke-soak: " << sentence << "\n";
  return 2;
}

base::Result<std::vector<Scenario>, std::string> load(const Wishes& wishes) {
  const auto files = scenario_files(wishes.scenarios);
  if (!files) return files.error();
  std::vector<Scenario> scenarios;
  for (const auto& file : files.value()) {
    auto scenario = load_scenario(file);
    if (!scenario)
      return file.string() + ", line " + std::to_string(scenario.error().line) + ": " + scenario.error().message;
    scenarios.push_back(std::move(scenario).value());
  }
  return scenarios;
}

/// One round over all scenarios.
soak::Sample play_round(Theatre& theatre, const std::vector<Scenario>& scenarios, Soaked& soaked) {
  static Silence silence;
  std::ostream nowhere(&silence);
  const auto begun = Clock::now();
  const double processor_before = soak::look_at_this_process().processor_seconds;
  for (const Scenario& scenario : scenarios) {
    const auto played = theatre.play({scenario, {}, {}}, nowhere);
    ++soaked.check_ins;
    if (played && played.value().failures.empty()) continue;
    ++soaked.wrong;
    std::cerr << "wrong: " << scenario.name << ": "
              << (played ? played.value().failures.front().sentence() : played.error().message) << "\n";
  }
  soak::Sample sample = soak::look_at_this_process();
  sample.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  sample.processor_seconds -= processor_before;
  return sample;
}

Soaked soak_in(Theatre& theatre, const std::vector<Scenario>& scenarios, const Wishes& wishes) {
  Soaked soaked;
  soaked.files_before = soak::temporary_files();
  const auto until = Clock::now() + std::chrono::seconds(wishes.seconds);
  while (Clock::now() < until && soaked.check_ins < wishes.check_ins) {
    soaked.samples.push_back(play_round(theatre, scenarios, soaked));
    const auto& now = soaked.samples.back();
    std::fprintf(
        stderr,
        "round %zu: %zu check-ins, %zu wrong, %.0f kB, %.0f descriptors, %.0f threads, %.2f s (processor %.2f s)\n",
        soaked.samples.size(), soaked.check_ins, soaked.wrong, now.resident_kilobytes, now.descriptors, now.threads,
        now.seconds, now.processor_seconds);
  }
  soaked.files_after = soak::temporary_files();
  return soaked;
}

/// Prints one row; true when the figure keeps within its limit.
bool row(const char* what, double figure, double limit, const char* unit) {
  const bool good = figure <= limit;
  std::printf("%-34s %10.3f %-14s limit %8.3f   %s\n", what, figure, unit, limit, good ? "ok" : "TOO MUCH");
  return good;
}

int judge(const Soaked& soaked, const Wishes& wishes, std::size_t scenarios) {
  const std::size_t warm_up = std::max<std::size_t>(2, soaked.samples.size() / 4);
  const double each = static_cast<double>(scenarios);
  if (soaked.samples.size() < warm_up + 4) return refuse("too few rounds to see a slope; give more --seconds");
  std::printf("%zu check-ins in %zu rounds of %zu scenarios; the first %zu rounds are warm-up\n", soaked.check_ins,
              soaked.samples.size(), scenarios, warm_up);
  bool good = row("wrong outcomes", static_cast<double>(soaked.wrong), 0, "");
  good &=
      row("resident memory grows by", soak::slope(soaked.samples, warm_up, &soak::Sample::resident_kilobytes) / each,
          wishes.most_growth_kilobytes, "kB a check-in");
  good &=
      row("descriptors grow by", soaked.samples.back().descriptors - soaked.samples[warm_up].descriptors, 0, "in all");
  good &= row("threads grow by", soaked.samples.back().threads - soaked.samples[warm_up].threads, 0, "in all");
  good &= row("temporary files left",
              static_cast<double>(soaked.files_after) - static_cast<double>(soaked.files_before), 0, "in all");
  // One round's processor time depends by a tenth on what else the machine does; the least of many does not.
  const std::size_t third = (soaked.samples.size() - warm_up) / 3, hundred = (99 + scenarios) / scenarios;
  good &= row("processor time, last over first",
              soak::slowing(soaked.samples, warm_up, third, &soak::Sample::processor_seconds, soak::Standing::least),
              wishes.most_slowing, "times");
  good &= row("real time, last over first",
              soak::slowing(soaked.samples, warm_up, hundred, &soak::Sample::seconds, soak::Standing::median),
              wishes.most_real_slowing, "times");
  return good ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Wishes wishes;
  CLI::App app{"Plays scenarios over and over in one process and says what is left behind."};
  app.footer(
      "Examples:\n  uketsuke-soak assets/scenarios/languages assets/scenarios/pulled-card\n"
      "  uketsuke-soak assets/scenarios/failures --check-ins 1000 --seconds 900\n"
      "Exit status: 0 nothing is left behind, 1 something is or an outcome was wrong, 2 bad input.");
  app.add_option("scenarios", wishes.scenarios, "scenario files, or folders of them")->required();
  app.add_option("--check-ins", wishes.check_ins, "how many to play")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  app.add_option("--seconds", wishes.seconds, "longest real time")->check(CLI::Range(1, 86400))->capture_default_str();
  app.add_option("--cast", wishes.cast, "the scenarios' people, made by tools/cast")->capture_default_str();
  app.add_option("--most-growth", wishes.most_growth_kilobytes, "of resident memory, kB a check-in")
      ->capture_default_str();
  app.add_option("--most-slowing", wishes.most_slowing,
                 "least processor time of a round, the last third of them over the first")
      ->capture_default_str();
  app.add_option("--most-real-slowing", wishes.most_real_slowing,
                 "median real time of a round, the last hundred check-ins over the first; noisy on a busy machine")
      ->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }
  const auto scenarios = load(wishes);
  if (!scenarios) return refuse(scenarios.error());
  ReplaySettings settings;
  settings.authority = cardreader::usual_authority_folder();
  settings.casting.cast = wishes.cast;
  settings.begin = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  // A temporary folder of our own: what other programs leave in the system's is not our doing.
  const auto temporary = base::OwnFolder::make("uketsuke-soak");
  if (!temporary) return refuse("no temporary folder can be made");
  setenv("TMPDIR", temporary->path().c_str(), 1);
  auto theatre = Theatre::open(settings);
  if (!theatre) return refuse(theatre.error().message);
  const Soaked soaked = soak_in(*theatre.value(), scenarios.value(), wishes);
  theatre.value().reset();
  return judge(soaked, wishes, scenarios.value().size());
}
