// fuzz_seeds_test ENTRY FOLDER...: what the fuzzers begin with, given to the same entry by the everyday compiler: each
// seed whole, cut short at many places, and with single bytes changed. An entry that fails aborts. Folders may be
// missing, but an entry without any seed is a mistake of ours.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#define ENTRY(name) extern "C" int name(const unsigned char* bytes, std::size_t size);
#include <fuzz_entries.inc>
#undef ENTRY

namespace {

using Entry = int (*)(const unsigned char*, std::size_t);
using Seed = std::vector<unsigned char>;

Entry entry_called(const std::string& wanted) {
#define ENTRY(name) \
  if (wanted == #name) return name;
#include <fuzz_entries.inc>
#undef ENTRY
  return nullptr;
}

std::vector<Seed> seeds_in(const std::filesystem::path& folder) {
  std::vector<Seed> seeds;
  std::error_code missing;
  for (const auto& file : std::filesystem::directory_iterator(folder, missing)) {
    std::ifstream stream(file.path(), std::ios::binary);
    seeds.push_back(Seed{std::istreambuf_iterator<char>(stream), {}});
  }
  return seeds;
}

/// The number of inputs tried. An input has a buffer of its own size, so that a read beyond it is one beyond the
/// heap's.
int try_variants(Entry entry, const Seed& seed) {
  constexpr std::size_t places = 24;
  int tried = 0;
  const auto give = [&](const Seed& input) {
    const Seed exact(input.begin(), input.end());
    entry(exact.data(), exact.size());
    ++tried;
  };
  give(seed);
  const std::size_t step = std::max<std::size_t>(1, seed.size() / places);
  for (std::size_t at = 0; at < seed.size(); at += step) {
    give({seed.begin(), seed.begin() + static_cast<std::ptrdiff_t>(at)});
    for (const unsigned char other : Seed{0x00, 0x7F, 0x80, 0xFF}) {
      Seed spoilt = seed;
      spoilt[at] = other;
      give(spoilt);
    }
  }
  return tried;
}

}  // namespace

int main(int count, char** words) {
  const Entry entry = count > 2 ? entry_called(words[1]) : nullptr;
  if (entry == nullptr) return std::fprintf(stderr, "usage: fuzz_seeds_test ENTRY FOLDER...\n"), 2;
  int seeds = 0, tried = 0;
  for (int folder = 2; folder < count; ++folder) {
    for (const Seed& seed : seeds_in(words[folder])) ++seeds, tried += try_variants(entry, seed);
  }
  std::printf("%s: %d seeds, %d inputs\n", words[1], seeds, tried);
  return seeds > 0 ? 0 : 1;
}
