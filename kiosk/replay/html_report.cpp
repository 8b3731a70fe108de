#include "kiosk/replay/html_report.h"

#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>

#include "kiosk/replay/junit.h"
#include "kiosk/replay/timeline_svg.h"

namespace kiosk::replay {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* style = R"(
body{font:15px/1.5 system-ui,"Noto Sans","Noto Sans CJK JP",sans-serif;color:#1d2733;background:#f3f5f8;margin:0 auto;max-width:1140px;padding:24px}
h1{font-size:26px;margin:0 0 4px}h2{font-size:18px;margin:0}
.sums{display:flex;gap:12px;margin:14px 0 20px;flex-wrap:wrap}
.sum{background:#fff;border-radius:10px;padding:10px 18px;box-shadow:0 1px 3px #0002}.sum b{font-size:24px;display:block}
.good b{color:#1d7a3a}.bad b{color:#b3261e}
table{border-collapse:collapse;width:100%;background:#fff;border-radius:10px;overflow:hidden;box-shadow:0 1px 3px #0002;margin-bottom:26px}
td,th{padding:5px 12px;text-align:left;border-top:1px solid #e6eaf0;font-size:14px}td:nth-child(n+3){white-space:nowrap}th{background:#e9eef5;border:0}
article{background:#fff;border-radius:10px;padding:16px 20px;margin:0 0 18px;box-shadow:0 1px 3px #0002}
.tag{font-weight:600;border-radius:6px;padding:1px 9px;font-size:13px;margin-right:8px}
.passed{background:#d5f0dc;color:#14592a}.failed,.crashed,.endless,.bad-input{background:#fbdcd9;color:#8c1d18}
.facts{color:#465363;font-size:13.5px;margin:4px 0 8px}svg{width:100%;height:auto;background:#fbfcfe;border-radius:8px}
.failure{border-left:5px solid #b3261e;background:#fff4f3;padding:8px 14px;margin:8px 0;border-radius:4px}
.failure pre,pre{white-space:pre-wrap;font:12.5px/1.45 ui-monospace,monospace;margin:6px 0 0}
.strip{display:flex;gap:8px;overflow-x:auto;padding:8px 0}.strip figure{margin:0;flex:0 0 auto;width:112px;font-size:11px;color:#465363;overflow-wrap:anywhere}
.strip span{width:112px;height:199px;background-size:cover;border:1px solid #cdd5df;border-radius:5px;display:block}.frames{max-width:100%;border-radius:6px}
summary{cursor:pointer;color:#1f5fae;font-size:13.5px;margin-top:6px}a{color:#1f5fae;text-decoration:none}
)";

std::string seconds_text(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f s", value);
  return text;
}

std::string tag(const std::string& status) { return "<span class='tag " + status + "'>" + status + "</span>"; }

std::string sum(const char* kind, int count, const char* words) {
  return std::string("<div class='sum ") + kind + "'><b>" + std::to_string(count) + "</b>" + words + "</div>";
}

std::string first_difference(const Json& scenario) {
  std::string html;
  for (const auto& failure : scenario.value("failures", Json::array())) {
    std::string screen;
    for (const auto& words : failure.at("screen_words")) screen += words.get<std::string>() + "\n";
    html += "<div class='failure'><b>Line " + std::to_string(failure.value("line", 0)) + ": " +
            escaped(failure.value("words", "")) + "</b><br>At " + seconds_text(failure.value("at", 0.0)) +
            " the screen was <b>" + escaped(failure.value("screen", "")) + "</b>:<pre>" + escaped(screen) +
            "</pre></div>";
  }
  if (scenario.contains("problem")) {
    html +=
        "<div class='failure'><b>" +
        (scenario.value("line", 0) > 0 ? "Line " + std::to_string(scenario.value("line", 0)) + ": " : std::string()) +
        escaped(scenario.value("problem", "")) + "</b></div>";
  }
  return html;
}

std::string facts(const Json& scenario) {
  std::string words = "Outcome <b>" + escaped(scenario.value("outcome", "")) + "</b>";
  if (scenario.contains("verified_by") && scenario.at("verified_by").is_string()) {
    words += ", identified by <b>" + escaped(scenario.at("verified_by").get<std::string>()) + "</b>";
  }
  if (scenario.contains("seconds")) words += " · " + seconds_text(scenario.value("seconds", 0.0)) + " of story";
  words += " · " + seconds_text(scenario.value("wall_seconds", 0.0)) + " of real time";
  if (scenario.contains("faces")) words += " · faces: " + escaped(scenario.value("faces", ""));
  if (!scenario.value("notes", Json::array()).empty()) {
    words += " · noted:";
    for (const auto& note : scenario.at("notes")) words += " " + escaped(note.get<std::string>());
  }
  return "<p class='facts'>" + words + "</p>";
}

/// Screens that look the same, in whichever scenario, are in the page once: as backgrounds of classes.
class PictureBook {
 public:
  /// The class of the picture.
  std::string place(const std::string& webp) {
    return "p" + std::to_string(numbers_.try_emplace(webp, numbers_.size()).first->second);
  }
  std::string style() const {
    std::string css;
    for (const auto& [webp, number] : numbers_) {
      css += ".p" + std::to_string(number) + "{background-image:url(data:image/webp;base64," + webp + ")}\n";
    }
    return css;
  }

 private:
  std::map<std::string, std::size_t> numbers_;
};

std::string pictures(const Json& scenario, PictureBook& book) {
  if (!scenario.contains("pictures")) return {};
  std::string html = "<div class='strip'>";
  const auto& drawn = scenario.at("pictures").at("screens");
  const auto& shown = scenario.at("screens");
  for (std::size_t i = 0; i < drawn.size() && i < shown.size(); ++i) {
    html += "<figure><span role='img' aria-label='" + escaped(shown[i].value("screen", "")) + "' class='" +
            book.place(drawn[i].get<std::string>()) + "'></span>" + seconds_text(shown[i].value("at", 0.0)) + " " +
            escaped(shown[i].value("screen", "")) + "</figure>";
  }
  html += "</div>";
  const std::string frames = scenario.at("pictures").value("frames", "");
  if (!frames.empty()) {
    html +=
        "<details><summary>The frames that the decision rests on</summary><img class='frames' alt='frames' "
        "src='data:image/jpeg;base64," +
        frames + "'></details>";
  }
  return html;
}

std::string article(const Json& scenario, PictureBook& book) {
  const std::string name = scenario.value("scenario", "");
  std::string html = "<article id='" + escaped(name) + "'><h2>" + tag(scenario.value("status", "")) +
                     escaped(scenario.value("title", name)) + "</h2><p class='facts'>" +
                     escaped(scenario.value("file", "")) + "</p>" + facts(scenario) + first_difference(scenario);
  if (scenario.contains("screens")) html += timeline_svg(scenario) + pictures(scenario, book);
  if (scenario.contains("story")) {
    html += "<details><summary>The whole story in words</summary><pre>" + escaped(scenario.value("story", "")) +
            "</pre></details>";
  }
  return html + "</article>\n";
}

std::string contents(const Json& scenarios) {
  std::string html = "<table><tr><th>scenario</th><th>title</th><th>outcome</th><th>story</th><th>real time</th></tr>";
  for (const auto& one : scenarios) {
    const std::string name = one.value("scenario", "");
    html += "<tr><td>" + tag(one.value("status", "")) + "<a href='#" + escaped(name) + "'>" + escaped(name) +
            "</a></td><td>" + escaped(one.value("title", "")) + "</td><td>" + escaped(one.value("outcome", "")) +
            "</td><td>" + seconds_text(one.value("seconds", 0.0)) + "</td><td>" +
            seconds_text(one.value("wall_seconds", 0.0)) + "</td></tr>";
  }
  return html + "</table>\n";
}

}  // namespace

std::string html_report(const Json& report) {
  const auto& counts = report.at("counts");
  const int bad = counts.value("bad-input", 0) + counts.value("crashed", 0) + counts.value("endless", 0);
  std::string html =
      "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Check-in scenarios</title><style>";
  PictureBook book;
  std::string articles;
  // What went wrong comes first.
  for (const bool wants_passed : {false, true}) {
    for (const auto& scenario : report.at("scenarios")) {
      if ((scenario.value("status", "") == "passed") == wants_passed) articles += article(scenario, book);
    }
  }
  html += style + book.style();
  html +=
      "</style></head><body><h1>Check-in scenarios</h1><p class='facts'>Played by uketsuke-replay through the whole "
      "kiosk: card service, card, faces, rules, insurer, record. Every person is invented.</p><div class='sums'>";
  html += sum("", counts.value("scenarios", 0), "scenarios") + sum("good", counts.value("passed", 0), "passed") +
          sum("bad", counts.value("failed", 0), "failed") + sum("bad", bad, "could not be played") + "</div>\n";
  html += contents(report.at("scenarios"));
  return html + articles + "</body></html>\n";
}

}  // namespace kiosk::replay
