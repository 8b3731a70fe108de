// evaluate: error rates over a list of pairs, by group, with an HTML report; and thresholds derived from them.
#include <openssl/evp.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <thread>

#include "tools/face/card_photo.h"
#include "tools/face/commands.h"
#include "tools/face/error_rates.h"
#include "tools/face/report.h"
#include "vision/portrait.h"

namespace face {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

struct Pair {
  std::string a, b, group;
  bool same = false;
};

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, ',');) {
    while (!cell.empty() && (cell.back() == '\r' || cell.back() == ' ')) cell.pop_back();
    cells.push_back(cell);
  }
  return cells;
}

base::Result<std::vector<Pair>, std::string> read_pairs(const std::string& path) {
  std::ifstream in(path);
  if (!in) return "there is no file " + path;
  std::vector<Pair> pairs;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    const auto cells = cells_of(line);
    if (cells.empty() || (number == 1 && cells[0] == "path_a")) continue;
    const bool known =
        cells.size() >= 3 && (cells[2] == "1" || cells[2] == "0" || cells[2] == "true" || cells[2] == "false");
    if (!known || cells.size() > 4)
      return path + " line " + std::to_string(number) + " is not path_a,path_b,same[,group] with same 1 or 0";
    const auto beside = [&](const std::string& p) {
      return fs::path(p).is_absolute() || fs::exists(p) ? p : (fs::path(path).parent_path() / p).string();
    };
    pairs.push_back(
        {beside(cells[0]), beside(cells[1]), cells.size() > 3 ? cells[3] : "", cells[2] == "1" || cells[2] == "true"});
  }
  if (pairs.empty()) return path + " holds no pair";
  return pairs;
}

/// A picture used as a live frame, as a reference from itself, or as a reference through a card photo.
enum class Use { probe, reference, card };
using Task = std::pair<std::string, Use>;
using Vectors = std::map<Task, std::optional<vision::FaceEmbeddings>>;

std::optional<vision::FaceEmbeddings> embed(vision::DlibFaceAnalyzer& analyzer, const Task& task) {
  auto image = vision::load_picture(task.first);
  if (!image) return std::nullopt;
  if (task.second == Use::reference) {
    auto reference = analyzer.reference_from(image.value());
    if (reference) return reference.value().embeddings;
    // A second, smaller face refuses a card photo; a press picture is taken by its largest face.
  }
  auto face = analyzer.examine(image.value());
  if (!face) return std::nullopt;
  if (task.second != Use::card) return face.value().embeddings;
  auto bytes = card_photo(image.value(), face.value());
  if (!bytes) return std::nullopt;
  auto reference = vision::reference_from_portrait(analyzer, bytes.value());
  if (!reference) return std::nullopt;
  return reference.value().embeddings;
}

/// One small file for each picture and use; a run that was stopped goes on where it was.
class Cache {
 public:
  Cache(const std::string& folder, const vision::ModelFiles& files)
      : folder_(folder), models_(files.first_model.substr(0, 12) + files.second_model.substr(0, 12)) {
    std::error_code ignored;
    if (!folder_.empty()) fs::create_directories(folder_, ignored);
  }

  bool find(const Task& task, std::optional<vision::FaceEmbeddings>& vectors) const {
    if (folder_.empty()) return false;
    std::ifstream in(file_of(task), std::ios::binary);
    std::vector<float> numbers(640);
    char acquired = 0;
    if (!in.read(&acquired, 1)) return false;
    if (acquired == 0) return vectors.reset(), true;
    if (!in.read(reinterpret_cast<char*>(numbers.data()), 640 * sizeof(float))) return false;
    vectors = vision::FaceEmbeddings{{numbers.begin(), numbers.begin() + 128}, {numbers.begin() + 128, numbers.end()}};
    return true;
  }

  void keep(const Task& task, const std::optional<vision::FaceEmbeddings>& vectors) const {
    if (folder_.empty()) return;
    const auto file = file_of(task);
    const auto part = file.string() + ".part";
    std::ofstream out(part, std::ios::binary);
    out.put(vectors ? 1 : 0);
    if (vectors)
      for (const auto* v : {&vectors->first, &vectors->second})
        out.write(reinterpret_cast<const char*>(v->data()), static_cast<std::streamsize>(v->size() * sizeof(float)));
    out.close();
    std::error_code ignored;
    fs::rename(part, file, ignored);
  }

 private:
  fs::path file_of(const Task& task) const {
    std::error_code ignored;
    const auto size = fs::file_size(task.first, ignored);
    const auto changed = fs::last_write_time(task.first, ignored).time_since_epoch().count();
    // Bumped whenever the way from picture to vector changes.
    constexpr const char* recipe = "3";
    std::ostringstream key;
    key << recipe << models_ << fs::absolute(task.first).string() << size << changed << static_cast<int>(task.second);
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    const std::string text = key.str();
    EVP_Digest(text.data(), text.size(), sum, &length, EVP_sha256(), nullptr);
    std::ostringstream name;
    for (int i = 0; i < 16; ++i) name << std::hex << (sum[i] >> 4) << (sum[i] & 15);
    return folder_ / name.str();
  }
  fs::path folder_;
  std::string models_;
};

/// Embeds every picture once, on both cores.
Vectors embed_all(const std::set<Task>& tasks, const Cache& cache, const vision::ModelFiles& files) {
  const std::vector<Task> list(tasks.begin(), tasks.end());
  Vectors all;
  std::mutex guard;
  std::atomic<std::size_t> next{0}, finished{0};
  const auto work = [&] {
    std::unique_ptr<vision::DlibFaceAnalyzer> analyzer;
    for (std::size_t i = next++; i < list.size(); i = next++) {
      std::optional<vision::FaceEmbeddings> vectors;
      if (!cache.find(list[i], vectors)) {
        if (!analyzer) {
          auto loaded = vision::DlibFaceAnalyzer::load(files);
          if (!loaded) return;
          analyzer = std::move(loaded).value();
        }
        vectors = embed(*analyzer, list[i]);
        cache.keep(list[i], vectors);
      }
      const std::lock_guard lock(guard);
      all[list[i]] = std::move(vectors);
      if (++finished % 50 == 0) std::cerr << "  " << finished << " of " << list.size() << " pictures" << std::endl;
    }
  };
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) threads.emplace_back(work);
  }
  return all;
}

std::string identity_of(const std::string& path) { return fs::path(path).parent_path().string(); }

Json json_of(const Rates& rates) {
  const auto maybe = [](const std::optional<double>& v) { return v ? Json(*v) : Json(nullptr); };
  Json json{{"pairs", rates.pairs},
            {"genuine", rates.genuine},
            {"impostor", rates.impostor},
            {"failed_to_acquire", rates.failed_to_acquire},
            {"eer", maybe(rates.eer)},
            {"threshold", rates.threshold},
            {"far", rates.far},
            {"frr", rates.frr},
            {"far_95", {rates.far_between.low, rates.far_between.high}},
            {"frr_95", {rates.frr_between.low, rates.frr_between.high}},
            {"frr_at_far",
             {{"0.01", maybe(rates.frr_at_far[0])},
              {"0.001", maybe(rates.frr_at_far[1])},
              {"0.0001", maybe(rates.frr_at_far[2])}}}};
  if (rates.eer_between) json["eer_95"] = {rates.eer_between->low, rates.eer_between->high};
  return json;
}

void print(const std::string& name, const Rates& r) {
  const auto percent = [](const std::optional<double>& v) {
    char text[32];
    return v ? (std::snprintf(text, sizeof text, "%.2f %%", *v * 100), std::string(text))
             : std::string("too few pairs");
  };
  std::printf("%s: %ld same, %ld different, %ld without a face\n", name.c_str(), r.genuine, r.impostor,
              r.failed_to_acquire);
  std::printf("  EER %s", percent(r.eer).c_str());
  if (r.eer_between) std::printf(" (95 %%: %.2f to %.2f %%)", r.eer_between->low * 100, r.eer_between->high * 100);
  std::printf("; FRR at FAR 1 %% %s, 0.1 %% %s, 0.01 %% %s\n", percent(r.frr_at_far[0]).c_str(),
              percent(r.frr_at_far[1]).c_str(), percent(r.frr_at_far[2]).c_str());
  std::printf("  at the threshold %.3f: FAR %.3f %% (%.3f to %.3f), FRR %.2f %% (%.2f to %.2f)\n", r.threshold,
              r.far * 100, r.far_between.low * 100, r.far_between.high * 100, r.frr * 100, r.frr_between.low * 100,
              r.frr_between.high * 100);
}

int print_row(const std::vector<Comparison>& pairs, const vision::ThresholdRow& shipped,
              const vision::ModelFiles& files, const EvaluateWishes& wishes) {
  const auto impostors = std::count_if(pairs.begin(), pairs.end(), [](const Comparison& c) { return !c.same; });
  if (static_cast<double>(impostors) * wishes.derive_at_far < 3)
    return refuse("too few pairs of different people for that rate; it needs at least " +
                  std::to_string(static_cast<long>(3 / wishes.derive_at_far)));
  std::ostringstream target;
  target << "FAR " << wishes.derive_at_far * 100 << " % on " << fs::path(wishes.pairs).stem().string() << " ("
         << impostors << " pairs of different people), "
         << (wishes.reference == Reference::card ? "card-like references" : "pictures");
  const double accept = threshold_at_far(pairs, wishes.derive_at_far);
  const Json row{{"name", "card-photo"},
                 {"target", target.str()},
                 {"first_model", files.first_model},
                 {"second_model", files.second_model},
                 {"accept_second", std::round(accept * 1000) / 1000},
                 {"veto_first", shipped.veto_first},
                 {"reject_second", std::round((accept + 0.08) * 1000) / 1000}};
  std::cout << Json{{"rows", {row}}}.dump(2) << '\n';
  return 0;
}

}  // namespace

int evaluate(const EvaluateWishes& wishes) {
  auto pairs = read_pairs(wishes.pairs);
  if (!pairs) return refuse(pairs.error());
  auto files = vision::find_models();
  if (!files) return refuse(files.error());
  vision::ThresholdRow row;
  row.veto_first = 0.65F;
  auto found = vision::row_for(all_rows(), "card-photo", files.value().first_model, files.value().second_model);
  if (found) row = found.value();
  if (!found && wishes.derive_at_far <= 0) return refuse(found.error());
  std::set<Task> tasks;
  const Use use_a = wishes.reference == Reference::card ? Use::card : Use::reference;
  for (const Pair& pair : pairs.value()) {
    for (const std::string& path : {pair.a, pair.b})
      if (!fs::is_regular_file(path)) return refuse("there is no picture " + path);
    tasks.insert({pair.a, use_a});
    tasks.insert({pair.b, Use::probe});
  }
  const Vectors vectors = embed_all(tasks, Cache(wishes.cache, files.value()), files.value());
  if (vectors.size() < tasks.size()) return refuse("the analyzer could not be loaded");
  std::vector<Comparison> all;
  std::map<std::string, std::vector<Comparison>> groups;
  for (const Pair& pair : pairs.value()) {
    Comparison c{pair.same, std::nullopt, identity_of(pair.a), identity_of(pair.b), pair.group, pair.a, pair.b};
    const auto &a = vectors.at({pair.a, use_a}), &b = vectors.at({pair.b, Use::probe});
    if (a && b) c.distance = decision_distance(*a, *b, row.veto_first);
    if (!pair.group.empty()) groups[pair.group].push_back(c);
    all.push_back(std::move(c));
  }
  if (wishes.derive_at_far > 0) return print_row(all, row, files.value(), wishes);
  const auto threshold = static_cast<double>(row.accept_second);
  const Rates overall = rates_of(all, threshold);
  std::map<std::string, Rates> by_group;
  for (const auto& [name, members] : groups) by_group[name] = rates_of(members, threshold);
  if (!wishes.report.empty()) {
    const std::string trouble = write_report(wishes.report, all, overall, by_group, row);
    if (!trouble.empty()) return refuse(trouble);
  }
  if (wishes.output == Output::json) {
    Json json = json_of(overall);
    json["target"] = row.target;
    json["groups"] = Json::object();
    for (const auto& [name, rates] : by_group) json["groups"][name] = json_of(rates);
    std::cout << json.dump() << '\n';
  } else {
    print("all", overall);
    for (const auto& [name, rates] : by_group) print(name, rates);
    if (!wishes.report.empty()) std::cout << "report: " << (fs::path(wishes.report) / "index.html").string() << '\n';
  }
  return 0;
}

}  // namespace face
