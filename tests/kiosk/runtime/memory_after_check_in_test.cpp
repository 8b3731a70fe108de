// What the kiosk's memory still holds after a check-in with number B and PIN: the contents of the core dump that a
// crash at this moment would leave, if core dumps were not switched off besides.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "cardreader/pcsc_card_reader.h"
#include "cardreader/private_pcscd.h"
#include "tests/cardreader/sample_cards.h"

namespace memory_after {
namespace {

using namespace cardreader;

/// The program with its two ends of talk; ended when this goes away.
class Program {
 public:
  Program(const std::string& path, const std::string& argument) {
    REQUIRE(::pipe2(to_, O_CLOEXEC) == 0);
    REQUIRE(::pipe2(from_, O_CLOEXEC) == 0);
    id_ = ::fork();
    if (id_ == 0) {
      ::dup2(to_[0], STDIN_FILENO);
      ::dup2(from_[1], STDOUT_FILENO);
      ::execl(path.c_str(), path.c_str(), argument.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(to_[0]);
    ::close(from_[1]);
  }
  ~Program() {
    ::kill(id_, SIGKILL);
    ::waitpid(id_, nullptr, 0);
    ::close(to_[1]);
    ::close(from_[0]);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void type(const std::string& keys) const {
    REQUIRE(::write(to_[1], keys.data(), keys.size()) == ssize_t(keys.size()));
  }
  std::string line() const {
    std::string line;
    for (char c = 0; ::read(from_[0], &c, 1) == 1 && c != '\n';) line += c;
    return line;
  }
  bool stops_itself() const {
    int status = 0;
    return ::waitpid(id_, &status, WUNTRACED) == id_ && WIFSTOPPED(status);
  }

  /// All memory that the program has written to: heap, stacks, static storage.
  std::string memory() const {
    const std::string process = "/proc/" + std::to_string(id_);
    std::ifstream maps(process + "/maps");
    const int memory = ::open((process + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
    REQUIRE(memory >= 0);
    std::string all;
    for (std::string line; std::getline(maps, line);) {
      unsigned long begin = 0, end = 0;
      char rights[5] = {};
      if (std::sscanf(line.c_str(), "%lx-%lx %4s", &begin, &end, rights) != 3 || rights[1] != 'w') continue;
      const std::size_t at = all.size();
      all.resize(at + (end - begin));
      const ssize_t got = ::pread(memory, all.data() + at, end - begin, static_cast<off_t>(begin));
      all.resize(at + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    }
    ::close(memory);
    return all;
  }

 private:
  int to_[2] = {};
  int from_[2] = {};
  pid_t id_ = -1;
};

std::string text_of(ByteView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

std::size_t times(const std::string& haystack, const std::string& needle) {
  std::size_t count = 0;
  for (std::size_t at = haystack.find(needle); at != std::string::npos; at = haystack.find(needle, at + 1)) ++count;
  return count;
}

/// A holder whose secrets occur nowhere else.
VirtualCardContents unmistakable_card(const std::filesystem::path& authority_folder) {
  auto person = samples::hanako();
  person.pin = base::SecretText("7391");
  person.address = "東京都千代田区架空町９丁目８番７号";
  auto authority = CardAuthority::open(authority_folder);
  REQUIRE(authority);
  auto contents = personalise(person, authority.value());
  REQUIRE_MESSAGE(contents, contents.error().text());
  return std::move(contents).value();
}

}  // namespace
}  // namespace memory_after

TEST_CASE(
    "runtime: after a check-in the kiosk's memory holds no PIN, number B, my number, photo or command of the card") {
  using namespace memory_after;
  const auto authority = samples::folder() / "authority";
  const auto service = std::move(PrivatePcscd::start()).value();
  const auto contents = unmistakable_card(authority);
  auto link = VpcdLink::insert(VirtualCard(contents), service.address(), base::Duration{5000});
  REQUIRE(link);
  const Program kiosk(UKETSUKE_AFTER_A_CHECK_IN, authority.string());
  const std::string number = contents.front.number_b()->digits().reveal();
  kiosk.type(number + "7391");
  REQUIRE(kiosk.line() == "checked in");
  link.value().reset();  // the card is taken
  REQUIRE(kiosk.stops_itself());
  const std::string memory = kiosk.memory();
  REQUIRE(memory.size() > 1'000'000);
  CHECK(times(memory, "uketsuke-pcscd-") > 0);  // the search finds what is there: the socket's name

  const auto person = samples::hanako();
  const std::string portrait = text_of(person.portrait.reveal()).substr(150, 40);
  const std::map<std::string, std::string> forbidden{
      {"number B", number},
      {"the second half of number B", number.substr(6)},
      {"the PIN as text", std::string("7391") + '\0'},
      {"the PIN in its command", text_of(Bytes{0x00, 0x20, 0x00, 0x80, 0x04}) + "7391"},
      {"number B in its command", text_of(Bytes{0x00, 0x20, 0x00, 0x80, 0x0E})},
      {"the my number", person.my_number.reveal()},
      {"the photo", portrait},
      {"the birth date in the card's file", text_of(Bytes{0xDF, 0x22, 0x08}) + "19800217"},
      {"the address", "架空町９丁目８番７号"},
  };
  for (const auto& [what, bytes] : forbidden) {
    CAPTURE(what);
    CHECK(times(memory, bytes) == 0);
  }
}
