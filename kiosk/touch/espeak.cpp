// espeak-ng as a program: it is under the GPL, so it is run, not linked.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <map>
#include <utility>

#include "kiosk/touch/voice.h"

extern char** environ;

namespace kiosk::touch {
namespace {

constexpr std::chrono::milliseconds longest_reading{3000};

struct Pipe {
  int read = -1, write = -1;
  Pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return;
    read = ends[0];
    write = ends[1];
  }
  ~Pipe() {
    close_read();
    close_write();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_read() {
    if (read >= 0) ::close(std::exchange(read, -1));
  }
  void close_write() {
    if (write >= 0) ::close(std::exchange(write, -1));
  }
};

/// Everything the descriptor gives until its end; nothing when that takes too long.
std::string drained(int descriptor) {
  const auto end = std::chrono::steady_clock::now() + longest_reading;
  std::string all;
  char room[16'384];
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    pollfd waiting{descriptor, POLLIN, 0};
    if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) != 1) return {};
    const ssize_t size = ::read(descriptor, room, sizeof room);
    if (size < 0) return {};
    if (size == 0) return all;
    all.append(room, static_cast<std::size_t>(size));
  }
}

std::vector<std::int16_t> samples_of(const std::string& wave) {
  const auto at = wave.find("data");
  if (at == std::string::npos || wave.size() < at + 8) return {};
  std::vector<std::int16_t> samples((wave.size() - at - 8) / 2);
  std::memcpy(samples.data(), wave.data() + at + 8, samples.size() * 2);
  return samples;
}

}  // namespace

std::string espeak_voice(const std::string& language) {
  // Chinese is spelled in Latin letters, Thai and Burmese lose their vowels, and there is no Tagalog.
  static const std::map<std::string, std::string> voices = {{"ja", "ja"}, {"ja-easy", "ja"}, {"en", "en"},
                                                            {"ko", "ko"}, {"vi", "vi"},      {"pt", "pt-br"},
                                                            {"ne", "ne"}, {"id", "id"}};
  const auto found = voices.find(language);
  return found == voices.end() ? std::string{} : found->second;
}

std::vector<std::int16_t> read_by_espeak(const std::string& voice, const std::string& text) {
  Pipe in, out;
  if (in.read < 0 || out.read < 0) return {};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.read, 0);
  posix_spawn_file_actions_adddup2(&actions, out.write, 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  const char* words[] = {"espeak-ng", "-v", voice.c_str(), "-s", "150", "--stdin", "--stdout", nullptr};
  pid_t child = -1;
  const int failed = posix_spawnp(&child, words[0], &actions, nullptr, const_cast<char**>(words), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return {};
  out.close_write();
  // A sentence is far smaller than a pipe: this write never waits. Our own end stays open meanwhile, so that a reader
  // that is gone is no signal.
  const ssize_t written = ::write(in.write, text.data(), text.size());
  in.close_read();
  in.close_write();
  const std::string wave = written == static_cast<ssize_t>(text.size()) ? drained(out.read) : std::string{};
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  return samples_of(wave);
}

}  // namespace kiosk::touch
