#include "kiosk/screens/catalog.h"

#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

using namespace kiosk::screens;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

const fs::path texts = fs::path(UKETSUKE_SOURCE_DIR) / "assets" / "text";

Catalog catalog(const std::string& language) { return Catalog::load(texts / (language + ".json")).value(); }

/// A copy of the English catalogue with one change, in a folder of this process.
struct ChangedCatalog {
  explicit ChangedCatalog(const std::function<void(nlohmann::json&)>& change)
      : file(fs::temp_directory_path() / ("uketsuke-catalog-" + std::to_string(getpid()) + ".json")) {
    auto json = nlohmann::json::parse(std::ifstream(texts / "en.json"));
    change(json);
    std::ofstream(file) << json;
  }
  ~ChangedCatalog() { fs::remove(file); }
  fs::path file;
};

}  // namespace

TEST_CASE("dates are written in eras with the western year in Japanese, and western in English, in one line") {
  const Words words{"letter.date-reads", {{"date", kiosk::checkin::Date{1964y / std::chrono::October / 10}}}};
  CHECK(catalog("ja").text(words) == "昭和39年10月10日(1964年)");
  CHECK(catalog("en").text(words) == "10\u00A0October\u00A01964");
  const Words first_day{"letter.date-reads", {{"date", kiosk::checkin::Date{2019y / std::chrono::May / 1}}}};
  CHECK(catalog("ja").text(first_day) == "令和元年5月1日(2019年)");
}

TEST_CASE("plurals follow the language") {
  const auto tries = [](std::int64_t left) { return Words{"pin.tries", {{"tries", left}}}; };
  CHECK(catalog("en").text(tries(1)) == "You can try 1 time");
  CHECK(catalog("en").text(tries(3)) == "You can try 3 times");
  CHECK(catalog("ja").text(tries(3)) == "残り3回入力できます");
}

TEST_CASE("what a placeholder is filled with is never read as a pattern") {
  const Words words{"insurer.name", {{"name", std::string("{0} '{' 組合")}}};
  CHECK(catalog("ja").text(words) == "{0} '{' 組合");
}

TEST_CASE("a missing key is named, with its file") {
  const ChangedCatalog changed([](auto& json) { json["texts"].erase("welcome.title"); });
  const auto loaded = Catalog::load(changed.file);
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().problem == CatalogProblem::missing_key);
  CHECK(loaded.error().detail.find("welcome.title") != std::string::npos);
}

TEST_CASE("a key that no screen uses is refused") {
  const ChangedCatalog changed([](auto& json) { json["texts"]["welcome.tittle"] = "x"; });
  CHECK(Catalog::load(changed.file).error().problem == CatalogProblem::unknown_key);
}

TEST_CASE("a broken pattern is found when the catalogue is loaded, not when it is shown") {
  const ChangedCatalog changed([](auto& json) { json["texts"]["pin.tries"] = "{tries, plural, one {"; });
  CHECK(Catalog::load(changed.file).error().problem == CatalogProblem::broken_pattern);
}

TEST_CASE("a misspelt kind of placeholder is found when the catalogue is loaded") {
  const ChangedCatalog changed([](auto& json) { json["texts"]["pin.tries"] = "{tries, plurel, other {#}}"; });
  CHECK(Catalog::load(changed.file).error().problem == CatalogProblem::broken_pattern);
}

TEST_CASE("a file that is no catalogue, or is not there, is an error and not a crash") {
  CHECK(Catalog::load(texts / "xx.json").error().problem == CatalogProblem::cannot_read);
  CHECK(Catalog::load(fs::path(UKETSUKE_SOURCE_DIR) / "LICENSE").error().problem == CatalogProblem::not_json);
  for (const char* name : {"language", "reviewed", "text_version"}) {
    const ChangedCatalog changed([&](auto& json) { json[name] = nlohmann::json::array(); });
    const auto loaded = Catalog::load(changed.file);
    CHECK(loaded.error().problem == CatalogProblem::not_json);
    CHECK(loaded.error().detail.find(name) != std::string::npos);
  }
}
