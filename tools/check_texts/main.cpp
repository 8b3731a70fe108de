// uketsuke-check-texts: are the catalogues whole? Missing and unknown keys, broken patterns, placeholders that differ
// from the Japanese ones, keys that no screen uses, words that must not appear.
#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <sstream>

#include "kiosk/screens/catalog.h"
#include "kiosk/screens/screens.h"

namespace {

using namespace kiosk::screens;
namespace fs = std::filesystem;

/// Immigration's 在留資格認定証明書 is the "Certificate of Eligibility"; the letter must never be called so.
constexpr std::string_view forbidden_words[] = {"Certificate of Eligibility"};

std::string source_text(const fs::path& folder) {
  std::ostringstream all;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const bool is_source = entry.path().extension() == ".cpp" || entry.path().extension() == ".h";
    if (is_source && entry.path().filename() != "text_keys.h") all << std::ifstream(entry.path()).rdbuf();
  }
  return all.str();
}

int report_unused(const std::string& source) {
  int findings = 0;
  for (const std::string_view key : all_text_keys) {
    if (source.find('"' + std::string(key) + '"') != std::string::npos) continue;
    std::cerr << "text_keys.h: no screen uses \"" << key << "\"\n";
    ++findings;
  }
  return findings;
}

int report_differences(const Catalog& catalog, const Catalog& japanese) {
  int findings = 0;
  for (const std::string_view key : all_text_keys) {
    if (catalog.placeholders(key) != japanese.placeholders(key)) {
      std::cerr << catalog.language() << ".json: \"" << key << "\" has other placeholders than ja.json\n";
      ++findings;
    }
    for (const std::string_view word : forbidden_words) {
      if (catalog.pattern(key).find(word) == std::string::npos) continue;
      std::cerr << catalog.language() << ".json: \"" << key << "\" says \"" << word << "\"\n";
      ++findings;
    }
  }
  return findings;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Checks that every language has every sentence, with the same placeholders, and that all are used."};
  fs::path source = ".";
  app.add_option("source", source, "The project's folder")->check(CLI::ExistingDirectory);
  app.footer("Example:\n  uketsuke-check-texts .\nExit status: 0 all is well, 1 findings, 2 a file cannot be used.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  const auto catalogs = Catalogs::load(source / "assets" / "text");
  if (!catalogs) {
    std::cerr << catalogs.error().detail << '\n';
    return 2;
  }
  int findings = report_unused(source_text(source / "kiosk"));
  for (const std::string_view language : offered_languages()) {
    findings += report_differences(catalogs.value().in(language), catalogs.value().in("ja"));
  }
  std::cout << all_text_keys.size() << " sentences in " << offered_languages().size() << " languages, " << findings
            << " findings\n";
  return findings == 0 ? 0 : 1;
}
