// uketsuke-card authority: makes the keys of the simulated issuers.
#include <cstdio>
#include <memory>

#include "tools/card/authority_place.h"
#include "tools/card/commands.h"

namespace card_tool {

base::Result<cardreader::CardAuthority, cardreader::CardError> open_or_create_authority(
    const std::filesystem::path& folder) {
  std::error_code error;
  if (std::filesystem::exists(folder, error)) return cardreader::CardAuthority::open(folder);
  std::fprintf(stderr, "Making the keys of a test authority in %s ...\n", folder.c_str());
  return cardreader::CardAuthority::create(folder);
}

void add_authority(CLI::App& program, Outcome& outcome) {
  auto* command = program.add_subcommand("authority", "Make the keys and certificates of a simulated card authority");
  auto folder = std::make_shared<std::string>(cardreader::usual_authority_folder().string());
  command->add_option("folder", *folder, "A new folder for them")->capture_default_str();
  command->footer("Examples:\n  uketsuke-card authority\n  uketsuke-card authority /tmp/another-authority");
  command->callback([folder, &outcome] {
    const auto made = cardreader::CardAuthority::create(*folder);
    if (!made) return complain(outcome, 2, made.error().detail);
    std::printf("The authority's keys and certificates are in %s\n", folder->c_str());
  });
}

}  // namespace card_tool
