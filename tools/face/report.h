// The HTML report of an evaluation.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tools/face/error_rates.h"
#include "vision/threshold_row.h"

namespace face {

/// Writes `index.html` (tables, DET curve and histograms as SVG, the worst pairs by path) into `folder`. Gives what
/// went wrong, or nothing. Pictures are named, never copied.
std::string write_report(const std::string& folder, const std::vector<Comparison>& pairs, const Rates& overall,
                         const std::map<std::string, Rates>& groups, const vision::ThresholdRow& row);

/// The DET curve alone, for the documentation.
std::string det_svg(const std::map<std::string, std::vector<Comparison>>& curves);

}  // namespace face
