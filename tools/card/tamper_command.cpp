// uketsuke-card tamper: makes a forgery of a genuine card, to see it refused.
#include <cstdio>
#include <memory>
#include <optional>

#include "cardreader/card_forgery.h"
#include "tools/card/commands.h"

namespace card_tool {
namespace {

void tamper(const std::string& path, const std::string& kind, const std::string& other_path, const std::string& output,
            Outcome& outcome) {
  const auto forgery = cardreader::forgery_named(kind);
  if (!forgery) return complain(outcome, 2, "'" + kind + "' is no forgery known here; see uketsuke-card tamper --help");
  auto card = cardreader::load_virtual_card(path);
  if (!card) return complain(outcome, 2, card.error().detail);
  std::optional<cardreader::VirtualCardContents> other;
  if (!other_path.empty()) {
    auto loaded = cardreader::load_virtual_card(other_path);
    if (!loaded) return complain(outcome, 2, loaded.error().detail);
    other = std::move(loaded).value();
  }
  auto forged = cardreader::forge(std::move(card).value(), *forgery, other ? &*other : nullptr);
  if (!forged) return complain(outcome, 2, forged.error().detail + (other ? "" : " (give it with --with)"));
  const auto saved = cardreader::save_virtual_card(forged.value(), output);
  if (!saved) return complain(outcome, 2, saved.error().detail);
  std::printf("%s\n", output.c_str());
}

}  // namespace

void add_tamper(CLI::App& program, Outcome& outcome) {
  auto* command = program.add_subcommand("tamper", "Make a forgery of a card");
  auto words = std::make_shared<std::array<std::string, 4>>();
  command->add_option("card", (*words)[0], "The genuine .card file")->required();
  command
      ->add_option(
          "--forgery", (*words)[1],
          "swapped-photo, swapped-face (both --with), changed-birth, changed-name, copied-files, wrong-issuer,\n"
          "foreign-chain, truncated-face, oversized-face, changed-expiry, other-key")
      ->required();
  command->add_option("--with", (*words)[2], "A second genuine card, for forgeries that swap");
  command->add_option("-o,--output", (*words)[3], "The forged .card file")->required();
  command->footer(
      "Examples:\n  uketsuke-card tamper hanako.card --forgery swapped-photo --with taro.card -o forged.card\n"
      "  uketsuke-card tamper hanako.card --forgery copied-files -o copy.card\n"
      "Expired, revoked and locked cards are made by 'uketsuke-card issue'.");
  command->callback([words, &outcome] { tamper((*words)[0], (*words)[1], (*words)[2], (*words)[3], outcome); });
}

}  // namespace card_tool
