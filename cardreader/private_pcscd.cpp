// The daemon has no option for its socket, but it takes one that a service manager has opened for it (LISTEN_FDS); so
// this file plays service manager.
#include "cardreader/private_pcscd.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "cardreader/pcsc_card_reader.h"
#include "kiosk/base/own_folder.h"

extern char** environ;

namespace cardreader {
namespace {

using std::chrono::steady_clock;
constexpr const char* daemon_path = "/usr/sbin/pcscd";
constexpr const char* run_folder = "/run/pcscd";
constexpr const char* socket_variable = "PCSCLITE_CSOCK_NAME";
constexpr std::uint16_t first_picked_port = 20000;  // below the ports that the kernel hands out by itself
constexpr std::uint16_t picked_ports = 10000;

CardError cannot(std::string detail) { return {CardProblem::cannot_present, std::move(detail)}; }

bool is_free(std::uint16_t port) {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_ANY);
  const bool bound = ::bind(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(probe);
  return bound;
}

bool pair_is_free(std::uint16_t port) { return is_free(port) && is_free(static_cast<std::uint16_t>(port + 1)); }

base::Result<std::uint16_t, CardError> free_pair(std::uint16_t wanted) {
  if (wanted != 0) {
    if (pair_is_free(wanted)) return wanted;
    return cannot("port " + std::to_string(wanted) + " or " + std::to_string(wanted + 1) +
                  " is in use by another program; give another port, or none to pick a free one");
  }
  const auto start = static_cast<std::uint32_t>(::getpid()) * 7U;
  for (std::uint32_t i = 0; i < picked_ports / 2U; ++i) {
    const auto port = static_cast<std::uint16_t>(first_picked_port + ((start + i) * 2U) % picked_ports);
    if (pair_is_free(port)) return port;
  }
  return cannot("no free pair of TCP ports between 20000 and 29999");
}

/// vpcd's driver lies where the package vsmartcard-vpcd puts it.
std::optional<std::string> driver_path() {
  constexpr std::array<const char*, 2> places{"/usr/lib/pcsc/drivers/serial/libifdvpcd.so",
                                              "/usr/lib/pcsc/drivers/serial/libifdvpcd.so.0.0.1"};
  for (const char* place : places) {
    if (std::filesystem::exists(place)) return place;
  }
  return std::nullopt;
}

/// The folder of this process's PC/SC socket: one for its whole life, see the class comment.
base::Result<std::filesystem::path, CardError> process_folder() {
  static std::optional<base::OwnFolder> folder;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
  if (!folder) {
    if (auto made = base::OwnFolder::make("uketsuke-pcscd")) folder.emplace(std::move(*made));
  }
  if (!folder) return cannot("no folder for the PC/SC socket can be made; is the disk full or TMPDIR not writable?");
  return folder->path();
}

void add_map_line(const char* file, unsigned id) {
  std::array<char, 32> line{};
  const int length = std::snprintf(line.data(), line.size(), "%u %u 1", id, id);
  const int descriptor = ::open(file, O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  [[maybe_unused]] const ssize_t written = ::write(descriptor, line.data(), static_cast<std::size_t>(length));
  ::close(descriptor);
}

/// The daemon insists on /run/pcscd. Without it and without the right to make it, a private mount namespace has one.
void provide_run_folder() {
  if (::access(run_folder, F_OK) == 0 || ::mkdir(run_folder, 0755) == 0) return;
  const unsigned user = ::getuid();
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return;
  add_map_line("/proc/self/uid_map", user);
  if (::mount("tmpfs", "/run", "tmpfs", 0, "size=1m") != 0) return;
  ::mkdir(run_folder, 0755);
}

std::vector<std::string> daemon_environment(const std::filesystem::path& folder) {
  std::vector<std::string> variables;
  for (char** one = environ; *one != nullptr; ++one) {
    const std::string_view text = *one;
    if (!text.starts_with("LISTEN_") && !text.starts_with(socket_variable)) variables.emplace_back(text);
  }
  variables.emplace_back("LISTEN_FDS=1");
  // An empty folder of USB drivers: a private service must not take real readers away from the system's own.
  variables.push_back("PCSCLITE_HP_DROPDIR=" + (folder / "no-usb-drivers").string());
  return variables;
}

}  // namespace

struct PrivatePcscd::Parts {
  PrivatePcscdSettings settings;
  std::filesystem::path folder;
  std::uint16_t port = 0;
  pid_t daemon = -1;
  Readers readers = Readers::two;

  std::filesystem::path socket() const { return folder / "pcscd.sock"; }

  base::Result<base::Done, CardError> write_configuration() const {
    const auto driver = driver_path();
    if (!driver) return cannot("the vpcd driver is missing; install it: sudo apt-get install vsmartcard-vpcd");
    std::error_code error;
    std::filesystem::create_directories(folder / "readers", error);
    std::filesystem::create_directories(folder / "no-usb-drivers", error);
    std::ofstream file(folder / "readers" / "vpcd");
    if (readers == Readers::none) return base::Done{};
    file << "FRIENDLYNAME \"" << settings.reader_name << "\"\nDEVICENAME /dev/null:" << port << "\nLIBPATH " << *driver
         << "\nCHANNELID " << port << "\n";
    file.flush();
    if (!file) return cannot(folder.string() + " cannot be written (disk full or read-only?)");
    return base::Done{};
  }

  base::Result<int, CardError> listening_socket() const {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = socket().string();
    if (path.size() >= sizeof address.sun_path) return cannot("the path of the PC/SC socket is too long: " + path);
    std::copy(path.begin(), path.end(), address.sun_path);
    ::unlink(path.c_str());
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(descriptor, 16) != 0) {
      const int error = errno;
      ::close(descriptor);
      return cannot("the PC/SC socket " + path + " cannot be made: " + std::strerror(error));
    }
    return descriptor;
  }

  /// In the child, between fork and exec: nothing here may allocate.
  [[noreturn]] void become_daemon(int listening, int log, const char* reader_list, char** variables,
                                  char* own_id) const {
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);  // a caller that waits for SIGTERM itself has it blocked
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    ::setpgid(0, 0);  // Ctrl-C in the terminal is for us; we end the daemon after the card has left it
    provide_run_folder();
    ::dup2(log, 1);
    ::dup2(log, 2);
    if (listening == 3)
      ::fcntl(3, F_SETFD, 0);
    else
      ::dup2(listening, 3);
    std::array<char, 12> digits{};
    std::size_t count = 0;
    for (pid_t id = ::getpid(); id > 0; id /= 10) digits[count++] = static_cast<char>('0' + id % 10);
    while (count > 0) *own_id++ = digits[--count];
    *own_id = '\0';
    std::array<char*, 5> arguments{const_cast<char*>("pcscd"), const_cast<char*>("--foreground"),
                                   const_cast<char*>("--config"), const_cast<char*>(reader_list), nullptr};
    ::execve(daemon_path, arguments.data(), variables);
    ::_exit(127);
  }

  base::Result<base::Done, CardError> start_daemon() {
    if (::access(daemon_path, X_OK) != 0) return cannot("pcscd is missing; install it: sudo apt-get install pcscd");
    if (auto written = write_configuration(); !written) return written;
    const auto listening = listening_socket();
    if (!listening) return listening.error();
    std::vector<std::string> variables = daemon_environment(folder);
    variables.push_back("LISTEN_PID=            ");
    char* own_id = variables.back().data() + std::strlen("LISTEN_PID=");
    std::vector<char*> pointers;
    for (std::string& variable : variables) pointers.push_back(variable.data());
    pointers.push_back(nullptr);
    const std::string reader_list = (folder / "readers").string();
    const int log = ::open((folder / "pcscd.log").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    daemon = ::fork();
    if (daemon == 0) become_daemon(listening.value(), log, reader_list.c_str(), pointers.data(), own_id);
    ::close(listening.value());
    if (log >= 0) ::close(log);
    if (daemon < 0) return cannot(std::string("pcscd cannot be started: ") + std::strerror(errno));
    return wait_until_ready();
  }

  base::Result<base::Done, CardError> wait_until_ready() {
    const auto deadline = steady_clock::now() + settings.ready_limit;
    while (steady_clock::now() < deadline) {
      int outcome = 0;
      if (::waitpid(daemon, &outcome, WNOHANG) == daemon) {
        daemon = -1;
        return cannot("pcscd ended at once; " + last_log_line());
      }
      // Asking the service, never vpcd's port: vpcd takes every connection for a card.
      const auto listed = list_pcsc_readers();
      if (listed && readers == Readers::none) return base::Done{};
      if (listed && std::ranges::any_of(listed.value(), [this](const std::string& name) {
            return name.starts_with(settings.reader_name);
          })) {
        return base::Done{};
      }
      std::this_thread::sleep_for(base::Duration{10});
    }
    const std::string line = last_log_line();
    end(SIGTERM);
    return cannot("pcscd shows no virtual reader on port " + std::to_string(port) + "; " + line);
  }

  std::string last_log_line() const {
    std::ifstream log(folder / "pcscd.log");
    std::string line;
    std::string last = "it left no message";
    while (std::getline(log, line)) {
      if (!line.empty()) last = "its last message: " + line;
    }
    return last;
  }

  /// Ends the daemon and waits for it; after two seconds without an end, harder.
  void end(int signal) {
    if (daemon <= 0) return;
    ::kill(daemon, signal);
    ::kill(daemon, SIGCONT);  // a stopped process does not see SIGTERM
    const auto deadline = steady_clock::now() + std::chrono::seconds{2};
    while (::waitpid(daemon, nullptr, WNOHANG) == 0) {
      if (steady_clock::now() > deadline) ::kill(daemon, SIGKILL);
      std::this_thread::sleep_for(base::Duration{5});
    }
    daemon = -1;
  }

  ~Parts() {
    end(SIGTERM);
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
      std::filesystem::remove_all(entry.path(), ignored);
  }
};

PrivatePcscd::PrivatePcscd(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
PrivatePcscd::PrivatePcscd(PrivatePcscd&&) noexcept = default;
PrivatePcscd& PrivatePcscd::operator=(PrivatePcscd&&) noexcept = default;
PrivatePcscd::~PrivatePcscd() = default;

base::Result<PrivatePcscd, CardError> PrivatePcscd::start(const PrivatePcscdSettings& settings) {
  auto folder = process_folder();
  if (!folder) return folder.error();
  std::unique_ptr<Parts> parts(new Parts{settings, folder.value()});
  ::setenv(socket_variable, parts->socket().c_str(), 1);
  const auto port = free_pair(settings.port);
  if (!port) return port.error();
  parts->port = port.value();
  if (auto started = parts->start_daemon(); !started) return started.error();
  return PrivatePcscd(std::move(parts));
}

VpcdAddress PrivatePcscd::address(int slot) const {
  return {"127.0.0.1", static_cast<std::uint16_t>(parts_->port + slot)};
}
std::filesystem::path PrivatePcscd::socket() const { return parts_->socket(); }
int PrivatePcscd::daemon_id() const { return parts_->daemon; }

void PrivatePcscd::end_daemon(Ending ending) { parts_->end(ending == Ending::killed ? SIGKILL : SIGTERM); }

base::Result<base::Done, CardError> PrivatePcscd::restart(Readers readers) {
  parts_->end(SIGTERM);
  parts_->readers = readers;
  return parts_->start_daemon();
}

}  // namespace cardreader
