#include <doctest/doctest.h>

#include <cstring>
#include <memory>
#include <string>

#include "kiosk/base/result.h"
#include "kiosk/base/secret.h"
#include "kiosk/base/time.h"

using base::Result;
using base::Secret;

TEST_CASE("a result holds a value or an error, never both") {
  const Result<int, std::string> seven = 7;
  const Result<int, std::string> problem = std::string{"no number"};
  CHECK(seven);
  CHECK(seven.value() == 7);
  CHECK_FALSE(problem);
  CHECK(problem.error() == "no number");
}

TEST_CASE("a chain of results stops at the first error") {
  const auto half = [](int number) -> Result<int, std::string> {
    if (number % 2 != 0) return std::string{"odd"};
    return number / 2;
  };
  CHECK(half(12).and_then(half).value() == 3);
  CHECK(half(6).and_then(half).error() == "odd");
}

TEST_CASE("a secret is overwritten when it is destroyed") {
  alignas(Secret<std::string>) unsigned char room[sizeof(Secret<std::string>)] = {};
  auto* secret = new (room) Secret<std::string>(std::string{"1234"});
  CHECK(secret->reveal() == "1234");
  std::destroy_at(secret);
  CHECK(memmem(room, sizeof room, "1234", 4) == nullptr);
}

TEST_CASE("a secret that was moved from keeps no copy") {
  Secret<std::string> first(std::string{"5678"});
  const Secret<std::string> second = std::move(first);
  CHECK(second.reveal() == "5678");
  CHECK(first.empty());
  CHECK(memmem(&first, sizeof first, "5678", 4) == nullptr);
}

TEST_CASE("time points differ by durations") {
  const base::TimePoint start{};
  CHECK((start + base::Duration{250}) - start == base::Duration{250});
  CHECK(start < start + base::Duration{1});
}
