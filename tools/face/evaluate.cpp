// evaluate: error rates over a list of pairs, by group, with an HTML report; and thresholds derived from them.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tools/face/commands.h"
#include "tools/face/error_rates.h"
#include "tools/face/group_centre.h"
#include "tools/face/picture_vectors.h"
#include "tools/face/report.h"

namespace face {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

/// The first network objects from here on. It is no threshold of its own: it only must not refuse whom the second
/// knows.
constexpr float veto_first = 0.65F;

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

int print_row(const std::vector<Comparison>& pairs, const GroupCentre& centre, const vision::ModelFiles& files,
              const EvaluateWishes& wishes) {
  const auto impostors = std::count_if(pairs.begin(), pairs.end(), [](const Comparison& c) { return !c.same; });
  if (static_cast<double>(impostors) * wishes.derive_at_far < 3)
    return refuse("too few pairs of different people for that rate; it needs at least " +
                  std::to_string(static_cast<long>(3 / wishes.derive_at_far)));
  std::ostringstream target;
  target << "FAR " << wishes.derive_at_far * 100 << " % on " << fs::path(wishes.pairs).stem().string() << " ("
         << impostors << " pairs of different people), "
         << (wishes.reference == Reference::card ? "card-like references" : "pictures");
  if (wishes.centre == Centre::own) target << ", without the centre of these " << centre.people() << " people";
  const double accept = threshold_at_far(pairs, wishes.derive_at_far);
  Json row{{"name", "card-photo"},
           {"target", target.str()},
           {"first_model", files.first_model},
           {"second_model", files.second_model},
           {"accept_second", std::round(accept * 1000) / 1000},
           {"veto_first", veto_first},
           {"reject_second", std::round((accept + 0.08) * 1000) / 1000}};
  if (wishes.centre == Centre::own) {
    row["reference_centre"] = centre.of_all(GroupCentre::Side::reference);
    row["live_centre"] = centre.of_all(GroupCentre::Side::live);
  }
  std::cout << Json{{"rows", {row}}}.dump() << '\n';
  return 0;
}

}  // namespace

int evaluate(const EvaluateWishes& wishes) {
  auto pairs = read_pairs(wishes.pairs);
  if (!pairs) return refuse(pairs.error());
  auto files = vision::find_models();
  if (!files) return refuse(files.error());
  vision::ThresholdRow row;
  row.veto_first = veto_first;
  // A row is derived from the pairs alone; one that is judged must be there.
  if (wishes.derive_at_far <= 0) {
    auto found = vision::threshold_row_for(files.value());
    if (!found) return refuse(found.error());
    row = std::move(found).value();
  }
  std::set<Task> tasks;
  const Use use_a = wishes.reference == Reference::card ? Use::card : Use::reference;
  for (const Pair& pair : pairs.value()) {
    for (const std::string& path : {pair.a, pair.b})
      if (!fs::is_regular_file(path)) return refuse("there is no picture " + path);
    tasks.insert({pair.a, use_a});
    tasks.insert({pair.b, Use::probe});
  }
  const Vectors vectors = vectors_of(tasks, wishes.cache, files.value());
  if (vectors.size() < tasks.size()) return refuse("the analyzer could not be loaded");
  GroupCentre centre;
  for (const auto& [task, found] : vectors)
    if (found)
      centre.add(identity_of(task.first),
                 task.second == Use::probe ? GroupCentre::Side::live : GroupCentre::Side::reference, found->second);
  if (wishes.centre == Centre::own && centre.people() < vision::least_people_of_centre + 2)
    return refuse("a centre needs pictures of at least " + std::to_string(vision::least_people_of_centre + 2) +
                  " people, each in a folder of their own; these pairs have " + std::to_string(centre.people()));
  std::vector<Comparison> all;
  std::map<std::string, std::vector<Comparison>> groups;
  for (const Pair& pair : pairs.value()) {
    Comparison c{pair.same, std::nullopt, identity_of(pair.a), identity_of(pair.b), pair.group, pair.a, pair.b};
    const auto &a = vectors.at({pair.a, use_a}), &b = vectors.at({pair.b, Use::probe});
    if (wishes.centre == Centre::own) {
      row.reference_centre = centre.without(GroupCentre::Side::reference, c.identity_a, c.identity_b);
      row.live_centre = centre.without(GroupCentre::Side::live, c.identity_a, c.identity_b);
    }
    if (a && b) c.distance = decision_distance(*a, *b, row);
    if (!pair.group.empty()) groups[pair.group].push_back(c);
    all.push_back(std::move(c));
  }
  if (wishes.derive_at_far > 0) return print_row(all, centre, files.value(), wishes);
  // Another centre, another scale: the row's threshold says nothing of these distances, but the one of FAR 0.1 % does.
  if (wishes.centre == Centre::own) {
    row.accept_second = static_cast<float>(threshold_at_far(all, 0.001));
    row.target = "FAR 0.1 % on these pairs, without the centre of their people";
  }
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
