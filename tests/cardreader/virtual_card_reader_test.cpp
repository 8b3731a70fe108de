// The in-process reader tells of cards that come and go.
#include "cardreader/virtual_card_reader.h"

#include <doctest/doctest.h>

#include <thread>

#include "tests/cardreader/sample_cards.h"

using namespace cardreader;

TEST_CASE("an empty reader is empty, and a quick swap of cards is two insertions") {
  VirtualCardReader reader;
  CHECK(reader.wait_for_change(base::Duration{0}) == ReaderStatus{CardPresence::absent, 0});
  CHECK(reader.connect().error().problem == CardProblem::no_card);
  reader.insert(samples::card());
  CHECK(reader.wait_for_change(base::Duration{0}) == ReaderStatus{CardPresence::present, 1});
  reader.remove();
  reader.insert(samples::card("taro"));
  CHECK(reader.wait_for_change(base::Duration{0}) == ReaderStatus{CardPresence::present, 2});
}

TEST_CASE("a channel ends with its card, even when another card lies there by then") {
  VirtualCardReader reader;
  reader.insert(samples::card());
  auto channel = std::move(reader.connect()).value();
  reader.remove();
  reader.insert(samples::card("taro"));
  const auto answer = channel->transmit(CommandApdu({0x00, 0xCA, 0x00, 0x45}, {}, 256));
  REQUIRE_FALSE(answer);
  CHECK(answer.error().problem == CardProblem::card_removed);
}

TEST_CASE("a wait ends when a card comes, and when it is cancelled") {
  VirtualCardReader reader;
  reader.wait_for_change(base::Duration{0});
  std::jthread patient([&reader] { reader.insert(samples::card()); });
  CHECK(reader.wait_for_change(base::Duration{10000}).presence == CardPresence::present);
  std::jthread closing([&reader] { reader.cancel(); });
  CHECK(reader.wait_for_change(base::Duration{10000}).presence == CardPresence::present);
}
