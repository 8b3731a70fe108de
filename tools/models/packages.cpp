// npm pack, tar, and what to say when they fail.
#include "tools/models/packages.h"

#include <unistd.h>

#include "tools/models/child_program.h"
#include "vision/model_files.h"

namespace models {

const Package face_api{"@vladmandic/face-api", "1.7.15", "vladmandic-face-api-1.7.15.tgz",
                       "0d77fffeef362ef9c0939cf6c567f3a2e8e177f114fa257a3270cbd2e509b031"};
const Package faceplugin{"faceplugin-face-recognition-js", "0.0.1", "faceplugin-face-recognition-js-0.0.1.tgz",
                         "7ea06031d9a3f83753254fcff60506a07b81b46fc84d4ee024cd041f260ec1ba"};

namespace {

constexpr std::chrono::seconds longest_download{600};

std::string wanted(const Package& package) { return package.name + "@" + package.version; }

bool has_checksum(const std::filesystem::path& file, const std::string& sum) {
  auto found = vision::sha256_of(file);
  return found && found.value() == sum;
}

/// The line of npm's report that says most, or the kind of failure where we know it.
std::string reason_in(const std::string& said) {
  for (const char* word : {"ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "ECONNREFUSED", "ENETUNREACH", "ECONNRESET"})
    if (said.find(word) != std::string::npos) return "the npm registry cannot be reached; check the network";
  if (said.find("E404") != std::string::npos) return "the npm registry does not have it";
  if (said.find("ENOSPC") != std::string::npos) return "the disk is full; free 200 MB";
  const auto at = said.find("npm ERR!");
  if (at == std::string::npos) return "npm gave no reason";
  return said.substr(at, said.find('\n', at) - at);
}

base::Result<base::Done, Trouble> pack(const Package& package, const std::filesystem::path& folder) {
  const auto outcome = run_child(
      {"npm", "pack", wanted(package), "--pack-destination", folder.string(), "--silent", "--fetch-retries=2",
       "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000", "--fetch-timeout=120000", "--loglevel=error"},
      longest_download);
  if (outcome.end == ChildEnd::not_found)
    return Trouble{"npm is missing; install Debian's package npm (apt-get install npm)"};
  if (outcome.end == ChildEnd::out_of_time)
    return Trouble{"npm did not deliver " + wanted(package) + " within 10 minutes; check the network and try again"};
  if (outcome.exit_status != 0 || !std::filesystem::exists(folder / package.tarball))
    return Trouble{"npm could not fetch " + wanted(package) + ": " + reason_in(outcome.said)};
  return base::Done{};
}

}  // namespace

base::Result<std::filesystem::path, Trouble> fetch(const Package& package, const std::filesystem::path& cache,
                                                   const Progress& progress) {
  const auto tarball = cache / package.tarball;
  if (has_checksum(tarball, package.sha256)) return tarball;
  std::error_code error;
  const auto staging = cache / (".fetching-" + std::to_string(::getpid()));
  std::filesystem::create_directories(staging, error);
  if (error) return Trouble{"cannot make the folder " + staging.string() + ": " + error.message()};
  progress("fetching " + wanted(package));
  auto packed = pack(package, staging);
  if (packed && !has_checksum(staging / package.tarball, package.sha256))
    packed = Trouble{"the package " + wanted(package) +
                     " that npm delivered has another checksum than expected and is not used; try again, and if it "
                     "stays so, do not trust the registry or the network"};
  if (packed) std::filesystem::rename(staging / package.tarball, tarball, error);
  std::error_code ignored;
  std::filesystem::remove_all(staging, ignored);
  if (!packed) return packed.error();
  if (error) return Trouble{"cannot write " + tarball.string() + ": " + error.message()};
  return tarball;
}

base::Result<base::Done, Trouble> unpack(const std::filesystem::path& tarball, const std::vector<std::string>& members,
                                         const std::filesystem::path& to) {
  std::vector<std::string> words{"tar", "-xzf", tarball.string(), "-C", to.string()};
  words.insert(words.end(), members.begin(), members.end());
  const auto outcome = run_child(words, longest_download);
  if (outcome.end == ChildEnd::not_found)
    return Trouble{"tar is missing; install Debian's package tar (apt-get install tar)"};
  if (outcome.end == ChildEnd::out_of_time) return Trouble{"tar did not finish unpacking " + tarball.string()};
  if (outcome.exit_status != 0)
    return Trouble{"tar could not unpack " + tarball.string() + ": " + outcome.said.substr(0, outcome.said.find('\n'))};
  return base::Done{};
}

}  // namespace models
