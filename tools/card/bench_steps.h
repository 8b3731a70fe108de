// The steps of a check-in that the benchmark measures.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cardreader/card_channel.h"
#include "cardreader/virtual_card_contents.h"

namespace card_tool {

struct BenchStep {
  std::string name;
  std::function<std::optional<cardreader::CardError>(cardreader::CardChannel&)> run;
};

/// With an authority's folder, authenticity is measured as well.
base::Result<std::vector<BenchStep>, cardreader::CardError> bench_steps(const cardreader::VirtualCardContents& card,
                                                                        const std::string& authority);

}  // namespace card_tool
