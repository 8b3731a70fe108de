// uketsuke-card: makes, shows and presents virtual My Number cards, and looks at cards in a reader.
#include <cstdio>

#include "tools/card/commands.h"

namespace card_tool {

void complain(Outcome& outcome, int status, const std::string& sentence) {
  std::fprintf(stderr, "uketsuke-card: %s\n", sentence.c_str());
  outcome.status = status;
}

}  // namespace card_tool

int main(int count, char** words) {
  CLI::App program{
      "Makes, shows and presents virtual My Number cards. The people on them are invented, and nothing they\n"
      "sign means anything outside this project's own test authority.",
      "uketsuke-card"};
  program.footer(
      "Examples:\n"
      "  uketsuke-card issue --name '受付　花子' --birth 1980-02-17 --sex female --photo hanako.jpg -o hanako.card\n"
      "  uketsuke-card show hanako.card\n"
      "  uketsuke-card insert hanako.card                 # into the first reader of Debian's vpcd\n"
      "  uketsuke-card insert hanako.card --private       # with a card service of its own\n"
      "'uketsuke-card COMMAND --help' tells more of each command.");
  program.require_subcommand(1);
  card_tool::Outcome outcome;
  card_tool::add_authority(program, outcome);
  card_tool::add_issue(program, outcome);
  card_tool::add_show(program, outcome);
  card_tool::add_insert(program, outcome);
  card_tool::add_probe(program, outcome);
  card_tool::add_tamper(program, outcome);
  card_tool::add_front(program, outcome);
  card_tool::add_bench(program, outcome);
  try {
    program.parse(count, words);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : 2;
  }
  return outcome.status;
}
