// HTML and SVG by hand: two pictures and two tables need no library.
#include "tools/face/report.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace face {
namespace {

constexpr double left = 70, top = 20, width = 520, height = 380;

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : c == '"' ? "&quot;" : std::string(1, c);
  return out;
}

/// Rates from 0.001 % to 100 % on a logarithmic axis.
double place(double rate) { return (std::log10(std::clamp(rate, 1e-5, 1.0)) + 5) / 5; }

void axes(std::ostringstream& svg) {
  svg << "<rect x='" << left << "' y='" << top << "' width='" << width << "' height='" << height
      << "' fill='none' stroke='#889'/>";
  const char* names[]{"0.001 %", "0.01 %", "0.1 %", "1 %", "10 %", "100 %"};
  for (int i = 0; i <= 5; ++i) {
    const double x = left + width * i / 5, y = top + height - height * i / 5;
    svg << "<path d='M" << x << ' ' << top << "V" << top + height << "M" << left << ' ' << y << "H" << left + width
        << "' stroke='#dde'/><text x='" << x << "' y='" << top + height + 18 << "' text-anchor='middle'>" << names[i]
        << "</text><text x='" << left - 6 << "' y='" << y + 4 << "' text-anchor='end'>" << names[i] << "</text>";
  }
  svg << "<text x='" << left + width / 2 << "' y='" << top + height + 38
      << "' text-anchor='middle'>strangers accepted (FAR)</text>";
  svg << "<text transform='translate(14 " << top + height / 2
      << ") rotate(-90)' text-anchor='middle'>holders refused (FRR)</text>";
}

std::string histogram(const std::vector<Comparison>& pairs, double threshold) {
  constexpr int bins = 60;
  constexpr double widest = 1.6;
  double same[bins]{}, other[bins]{}, same_all = 0, other_all = 0, highest = 0;
  for (const Comparison& pair : pairs) {
    if (!pair.distance) continue;
    const int bin = std::clamp(static_cast<int>(*pair.distance / widest * bins), 0, bins - 1);
    (pair.same ? same : other)[bin] += 1;
    (pair.same ? same_all : other_all) += 1;
  }
  for (int i = 0; i < bins; ++i)
    highest = std::max({highest, same[i] / std::max(1.0, same_all), other[i] / std::max(1.0, other_all)});
  std::ostringstream svg;
  svg << "<svg viewBox='0 0 620 240' width='620' font-size='12' font-family='sans-serif'>";
  for (int i = 0; i < bins; ++i) {
    const double x = 40 + i * 9.0;
    const auto bar = [&](double share, const char* colour) {
      const double tall = 180 * share / std::max(1e-9, highest);
      svg << "<rect x='" << x << "' y='" << 200 - tall << "' width='8' height='" << tall << "' fill='" << colour
          << "' fill-opacity='.6'/>";
    };
    bar(same[i] / std::max(1.0, same_all), "#1a7f5a");
    bar(other[i] / std::max(1.0, other_all), "#b3402a");
  }
  const double x = 40 + threshold / widest * bins * 9;
  svg << "<path d='M" << x << " 10V200' stroke='#223' stroke-dasharray='4'/><text x='" << x + 4
      << "' y='20'>threshold</text><text x='40' y='225'>distance 0 to 1.6 (further: vetoed by the first network); "
         "green: the same "
         "person, red: different people</text></svg>";
  return svg.str();
}

std::string percent(double value, int digits) {
  std::ostringstream out;
  out.setf(std::ios::fixed);
  out.precision(digits);
  out << value * 100 << " %";
  return out.str();
}

void table_row(std::ostringstream& html, const std::string& name, const Rates& r) {
  html << "<tr><td>" << escaped(name) << "<td>" << r.genuine << "<td>" << r.impostor << "<td>" << r.failed_to_acquire
       << "<td>" << (r.eer ? percent(*r.eer, 2) : "–");
  if (r.eer_between)
    html << " <small>(" << percent(r.eer_between->low, 2) << " – " << percent(r.eer_between->high, 2) << ")</small>";
  for (const auto& rate : r.frr_at_far) html << "<td>" << (rate ? percent(*rate, 2) : "–");
  html << "<td>" << percent(r.far, 3) << " <small>(" << percent(r.far_between.low, 3) << " – "
       << percent(r.far_between.high, 3) << ")</small><td>" << percent(r.frr, 2) << " <small>("
       << percent(r.frr_between.low, 2) << " – " << percent(r.frr_between.high, 2) << ")</small>";
}

void worst_pairs(std::ostringstream& html, std::vector<Comparison> pairs) {
  const auto list = [&](const char* title, bool same) {
    html << "<h3>" << title << "</h3><ol>";
    int shown = 0;
    for (const Comparison& c : pairs)
      if (c.same == same && c.distance && shown++ < 15)
        html << "<li>" << *c.distance << ": " << escaped(c.path_a) << " · " << escaped(c.path_b);
    html << "</ol>";
  };
  const auto nearer = [](const Comparison& a, const Comparison& b) {
    return a.distance.value_or(0) < b.distance.value_or(0);
  };
  std::sort(pairs.begin(), pairs.end(), nearer);
  list("Different people that look most alike", false);
  std::reverse(pairs.begin(), pairs.end());
  list("The same person that looks least alike", true);
}

}  // namespace

std::string det_svg(const std::map<std::string, std::vector<Comparison>>& curves) {
  std::ostringstream svg;
  svg << "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 620 450' width='620' font-size='12' "
         "font-family='sans-serif'>"
      << "<rect width='620' height='450' fill='white'/>";
  axes(svg);
  const char* colours[]{"#23527c", "#b3402a", "#1a7f5a", "#7a4ba0", "#a07a1a"};
  int number = 0;
  for (const auto& [name, pairs] : curves) {
    const char* colour = colours[number % 5];
    svg << "<path fill='none' stroke-width='2' stroke='" << colour << "' d='";
    char letter = 'M';
    double last_x = -9, last_y = -9;
    for (const auto& [far, frr] : det_curve(pairs)) {
      const double x = left + width * place(far), y = top + height - height * place(frr);
      if (std::abs(x - last_x) + std::abs(y - last_y) < 0.5) continue;
      svg << letter << std::round(x * 10) / 10 << ' ' << std::round(y * 10) / 10 << ' ';
      letter = 'L', last_x = x, last_y = y;
    }
    svg << "'/><text x='" << left + 12 << "' y='" << top + height - 14 - 16 * number << "' fill='" << colour << "'>"
        << escaped(name) << "</text>";
    ++number;
  }
  svg << "</svg>";
  return svg.str();
}

std::string write_report(const std::string& folder, const std::vector<Comparison>& pairs, const Rates& overall,
                         const std::map<std::string, Rates>& groups, const vision::ThresholdRow& row) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return "cannot make the folder " + folder + ": " + error.message();
  std::ostringstream html;
  html << "<!doctype html><meta charset='utf-8'><title>Face evaluation</title><style>body{font:15px "
          "sans-serif;margin:2em "
          "auto;max-width:70em}td,th{padding:.3em .7em;border-bottom:1px solid #ccd;text-align:left}</style>"
       << "<h1>Face evaluation</h1><p>Threshold " << row.accept_second << " (" << escaped(row.target)
       << "); the first network objects from " << row.veto_first
       << ". Intervals hold 95 % of 200 resamplings of the people. A picture without a face counts as refused.</p>"
       << "<table><tr><th>group<th>same<th>different<th>no face<th>EER<th>FRR at FAR 1 %<th>0.1 %<th>0.01 %<th>FAR at "
          "threshold<th>FRR at threshold";
  table_row(html, "all", overall);
  std::map<std::string, std::vector<Comparison>> curves;
  for (const Comparison& pair : pairs) curves[pair.group.empty() ? "all" : pair.group].push_back(pair);
  for (const auto& [name, rates] : groups) table_row(html, name, rates);
  html << "</table><h2>DET curve</h2>" << det_svg(curves) << "<h2>Distances</h2>" << histogram(pairs, row.accept_second)
       << "<h2>Worst pairs</h2>";
  worst_pairs(html, pairs);
  const auto write = [&](const char* name, const std::string& text) {
    std::ofstream out(std::filesystem::path(folder) / name);
    return static_cast<bool>((out << text).flush());
  };
  if (!write("index.html", html.str()) || !write("det.svg", det_svg(curves))) return "cannot write into " + folder;
  return "";
}

}  // namespace face
