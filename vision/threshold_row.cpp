// Reading and choosing threshold rows.
#include "vision/threshold_row.h"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "vision/shipped_thresholds.h"

namespace vision {
namespace {

constexpr std::size_t second_vector_length = 512;

}  // namespace

base::Result<std::vector<ThresholdRow>, VisionError> parse_threshold_rows(const std::string& json,
                                                                          const std::string& name) {
  try {
    std::vector<ThresholdRow> rows;
    const auto whole = nlohmann::json::parse(json);
    for (const auto& entry : whole.at("rows")) {
      ThresholdRow row;
      row.name = entry.at("name").get<std::string>();
      row.target = entry.at("target").get<std::string>();
      row.first_model = entry.at("first_model").get<std::string>();
      row.second_model = entry.at("second_model").get<std::string>();
      row.accept_second = entry.at("accept_second").get<float>();
      row.veto_first = entry.at("veto_first").get<float>();
      row.reject_second = entry.at("reject_second").get<float>();
      row.reference_centre = entry.value("reference_centre", std::vector<float>{});
      row.live_centre = entry.value("live_centre", std::vector<float>{});
      for (const auto* centre : {&row.reference_centre, &row.live_centre})
        if (!centre->empty() && centre->size() != second_vector_length)
          return VisionError{VisionProblem::thresholds_damaged,
                             name + ": a centre has " + std::to_string(centre->size()) + " numbers instead of " +
                                 std::to_string(second_vector_length)};
      rows.push_back(std::move(row));
    }
    return rows;
  } catch (const nlohmann::json::exception& e) {
    return VisionError{VisionProblem::thresholds_damaged, name + ": " + e.what()};
  }
}

const std::vector<ThresholdRow>& shipped_threshold_rows() {
  static const std::vector<ThresholdRow> rows = [] {
    auto parsed = parse_threshold_rows(shipped_thresholds_json, "the rows of this build");
    return parsed ? std::move(parsed).value() : std::vector<ThresholdRow>{};
  }();
  return rows;
}

base::Result<ThresholdRow, VisionError> row_for(const std::vector<ThresholdRow>& rows, const std::string& name,
                                                const std::string& first_model, const std::string& second_model) {
  for (const ThresholdRow& row : rows)
    if (row.name == name && row.first_model == first_model && row.second_model == second_model) return row;
  return VisionError{VisionProblem::threshold_missing,
                     "row " + name + " for models " + first_model.substr(0, 12) + " and " + second_model.substr(0, 12)};
}

base::Result<ThresholdRow, VisionError> threshold_row_for(const ModelFiles& files) {
  std::vector<ThresholdRow> rows;
  const auto own = files.first_network.parent_path() / "thresholds.json";
  if (std::ifstream in(own); in) {
    auto parsed = parse_threshold_rows(std::string(std::istreambuf_iterator<char>(in), {}), own.string());
    if (!parsed) return parsed.error();
    rows = std::move(parsed).value();
  }
  rows.insert(rows.end(), shipped_threshold_rows().begin(), shipped_threshold_rows().end());
  return row_for(rows, "card-photo", files.first_model, files.second_model);
}

}  // namespace vision
