// uketsuke-face evaluate on Debian's sample people, and the row that it derives in use.
#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/own_folder.h"
#include "tests/support/run_program.h"
#include "tests/vision/sample_faces.h"
#include "vision/dlib_reference.h"

using nlohmann::json;
using support::run_program;

namespace {

const std::string program = UKETSUKE_PROGRAMS_DIR "/uketsuke-face";

/// Three pictures of each of three people: nine pairs of one person, 27 of two.
std::string pairs_of_three_people(const std::filesystem::path& folder) {
  const auto file = folder / "pairs.csv";
  std::ofstream out(file);
  out << "path_a,path_b,same,group\n";
  std::vector<std::pair<int, std::filesystem::path>> pictures;
  for (int who = 0; who < 3; ++who)
    for (int i = 0; i < 3; ++i)
      pictures.emplace_back(
          who, sample::pictures_of(sample::people[static_cast<std::size_t>(who)])[static_cast<std::size_t>(i)]);
  for (std::size_t i = 0; i < pictures.size(); ++i)
    for (std::size_t k = 0; k < i; ++k)
      out << pictures[i].second.string() << ',' << pictures[k].second.string() << ','
          << (pictures[i].first == pictures[k].first) << ",sample\n";
  return file.string();
}

/// The models in a folder of their own, which may hold a thresholds.json.
std::filesystem::path own_models(const std::filesystem::path& folder) {
  const auto models = folder / "models";
  std::filesystem::create_directories(models);
  for (const auto& entry : std::filesystem::directory_iterator(vision::models_folder()))
    if (entry.is_regular_file() && entry.path().filename() != "thresholds.json")
      std::filesystem::create_symlink(entry.path(), models / entry.path().filename());
  return models;
}

support::ProgramRun with_models(const std::filesystem::path& models, std::vector<std::string> words) {
  words.insert(words.begin(), {"env", "UKETSUKE_MODELS=" + models.string(), program});
  return run_program(words);
}

}  // namespace

TEST_CASE("evaluate counts pairs, prints every agreed key, and goes on from its cache") {
  const support::OwnFolder folder;
  const auto pairs = pairs_of_three_people(folder.path());
  const auto cache = (folder.path() / "cache").string();
  const auto models = own_models(folder.path());
  const auto run = with_models(models, {"evaluate", pairs, "--json", "--cache", cache});
  REQUIRE(run.status == 0);
  const json rates = json::parse(run.output);
  for (const char* key :
       {"pairs", "genuine", "impostor", "failed_to_acquire", "eer", "threshold", "far", "frr", "frr_at_far", "groups"})
    CHECK_MESSAGE(rates.contains(key), key);
  CHECK(rates["genuine"] == 9);
  CHECK(rates["impostor"] == 27);
  CHECK(rates["eer"] == 0);
  CHECK(rates["groups"]["sample"]["pairs"] == 36);
  CHECK(with_models(models, {"evaluate", pairs, "--json", "--cache", cache}).output == run.output);
}

TEST_CASE("a row derived from one's own pairs decides from then on; a damaged one is told, not passed over") {
  const support::OwnFolder folder;
  const auto pairs = pairs_of_three_people(folder.path());
  const auto models = own_models(folder.path());
  const auto derived = with_models(models, {"evaluate", pairs, "--derive-at-far", "0.2"});
  REQUIRE(derived.status == 0);
  const json row = json::parse(derived.output)["rows"][0];
  CHECK(row["target"].get<std::string>().find("27 pairs of different people") != std::string::npos);
  const auto two = sample::pictures_of("John_Simm");
  const auto compare = [&] { return with_models(models, {"compare", two[0].string(), two[1].string(), "--json"}); };
  CHECK(json::parse(compare().output)["accept_second"] != row["accept_second"]);
  std::ofstream(models / "thresholds.json") << derived.output;
  CHECK(json::parse(compare().output)["accept_second"].get<float>() ==
        doctest::Approx(row["accept_second"].get<float>()));

  std::ofstream(models / "thresholds.json") << "{\"rows\": [";
  const auto damaged = compare();
  CHECK(damaged.status == 2);
  CHECK(damaged.output.find("thresholds.json") != std::string::npos);
  CHECK(damaged.output.find("derive them again") != std::string::npos);
  const auto kiosk =
      run_program({"env", "UKETSUKE_MODELS=" + models.string(), UKETSUKE_PROGRAMS_DIR "/uketsuke-kiosk", "--insurer",
                   "http://127.0.0.1:9", "--records", (folder / "visits.db").string(), "--self-test"});
  CHECK(kiosk.output.find("thresholds.json") != std::string::npos);
}

TEST_CASE(
    "another dlib .dat of the same network is a drop-in: refused until a threshold is derived for it, then used") {
  const support::OwnFolder folder;
  // Other weights: those of everybody, a little off.
  auto floats = vision::DlibReferenceNetwork::from_dat(sample::models().first_network_dat).value().floats();
  for (std::size_t i = 0; i < floats.size(); i += 7) floats[i] *= 1.001F;
  const auto dat = folder / "own.dat";
  REQUIRE(vision::DlibReferenceNetwork::from_floats(floats).value().save_dat(dat));
  std::filesystem::create_directory_symlink(sample::cache_folder() / "downloads", folder / "downloads");
  const auto models = folder / "models";
  const auto made = run_program(
      {UKETSUKE_PROGRAMS_DIR "/uketsuke-models", "--to", models.string(), "--face-recognition-dat", dat.string()});
  REQUIRE_MESSAGE(made.status == 0, made.output);
  const auto two = sample::pictures_of("John_Simm");
  const auto compare = [&] { return with_models(models, {"compare", two[0].string(), two[1].string()}); };
  const auto refused = compare();
  CHECK(refused.status == 2);
  CHECK(refused.output.find("no threshold has been measured for these face models") != std::string::npos);
  const auto derived =
      with_models(models, {"evaluate", pairs_of_three_people(folder.path()), "--derive-at-far", "0.2"});
  REQUIRE(derived.status == 0);
  std::ofstream(models / "thresholds.json") << derived.output;
  const auto used = compare();
  CHECK(used.status == 0);
  CHECK(used.output.find("the same person") == 0);
}

TEST_CASE("a centre is refused of fewer than 22 people, and a rate of fewer strangers than it needs") {
  const support::OwnFolder folder;
  const auto pairs = pairs_of_three_people(folder.path());
  const auto models = own_models(folder.path());
  const auto centre = with_models(models, {"evaluate", pairs, "--centre"});
  CHECK(centre.status == 2);
  CHECK(centre.output.find("at least 22 people") != std::string::npos);
  const auto rate = with_models(models, {"evaluate", pairs, "--derive-at-far", "0.001"});
  CHECK(rate.status == 2);
  CHECK(rate.output.find("at least 3000") != std::string::npos);
}

TEST_CASE("a list of pairs that is none is refused with its line") {
  const support::OwnFolder folder;
  const auto file = folder.path() / "pairs.csv";
  const auto told = [&](const std::string& text) {
    std::ofstream(file) << text;
    const auto run = run_program({program, "evaluate", file.string()});
    CHECK(run.status == 2);
    return run.output;
  };
  CHECK(told("").find("holds no pair") != std::string::npos);
  CHECK(told("path_a,path_b,same\na.jpg,b.jpg,perhaps\n").find("line 2") != std::string::npos);
  CHECK(told("a.jpg,b.jpg,1\n").find("there is no picture") != std::string::npos);
  CHECK(run_program({program, "evaluate", "/nowhere.csv"}).output.find("there is no file /nowhere.csv") !=
        std::string::npos);
}
