#include "kiosk/replay/story_json.h"

#include <array>
#include <cmath>

#include "kiosk/checkin/names.h"

namespace kiosk::replay {
namespace {

using Json = nlohmann::ordered_json;

double to_thousandths(double value) { return std::round(value * 1000.0) / 1000.0; }

Json json_of_failure(const Failure& failure) {
  Json json;
  json["line"] = failure.line;
  json["words"] = failure.words;
  json["at"] = to_thousandths(failure.at);
  json["screen"] = failure.screen;
  json["screen_words"] = failure.screen_words;
  return json;
}

Json json_of_look(const TimedDecision& look) {
  Json json;
  json["at"] = to_thousandths(look.at);
  json["frame"] = look.frame;
  json["verdict"] = vision::name_of(look.decision.verdict);
  json["good_frames"] = look.decision.good_frames;
  if (look.decision.distances) {
    json["second"] = to_thousandths(static_cast<double>(look.decision.distances->second));
    json["first"] = to_thousandths(static_cast<double>(look.decision.distances->first));
  }
  json["hint"] = vision::name_of(look.decision.hint);
  if (look.decision.prompt) json["prompt"] = vision::name_of(*look.decision.prompt);
  return json;
}

Json screens_of(const Chronicle& chronicle) {
  Json all = Json::array();
  for (const ShownScreen& shown : chronicle.shown()) {
    all.push_back({{"at", to_thousandths(shown.at)},
                   {"screen", shown.screen.id},
                   {"language", screens::language_of(shown.screen, shown.presentation)},
                   {"words", shown.words}});
  }
  return all;
}

}  // namespace

std::string_view name_of(ScenarioStatus status) {
  static constexpr std::array<std::string_view, 5> names = {"passed", "failed", "bad-input", "crashed", "endless"};
  return names[static_cast<std::size_t>(status)];
}

Json json_of_unplayed(const std::string& name, const std::string& file, ScenarioStatus status,
                      const std::string& message, int line) {
  Json json;
  json["scenario"] = name;
  json["file"] = file;
  json["title"] = name;
  json["status"] = name_of(status);
  json["problem"] = message;
  json["line"] = line;
  json["outcome"] = name_of(Ending::error);
  json["verified_by"] = nullptr;
  return json;
}

Json json_of_played(const std::string& name, const std::string& file, const std::string& title,
                    const PlayedStory& played) {
  static constexpr std::array<std::string_view, 3> faces = {"none", "recorded video", "recorded observations"};
  Json json;
  json["scenario"] = name;
  json["file"] = file;
  json["title"] = title;
  json["status"] = name_of(played.failures.empty() ? ScenarioStatus::passed : ScenarioStatus::failed);
  json["faces"] = faces[static_cast<std::size_t>(played.faces)];
  json["outcome"] = name_of(played.outcome.ending);
  json["verified_by"] = nullptr;
  if (played.outcome.verified_by) json["verified_by"] = checkin::name_of(*played.outcome.verified_by);
  json["seconds"] = to_thousandths(played.outcome.seconds);
  json["frames"] = played.outcome.frames;
  json["failures"] = Json::array();
  for (const Failure& failure : played.failures) json["failures"].push_back(json_of_failure(failure));
  json["screens"] = screens_of(played.chronicle);
  json["deeds"] = Json::array();
  for (const Deed& deed : played.chronicle.deeds()) {
    json["deeds"].push_back({{"at", to_thousandths(deed.at)}, {"who", deed.who}, {"words", deed.words}});
  }
  json["recoveries"] = Json::array();
  for (const Recovery& recovery : played.recoveries) {
    json["recoveries"].push_back({{"after", recovery.after},
                                  {"limit_seconds", to_thousandths(recovery.limit)},
                                  {"seconds", to_thousandths(recovery.seconds)}});
  }
  json["notes"] = played.chronicle.incidents();
  json["staff_called"] = played.chronicle.staff_was_called();
  json["looks"] = Json::array();
  for (const TimedDecision& look : played.chronicle.decisions()) json["looks"].push_back(json_of_look(look));
  if (!played.chronicle.decisions().empty()) {
    const auto& last = played.chronicle.decisions().back().decision;
    json["accept_second"] = to_thousandths(static_cast<double>(last.accept_second));
    json["veto_first"] = to_thousandths(static_cast<double>(last.veto_first));
    json["liveness"] = last.liveness.words;
  }
  json["wall_machine_milliseconds"] = std::round(static_cast<double>(played.machine_time.count()) / 100.0) / 10.0;
  return json;
}

Json json_of_report(const Json& scenarios) {
  Json counts{{"scenarios", scenarios.size()}};
  for (const auto status : {ScenarioStatus::passed, ScenarioStatus::failed, ScenarioStatus::bad_input,
                            ScenarioStatus::crashed, ScenarioStatus::endless}) {
    const auto name = name_of(status);
    std::size_t count = 0;
    for (const auto& one : scenarios) count += one.at("status") == name ? 1 : 0;
    counts[std::string(name)] = count;
  }
  return Json{{"report", "uketsuke-replay"}, {"version", report_version}, {"counts", counts}, {"scenarios", scenarios}};
}

}  // namespace kiosk::replay
