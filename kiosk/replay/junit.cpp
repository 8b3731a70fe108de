#include "kiosk/replay/junit.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace kiosk::replay {
namespace {

std::string seconds_of(const nlohmann::ordered_json& scenario) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", scenario.value("wall_seconds", 0.0));
  return text;
}

std::string failure_text(const nlohmann::ordered_json& failure) {
  std::string text = "line " + std::to_string(failure.value("line", 0)) + ": " + failure.value("words", "") +
                     "\n\nThe screen at that moment, " + failure.value("screen", "") + ":\n";
  for (const auto& line : failure.at("screen_words")) text += "  " + line.get<std::string>() + "\n";
  return text;
}

std::string outcome_of(const nlohmann::ordered_json& scenario) {
  const std::string status = scenario.value("status", "");
  if (status == "passed") return "";
  if (status == "failed") {
    const auto& failure = scenario.at("failures").at(0);
    return "      <failure message=\"" + escaped(failure.value("words", "")) + "\">" + escaped(failure_text(failure)) +
           "</failure>\n";
  }
  const std::string problem = scenario.value("problem", "");
  return "      <error type=\"" + escaped(status) + "\" message=\"" + escaped(problem) + "\">" + escaped(problem) +
         "</error>\n";
}

}  // namespace

std::string escaped(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? '?' : c;
    }
  }
  return safe;
}

std::string junit_xml(const nlohmann::ordered_json& report) {
  const auto& counts = report.at("counts");
  const int errors = counts.value("bad-input", 0) + counts.value("crashed", 0) + counts.value("endless", 0);
  const std::string numbers = "tests=\"" + std::to_string(counts.value("scenarios", 0)) + "\" failures=\"" +
                              std::to_string(counts.value("failed", 0)) + "\" errors=\"" + std::to_string(errors) +
                              "\"";
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites " + numbers +
                    ">\n  <testsuite name=\"uketsuke-replay\" " + numbers + ">\n";
  for (const auto& scenario : report.at("scenarios")) {
    xml += "    <testcase classname=\"scenarios\" name=\"" + escaped(scenario.value("scenario", "")) + "\" file=\"" +
           escaped(scenario.value("file", "")) + "\" time=\"" + seconds_of(scenario) + "\"";
    const std::string inside = outcome_of(scenario);
    xml += inside.empty() ? "/>\n" : ">\n" + inside + "    </testcase>\n";
  }
  return xml + "  </testsuite>\n</testsuites>\n";
}

}  // namespace kiosk::replay
