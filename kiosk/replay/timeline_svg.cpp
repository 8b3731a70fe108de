#include "kiosk/replay/timeline_svg.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "kiosk/replay/junit.h"

namespace kiosk::replay {
namespace {

using Json = nlohmann::ordered_json;

constexpr double svg_width = 1080, left = 52, right = 1064;
constexpr double band_top = 34, band_height = 30;
constexpr double plot_top = 96, plot_height = 150;
constexpr double largest_distance = 1.6;

std::string text_of_number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

/// Story time to pixels. Nothing much happens while a time limit runs out, so a long story is pressed together.
class Scale {
 public:
  explicit Scale(double seconds) : seconds_(std::max(1.0, seconds)) {}
  double x(double at) const { return left + (right - left) * std::clamp(at / seconds_, 0.0, 1.0); }
  double seconds() const { return seconds_; }

 private:
  double seconds_;
};

double y_of(double distance) {
  return plot_top + plot_height * (1 - std::clamp(distance, 0.0, largest_distance) / largest_distance);
}

const char* colour_of(const std::string& screen) {
  if (screen.starts_with("checking-face")) return "#9ec9ff";
  if (screen.starts_with("checked-in")) return "#a8e0b0";
  if (screen.starts_with("explaining") || screen.starts_with("offering-other")) return "#ffcf9e";
  if (screen.starts_with("asking")) return "#d9c8ff";
  if (screen.starts_with("welcome")) return "#e6e8ec";
  return "#cfe3e6";
}

std::string line(double x1, double y1, double x2, double y2, const char* style) {
  return "<line x1='" + text_of_number(x1) + "' y1='" + text_of_number(y1) + "' x2='" + text_of_number(x2) + "' y2='" +
         text_of_number(y2) + "' " + style + "/>";
}

std::string label(double x, double y, const std::string& words, const char* style) {
  return "<text x='" + text_of_number(x) + "' y='" + text_of_number(y) + "' " + style + ">" + escaped(words) +
         "</text>";
}

std::string screens_band(const Json& scenario, const Scale& scale) {
  std::string svg;
  const auto& screens = scenario.at("screens");
  for (std::size_t i = 0; i < screens.size(); ++i) {
    const double from = scale.x(screens[i].value("at", 0.0));
    const double to = i + 1 < screens.size() ? scale.x(screens[i + 1].value("at", 0.0)) : right;
    const std::string name = screens[i].value("screen", "");
    svg += "<rect x='" + text_of_number(from) + "' y='" + text_of_number(band_top) + "' width='" +
           text_of_number(std::max(1.0, to - from)) + "' height='" + text_of_number(band_height) + "' fill='" +
           colour_of(name) + "' stroke='#fff'><title>" + escaped(name) + " from " +
           text_of_number(screens[i].value("at", 0.0)) + " s</title></rect>";
    if (to - from > 7.0 * static_cast<double>(name.size()))
      svg += label(from + 5, band_top + 19, name, "font-size='11'");
  }
  return svg;
}

std::string deeds(const Json& scenario, const Scale& scale) {
  std::string svg;
  for (const auto& deed : scenario.at("deeds")) {
    const std::string who = deed.value("who", "");
    if (who == "card") continue;
    const double x = scale.x(deed.value("at", 0.0));
    const char* colour = who == "trouble" ? "#c02020" : "#345";
    svg += "<circle cx='" + text_of_number(x) + "' cy='" + text_of_number(band_top - 9) + "' r='4.5' fill='" + colour +
           "'><title>" + escaped(who + ": " + deed.value("words", "")) + ", " + text_of_number(deed.value("at", 0.0)) +
           " s</title></circle>";
  }
  return svg;
}

std::string polyline(const Json& looks, const Scale& scale, const char* which, const char* colour) {
  std::string points;
  for (const auto& look : looks) {
    if (look.contains(which))
      points +=
          text_of_number(scale.x(look.value("at", 0.0))) + "," + text_of_number(y_of(look.value(which, 0.0))) + " ";
  }
  if (points.empty()) return {};
  return "<polyline points='" + points + "' fill='none' stroke='" + colour + "' stroke-width='2'/>";
}

/// Where frames could not be compared, by the hint that was given.
std::string gates(const Json& looks, const Scale& scale) {
  std::string svg;
  for (const auto& look : looks) {
    const std::string hint = look.value("hint", "none");
    if (hint == "none" && !look.contains("prompt")) continue;
    const double x = scale.x(look.value("at", 0.0));
    svg += "<rect x='" + text_of_number(x) + "' y='" + text_of_number(plot_top + plot_height + 3) +
           "' width='3' height='8' fill='" + (look.contains("prompt") ? "#7a52c7" : "#d08a1e") + "'><title>" +
           escaped(look.contains("prompt") ? "asked to: " + look.value("prompt", "") : "hint: " + hint) +
           "</title></rect>";
  }
  return svg;
}

std::string distances(const Json& scenario, const Scale& scale) {
  const auto& looks = scenario.at("looks");
  const double accept = y_of(scenario.value("accept_second", 0.0));
  const double veto = y_of(scenario.value("veto_first", 0.0));
  std::string svg = line(left, plot_top, left, plot_top + plot_height, "stroke='#889'") +
                    line(left, plot_top + plot_height, right, plot_top + plot_height, "stroke='#889'");
  for (const double tick : {0.0, 0.4, 0.8, 1.2, 1.6}) {
    svg += label(left - 6, y_of(tick) + 4, text_of_number(tick), "font-size='10' text-anchor='end'");
  }
  svg +=
      line(left, accept, right, accept, "stroke='#1f6fd0' stroke-dasharray='6 4'") +
      label(right, accept - 4, "second network: same person below", "font-size='10' fill='#1f6fd0' text-anchor='end'");
  svg += line(left, veto, right, veto, "stroke='#2c8a4b' stroke-dasharray='2 4'") +
         label(right, veto - 4, "first network: objects above", "font-size='10' fill='#2c8a4b' text-anchor='end'");
  return svg + polyline(looks, scale, "second", "#1f6fd0") + polyline(looks, scale, "first", "#2c8a4b") +
         gates(looks, scale);
}

std::string time_axis(const Scale& scale, double y) {
  std::string svg;
  const double step = scale.seconds() > 120 ? 30 : scale.seconds() > 40 ? 10 : scale.seconds() > 12 ? 5 : 1;
  for (double at = 0; at <= scale.seconds(); at += step) {
    svg += label(scale.x(at), y, text_of_number(at) + " s", "font-size='10' fill='#556' text-anchor='middle'");
  }
  return svg;
}

}  // namespace

std::string timeline_svg(const Json& scenario) {
  const Scale scale(scenario.value("seconds", 0.0));
  const bool has_looks = !scenario.at("looks").empty();
  const double height = has_looks ? plot_top + plot_height + 34 : band_top + band_height + 24;
  std::string svg = "<svg viewBox='0 0 " + text_of_number(svg_width) + " " + text_of_number(height) +
                    "' role='img' aria-label='timeline'>";
  svg += deeds(scenario, scale) + screens_band(scenario, scale);
  if (has_looks) svg += distances(scenario, scale);
  return svg + time_axis(scale, height - 8) + "</svg>";
}

}  // namespace kiosk::replay
