// Clocks, a child process, three threads.
#include "tools/face/bench_steps.h"

#include <spawn.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <optional>
#include <thread>

#include "vision/liveness.h"

extern char** environ;  // NOLINT: POSIX

namespace face {
namespace {

using Clock = std::chrono::steady_clock;

double wall_milliseconds() {
  return std::chrono::duration<double, std::milli>(Clock::now().time_since_epoch()).count();
}

double processor_milliseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// The newest frame's number, or none when it was taken.
class Newest {
 public:
  void put(std::uint64_t number) {
    const std::lock_guard lock(guard_);
    newest_ = number;
    changed_.notify_one();
  }
  std::optional<std::uint64_t> take(std::chrono::milliseconds longest) {
    std::unique_lock lock(guard_);
    changed_.wait_for(lock, longest, [this] { return newest_.has_value(); });
    return std::exchange(newest_, std::nullopt);
  }

 private:
  std::mutex guard_;
  std::condition_variable changed_;
  std::optional<std::uint64_t> newest_;
};

/// Never sure, so that each frame costs what one costs before a decision.
vision::Liveness unsure_liveness() {
  vision::LivenessRules rules;
  rules.depth_alive = 1e9F;
  rules.passive_limit = std::chrono::hours(1);
  return {vision::LivenessPolicy::passive_first, 1, rules};
}

}  // namespace

FrameTimes time_frames(vision::FaceAnalyzer& analyzer, const std::vector<vision::Image>& frames, Wanted wanted,
                       int count) {
  FrameTimes times;
  vision::Liveness liveness = unsure_liveness();
  for (int i = 0; i < 5 * count && static_cast<int>(times.wall.size()) < count; ++i) {
    const vision::Frame frame{
        frames[static_cast<std::size_t>(i) % frames.size()], {base::Duration{i * 33}}, {static_cast<std::uint64_t>(i)}};
    const double wall = wall_milliseconds(), processor = processor_milliseconds();
    const auto seen = analyzer.observe(frame);
    if (seen && !seen.value().faces.empty()) liveness.consider(frame.captured_at, seen.value().faces.front());
    const double took = wall_milliseconds() - wall, cost = processor_milliseconds() - processor;
    if (!seen || seen.value().faces.empty() || (i < 3 && count > 1)) continue;  // the first ones warm up
    if (wanted == Wanted::embedded && !seen.value().faces.front().embeddings) continue;
    times.wall.push_back(took);
    times.processor.push_back(cost);
  }
  return times;
}

Stages stages_of(const vision::AnalysisCounters& c) {
  const auto per = [](double ms, long n) { return ms / static_cast<double>(std::max(1L, n)); };
  return {{"detect", per(c.detect_ms, c.frames)},
          {"landmarks", per(c.landmarks_ms, c.frames)},
          {"quality", per(c.quality_ms, c.frames)},
          {"both embeddings", per(c.embed_ms, c.embedded)},
          {"passive, each eighth", per(c.passive_ms, c.frames / 8)}};
}

base::Result<Start, std::string> time_start(const std::string& picture) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return std::string("no pipe can be made");
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_addclose(&actions, ends[0]);
  std::array<std::string, 3> words{"uketsuke-face", "first-decision", picture};
  std::array<char*, 4> arguments{words[0].data(), words[1].data(), words[2].data(), nullptr};
  const double began = wall_milliseconds();
  pid_t child = 0;
  const int trouble = ::posix_spawn(&child, "/proc/self/exe", &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  std::string said;
  std::array<char, 64> buffer{};
  for (ssize_t n = 0; trouble == 0 && (n = ::read(ends[0], buffer.data(), buffer.size())) > 0;)
    said.append(buffer.data(), static_cast<std::size_t>(n));
  const double took = wall_milliseconds() - began;
  ::close(ends[0]);
  int status = 0;
  if (trouble == 0) ::waitpid(child, &status, 0);
  if (trouble != 0 || status != 0 || said.empty()) return std::string("a new process of this program did not decide");
  return Start{took, std::stod(said)};
}

Beside run_beside_a_screen(vision::FaceAnalyzer& analyzer, const std::vector<vision::Image>& frames) {
  constexpr auto lasts = std::chrono::seconds(5);
  const auto start = Clock::now(), end = start + lasts;
  Newest newest;
  int analysed = 0, drawn = 0;
  vision::Liveness liveness = unsure_liveness();
  {
    const std::jthread camera([&] {
      for (std::uint64_t i = 0; Clock::now() < end; ++i) {
        newest.put(i);
        std::this_thread::sleep_until(start + std::chrono::microseconds(33333 * (i + 1)));
      }
    });
    const std::jthread screen([&] {
      const auto period = std::chrono::microseconds(16667);
      for (auto due = start + period; Clock::now() < end; due += period) {
        const double until = processor_milliseconds() + 8;
        while (processor_milliseconds() < until) {
        }
        if (Clock::now() > due) due = Clock::now();  // a late picture is late; the next one starts at once
        ++drawn;
        std::this_thread::sleep_until(due);
      }
    });
    while (Clock::now() < end) {
      const auto number = newest.take(std::chrono::milliseconds(100));
      if (!number) continue;
      const vision::Frame frame{
          frames[*number % frames.size()], {base::Duration{static_cast<long>(*number) * 33}}, {*number}};
      const auto seen = analyzer.observe(frame);
      if (!seen) continue;
      ++analysed;
      if (!seen.value().faces.empty()) liveness.consider(frame.captured_at, seen.value().faces.front());
    }
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return {analysed / seconds, drawn / seconds};
}

long resident_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.rfind("VmRSS:", 0) == 0) return std::stol(line.substr(6)) / 1024;
  return 0;
}

}  // namespace face
