// uketsuke-shots: every screen as a picture, in every language, without a display.
#include <CLI/CLI.hpp>
#include <iostream>

#include "tools/shots/shots.h"

int main(int argc, char** argv) {
  CLI::App app{"Draws every screen of the kiosk as PNG pictures and contact sheets, without a display."};
  shots::Choice choice;
  app.add_option("--to", choice.folder, "Folder for the pictures")->capture_default_str();
  app.add_option("--language", choice.languages, "Only these languages (ja, ja-easy, en, zh-Hans, ...)");
  app.add_option("--screen", choice.screens, "Only screens whose name begins so (method, letter.name, ...)");
  app.add_option("--orientation", choice.orientations, "portrait, landscape, small (1280x720)")->capture_default_str();
  app.add_option("--text-size", choice.text_sizes, "100, 125, 150")->capture_default_str();
  app.add_option("--theme", choice.themes, "normal, high")->capture_default_str();
  app.add_option("--position", choice.positions, "normal, low")->capture_default_str();
  app.add_option("--assets", choice.assets, "The assets folder")->capture_default_str();
  app.add_flag("--sheets-only", choice.sheets_only, "Only the contact sheets, no picture of each screen");
  app.add_flag("--list", choice.list_only, "Only the names of the screens");
  app.footer(
      "Examples:\n"
      "  uketsuke-shots --to pictures                              everything (13 languages, two orientations)\n"
      "  uketsuke-shots --language my --text-size 150 --sheets-only\n"
      "  uketsuke-shots --screen face --theme high --position low\n"
      "Exit status: 0 all drawn, 1 a screen does not fit, 2 bad input.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return shots::run(choice, std::cout, std::cerr);
}
