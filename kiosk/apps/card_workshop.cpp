#include "kiosk/apps/card_workshop.h"

#include <spawn.h>
#include <sys/wait.h>

#include <cstring>
#include <vector>

#include "kiosk/touch/canvas.h"

extern char** environ;

namespace kiosk::apps {
namespace {

namespace fs = std::filesystem;

/// Runs uketsuke-card to its end; true when it succeeded.
bool run_card_program(std::vector<std::string> words) {
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed).parent_path() / "uketsuke-card";
  words.insert(words.begin(), program.string());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  if (posix_spawn(&child, program.c_str(), nullptr, nullptr, arguments.data(), environ) != 0) return false;
  int status = 0;
  return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::vector<std::string> order(const fs::path& authority, const fs::path& card) {
  return {"issue",       "--name",           "見本　花子", "--birth",    "1980-02-17",
          "--authority", authority.string(), "--output",   card.string()};
}

bool write_picture(const vision::Image& image, const fs::path& file) {
  touch::Canvas canvas({image.width, image.height});
  std::uint8_t* rows = canvas.pixels();
  for (int y = 0; y < image.height; ++y) {
    const auto* from = image.bgr.data() + static_cast<std::size_t>(y) * image.row_bytes();
    auto* to = rows + std::ptrdiff_t{y} * canvas.stride();
    for (int x = 0; x < image.width; ++x, from += 3, to += 4) std::memcpy(to, from, 3);
  }
  return bool(canvas.write_png(file.string()));
}

}  // namespace

bool CardWorkshop::found_authority() {
  const fs::path nobody = folder_ / "nobody.card";
  std::vector<std::string> words = order(authority_, nobody);
  words.push_back("--no-photo");
  const bool made = run_card_program(std::move(words));
  std::error_code ignored;
  fs::remove(nobody, ignored);
  return made;
}

fs::path CardWorkshop::issue(const fs::path& picture) {
  const fs::path card = folder_ / ("me-" + std::to_string(++made_) + ".card");
  std::vector<std::string> words = order(authority_, card);
  words.push_back("--photo");
  words.push_back(picture.string());
  return run_card_program(std::move(words)) ? card : fs::path{};
}

bool CardWorkshop::keep(const fs::path& card, const fs::path& folder) const {
  std::error_code failed;
  // A card file holds a photo and keys: a folder made for it is its owner's alone.
  if (fs::create_directories(folder, failed)) fs::permissions(folder, fs::perms::owner_all, failed);
  if (!failed) fs::copy(card, folder / "my.card", fs::copy_options::overwrite_existing, failed);
  constexpr auto all_anew = fs::copy_options::recursive | fs::copy_options::overwrite_existing;
  if (!failed) fs::copy(authority_, folder / "authority", all_anew, failed);
  return !failed;
}

CardWorkshop::Start CardWorkshop::begin(PluggedCamera& camera) {
  if (work_.valid()) return Start::busy;
  work_ = std::async(std::launch::async, [this, &camera]() -> Made {
    const auto frame = camera.picture();
    if (!frame) return {{}, "no picture: " + vision::describe(frame.error())};
    const fs::path picture = folder_ / "picture.png";
    const bool written = write_picture(frame.value()->image, picture);
    Made made{written ? issue(picture) : fs::path{}, {}};
    std::error_code ignored;
    fs::remove(picture, ignored);
    made.words = made.card.empty() ? "no card could be made: one face must be in the picture, near and well lit"
                                   : "a card with your picture is made; I puts it in";
    return made;
  });
  return Start::begun;
}

std::optional<CardWorkshop::Made> CardWorkshop::finished() {
  if (!work_.valid() || work_.wait_for(std::chrono::seconds{0}) != std::future_status::ready) return std::nullopt;
  return work_.get();
}

}  // namespace kiosk::apps
