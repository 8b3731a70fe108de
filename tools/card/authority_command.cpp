// uketsuke-card authority: makes the keys of the simulated issuers.
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "tools/card/authority_place.h"
#include "tools/card/commands.h"

namespace card_tool {

std::filesystem::path usual_authority() {
  if (const char* given = std::getenv("UKETSUKE_AUTHORITY"); given != nullptr && *given != '\0') return given;
  if (const char* place = std::getenv("XDG_DATA_HOME"); place != nullptr && *place != '\0') {
    return std::filesystem::path(place) / "uketsuke" / "authority";
  }
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home != nullptr ? home : "/tmp") / ".local" / "share" / "uketsuke" / "authority";
}

base::Result<cardreader::CardAuthority, cardreader::CardError> open_or_create_authority(
    const std::filesystem::path& folder) {
  std::error_code error;
  if (std::filesystem::exists(folder, error)) return cardreader::CardAuthority::open(folder);
  std::fprintf(stderr, "Making the keys of a test authority in %s ...\n", folder.c_str());
  return cardreader::CardAuthority::create(folder);
}

void add_authority(CLI::App& program, Outcome& outcome) {
  auto* command = program.add_subcommand("authority", "Make the keys and certificates of a simulated card authority");
  auto folder = std::make_shared<std::string>(usual_authority().string());
  command->add_option("folder", *folder, "A new folder for them")->capture_default_str();
  command->footer("Examples:\n  uketsuke-card authority\n  uketsuke-card authority /tmp/another-authority");
  command->callback([folder, &outcome] {
    const auto made = cardreader::CardAuthority::create(*folder);
    if (!made) return complain(outcome, 2, made.error().detail);
    std::printf("The authority's keys and certificates are in %s\n", folder->c_str());
  });
}

}  // namespace card_tool
