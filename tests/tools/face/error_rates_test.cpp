// Error rates from distances that anyone can count by hand.
#include "tools/face/error_rates.h"

#include <doctest/doctest.h>

using namespace face;

namespace {

Comparison pair(bool same, std::optional<float> distance, const std::string& a = "a", const std::string& b = "b") {
  return {same, distance, a, same ? a : b, "", "", ""};
}

/// Ten pairs of the same person at 0.1 to 1.0 and ten of different people at 0.6 to 1.5.
std::vector<Comparison> overlapping() {
  std::vector<Comparison> pairs;
  for (int i = 1; i <= 10; ++i) {
    const auto person = std::to_string(i);
    pairs.push_back(pair(true, 0.1F * static_cast<float>(i), person));
    pairs.push_back(pair(false, 0.5F + 0.1F * static_cast<float>(i), person, "other " + person));
  }
  return pairs;
}

}  // namespace

TEST_CASE("at a threshold, strangers at or below it are accepted and holders above it refused") {
  const Rates rates = rates_of(overlapping(), 0.75);
  CHECK(rates.genuine == 10);
  CHECK(rates.impostor == 10);
  CHECK(rates.far == doctest::Approx(0.2));  // 0.6 and 0.7
  CHECK(rates.frr == doctest::Approx(0.3));  // 0.8, 0.9 and 1.0
}

TEST_CASE("the equal error rate lies where both curves cross") {
  CHECK(rates_of(overlapping(), 0.75).eer.value() == doctest::Approx(0.25).epsilon(0.21));
}

TEST_CASE("people who never overlap give an error rate of nothing, and an interval of nothing") {
  std::vector<Comparison> pairs;
  for (int i = 0; i < 20; ++i) {
    const auto person = std::to_string(i);
    pairs.push_back(pair(true, 0.4F, person));
    pairs.push_back(pair(false, 1.3F, person, "other"));
  }
  const Rates rates = rates_of(pairs, 1.0);
  CHECK(rates.eer.value() == 0);
  CHECK(rates.frr_between.high == 0);
  CHECK(rates.far_between.high == 0);
}

TEST_CASE("a face that was not found counts as a refusal, and is counted") {
  std::vector<Comparison> pairs{pair(true, 0.3F), pair(true, std::nullopt), pair(false, 1.2F),
                                pair(false, std::nullopt)};
  const Rates rates = rates_of(pairs, 1.0);
  CHECK(rates.failed_to_acquire == 2);
  CHECK(rates.frr == doctest::Approx(0.5));
  CHECK(rates.far == 0);
}

TEST_CASE("no rate is claimed that the number of strangers cannot carry") {
  const Rates rates = rates_of(overlapping(), 0.75);
  for (const auto& rate : rates.frr_at_far) CHECK_FALSE(rate);
  CHECK_FALSE(rates_of({pair(true, 0.3F)}, 1.0).eer);
}

TEST_CASE("a derived threshold accepts no more strangers than asked") {
  const double threshold = threshold_at_far(overlapping(), 0.2);
  CHECK(threshold > 0.69);
  CHECK(threshold < 0.8);
}
