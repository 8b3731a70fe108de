// initdb, postgres on a socket in our folder, and waiting for it by connecting.
#include "tests/support/own_postgres.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>

#include "kiosk/services/postgres_connection.h"

namespace support {
namespace {

constexpr int tries_to_connect = 600;  // a twentieth of a second each

std::string newest_programs() {
  std::string newest;
  std::error_code error;
  for (const auto& version : std::filesystem::directory_iterator{"/usr/lib/postgresql", error}) {
    const auto programs = version.path() / "bin";
    if (std::filesystem::exists(programs / "initdb") && programs.string() > newest) newest = programs.string();
  }
  if (newest.empty()) throw std::runtime_error{"PostgreSQL is not installed: tools/setup installs it"};
  return newest;
}

/// Some containers' root folder is closed to all users but root, who then can run nothing at all.
bool root_folder_is_closed() {
  struct stat root {};
  return ::stat("/", &root) == 0 && (root.st_mode & S_IXOTH) == 0;
}

/// Keeps, of what root may do, the reading of closed folders, for this program and those that it starts. (Without
/// SECBIT_NO_SETUID_FIXUP, access(2) would still answer as for an ordinary user, and initdb believes it.)
bool keep_reading_closed_folders() {
  constexpr unsigned reading = 1U << CAP_DAC_OVERRIDE;
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3]{{reading, reading, reading}, {0, 0, 0}};
  return ::syscall(SYS_capset, &header, sets) == 0 &&
         ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0) == 0;
}

/// PostgreSQL refuses to run as root.
void become_unprivileged() {
  if (::geteuid() != 0) return;
  const passwd* user = ::getpwnam("postgres");
  const bool is_closed = root_folder_is_closed();
  if (is_closed) ::prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0);
  if (user == nullptr || ::initgroups(user->pw_name, user->pw_gid) != 0 || ::setgid(user->pw_gid) != 0 ||
      ::setuid(user->pw_uid) != 0 || (is_closed && !keep_reading_closed_folders())) {
    ::_exit(126);
  }
}

void give_to_postgres(const std::filesystem::path& folder) {
  if (::geteuid() != 0) return;
  const passwd* user = ::getpwnam("postgres");
  if (user == nullptr || ::chown(folder.c_str(), user->pw_uid, user->pw_gid) != 0) {
    throw std::runtime_error{"there is no user postgres to run the test's server as"};
  }
}

}  // namespace

OwnPostgres::OwnPostgres(Durability durability) : programs_(newest_programs()), durability_(durability) {
  give_to_postgres(folder_.path());
  run({programs_ + "/initdb", "-D", folder_ / "data", "-U", "clinic", "-A", "trust", "-E", "UTF8", "--locale=C",
       "--no-sync", "--no-instructions"});
  start();
}

OwnPostgres::~OwnPostgres() { kill_server(); }

void OwnPostgres::start() {
  std::vector<std::string> command = {programs_ + "/postgres", "-D", folder_ / "data",    "-k",
                                      folder_.path().string(), "-c", "listen_addresses=", "-c",
                                      "shared_buffers=32MB"};
  if (durability_ == Durability::fast) command.insert(command.end(), {"-c", "fsync=off", "-c", "full_page_writes=off"});
  server_ = launch(command, folder_ / "server.log");
  for (int i = 0; i < tries_to_connect; ++i) {
    if (kiosk::services::PostgresConnection::open(uri("postgres"))) return;
    if (::waitpid(server_, nullptr, WNOHANG) != 0) break;
    ::poll(nullptr, 0, 50);
  }
  std::ifstream log{folder_ / "server.log"};
  const std::string words{std::istreambuf_iterator<char>{log}, {}};
  throw std::runtime_error{"the test's PostgreSQL did not start: " + words};
}

void OwnPostgres::kill_server() {
  if (server_ <= 0) return;
  ::kill(server_, SIGQUIT);  // immediate shutdown: nothing is written any more, as after a power cut
  ::waitpid(server_, nullptr, 0);
  server_ = -1;
}

std::string OwnPostgres::uri(const std::string& database) const {
  return "postgresql:///" + database + "?host=" + folder_.path().string() + "&user=clinic&connect_timeout=5";
}

std::string OwnPostgres::new_database(const std::string& name) {
  auto connection = kiosk::services::PostgresConnection::open(uri("postgres"));
  if (!connection || !connection.value()->run("CREATE DATABASE " + name)) {
    throw std::runtime_error{"the database " + name + " could not be made"};
  }
  return uri(name);
}

void OwnPostgres::run(const std::vector<std::string>& command) const {
  int status = 0;
  ::waitpid(launch(command, folder_ / "initdb.log"), &status, 0);
  if (status != 0) throw std::runtime_error{command[0] + " failed"};
}

pid_t OwnPostgres::launch(const std::vector<std::string>& command, const std::filesystem::path& output) const {
  const pid_t child = ::fork();
  if (child != 0) return child;
  become_unprivileged();
  const int log = ::open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::dup2(log, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  if (::chdir("/") != 0) ::_exit(126);
  std::vector<char*> arguments;
  for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

}  // namespace support
