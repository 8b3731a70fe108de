#include "kiosk/runtime/mailbox.h"

#include <doctest/doctest.h>

#include <thread>
#include <vector>

using kiosk::runtime::LatestValue;
using kiosk::runtime::Mailbox;

TEST_CASE("runtime: a mailbox loses nothing and keeps each writer's order") {
  Mailbox<int> mailbox;
  constexpr int letters = 1000;
  std::vector<int> received;
  {
    const std::jthread odd([&] {
      for (int i = 1; i < letters; i += 2) mailbox.post(i);
    });
    const std::jthread even([&] {
      for (int i = 0; i < letters; i += 2) mailbox.post(i);
    });
    while (received.size() < letters) {
      for (const int letter : mailbox.wait_and_take_all(base::Duration{1000})) received.push_back(letter);
    }
  }
  int last_odd = -1;
  int last_even = -2;
  for (const int letter : received) {
    int& last = letter % 2 != 0 ? last_odd : last_even;
    CHECK(letter == last + 2);
    last = letter;
  }
}

TEST_CASE("runtime: an empty mailbox gives up waiting at its limit") {
  Mailbox<int> mailbox;
  CHECK(mailbox.wait_and_take_all(base::Duration{1}).empty());
}

TEST_CASE("runtime: the newest value wins and what nobody took is counted") {
  LatestValue<int> frames;
  frames.publish(1);
  frames.publish(2);
  frames.publish(3);
  CHECK(frames.take() == 3);
  CHECK_FALSE(frames.take().has_value());
  CHECK(frames.dropped() == 2);
}
