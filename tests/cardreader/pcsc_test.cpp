// The real PC/SC service with vpcd's driver between the card and us.
#include <doctest/doctest.h>
#include <signal.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "cardreader/my_number_card.h"
#include "cardreader/pcsc_card_reader.h"
#include "cardreader/private_pcscd.h"
#include "tests/cardreader/sample_cards.h"

using namespace cardreader;
using std::chrono::steady_clock;

namespace {

constexpr base::Duration limit{5000};

PrivatePcscd start() {
  auto service = PrivatePcscd::start();
  REQUIRE_MESSAGE(service, service.error().text());
  return std::move(service).value();
}

std::unique_ptr<VpcdLink> insert(const PrivatePcscd& service, VirtualCard card,
                                 std::optional<CardFault> fault = std::nullopt, int slot = 0) {
  auto link = VpcdLink::insert(std::move(card), service.address(slot), limit, fault);
  REQUIRE_MESSAGE(link, link.error().text());
  return std::move(link).value();
}

/// Waits for a presence; every wait has a limit.
bool reaches(CardReader& reader, CardPresence wanted) {
  const auto deadline = steady_clock::now() + 2 * limit;
  while (steady_clock::now() < deadline) {
    if (reader.wait_for_change(limit).presence == wanted) return true;
  }
  return false;
}

base::Result<CardRecord, CardError> check_in(CardReader& reader) {
  auto channel = reader.connect();
  if (!channel) return channel.error();
  return read_card_record(*channel.value(), samples::number_b());
}

}  // namespace

TEST_CASE("a card that is put in is seen, read, and seen to leave") {
  const auto service = start();
  PcscCardReader reader;
  CHECK(reader.wait_for_change(limit).presence == CardPresence::absent);
  CHECK(reader.connect().error().problem == CardProblem::no_card);
  auto link = insert(service, samples::card());
  REQUIRE(reaches(reader, CardPresence::present));
  const auto record = check_in(reader);
  REQUIRE_MESSAGE(record, record.error().text());
  CHECK(record.value().attributes.name == "受付　花子");
  CHECK(record.value().face.portrait == samples::hanako().portrait);
  link.reset();
  CHECK(reaches(reader, CardPresence::absent));
}

TEST_CASE("the photo is read over PC/SC without the forty milliseconds a command that vpcd costs others") {
  const auto service = start();
  PcscCardReader reader;
  auto link = insert(service, samples::card("short-reads"));
  REQUIRE(reaches(reader, CardPresence::present));
  auto channel = reader.connect();
  REQUIRE(channel);
  const auto begun = steady_clock::now();
  REQUIRE(MyNumberCard(*channel.value()).read_card_face(samples::number_b("short-reads")));
  // Not a benchmark: eighteen commands at 44 ms each would be 800 ms; the limit only tells the two apart.
  CHECK(steady_clock::now() - begun < std::chrono::milliseconds{500});
}

TEST_CASE("a card pulled during a command is a removed card, and the next one is served") {
  const auto service = start();
  PcscCardReader reader;
  for (const std::uint32_t at : {0U, 7U, 15U, 22U}) {
    CAPTURE(at);
    auto link = insert(service, samples::card(), CardFault{CardFaultKind::pulled, at});
    REQUIRE(reaches(reader, CardPresence::present));
    const auto record = check_in(reader);
    REQUIRE_FALSE(record);
    CHECK(record.error().problem == CardProblem::card_removed);
    link.reset();
    REQUIRE(reaches(reader, CardPresence::absent));
  }
  auto link = insert(service, samples::card());
  REQUIRE(reaches(reader, CardPresence::present));
  CHECK(check_in(reader));
}

TEST_CASE("a silent card does not hang us, and once it is taken away the next card is served") {
  const auto service = start();
  PcscSettings settings;
  settings.answer_limit = base::Duration{300};
  PcscCardReader reader(settings);
  auto silent = insert(service, samples::card(), CardFault{CardFaultKind::silent, 3});
  REQUIRE(reaches(reader, CardPresence::present));
  const auto record = check_in(reader);
  REQUIRE_FALSE(record);
  CHECK(record.error().problem == CardProblem::no_answer);
  silent.reset();
  REQUIRE(reaches(reader, CardPresence::absent));
  auto link = insert(service, samples::card());
  REQUIRE(reaches(reader, CardPresence::present));
  const auto next = check_in(reader);
  CHECK_MESSAGE(next, next.error().text());
}

TEST_CASE("the reader survives a service that is killed and started again") {
  auto service = start();
  PcscCardReader reader;
  auto link = insert(service, samples::card());
  REQUIRE(reaches(reader, CardPresence::present));
  for (const auto ending : {PrivatePcscd::Ending::killed, PrivatePcscd::Ending::terminated}) {
    service.end_daemon(ending);
    REQUIRE(reaches(reader, CardPresence::no_service));
    CHECK(reader.connect().error().problem == CardProblem::no_service);
    REQUIRE(service.restart());
    REQUIRE(reaches(reader, CardPresence::present));
    const auto record = check_in(reader);
    CHECK_MESSAGE(record, record.error().text());
  }
}

TEST_CASE("a service that stands still is told apart from a working one within seconds") {
  const auto service = start();
  PcscCardReader reader;
  CHECK(reader.wait_for_change(limit).presence == CardPresence::absent);
  ::kill(service.daemon_id(), SIGSTOP);
  CHECK(reaches(reader, CardPresence::no_service));
  ::kill(service.daemon_id(), SIGCONT);
  CHECK(reaches(reader, CardPresence::absent));
}

TEST_CASE("a service that stands still for long leaves a few threads behind, no more, and is found again") {
  const auto service = start();
  PcscCardReader reader;
  CHECK(reader.wait_for_change(limit).presence == CardPresence::absent);
  ::kill(service.daemon_id(), SIGSTOP);
  // Each look overruns by a second and leaves its thread behind; after the fourth nobody asks any more.
  for (int look = 0; look < 8; ++look) {
    CHECK(reader.wait_for_change(base::Duration{100}).presence == CardPresence::no_service);
  }
  ::kill(service.daemon_id(), SIGCONT);
  CHECK(reaches(reader, CardPresence::absent));
}

TEST_CASE("of two readers the one with a card is used") {
  const auto service = start();
  PcscCardReader reader;
  auto link = insert(service, samples::card(), std::nullopt, 1);
  REQUIRE(reaches(reader, CardPresence::present));
  CHECK(reader.reader_name() == "Uketsuke Virtual Reader 00 01");
  CHECK(check_in(reader));
}

TEST_CASE("waiting ends soon after it is cancelled") {
  const auto service = start();
  PcscCardReader reader;
  reader.wait_for_change(limit);
  std::jthread closing([&reader] { reader.cancel(); });
  const auto begun = steady_clock::now();
  CHECK(reader.wait_for_change(base::Duration{60000}).presence == CardPresence::absent);
  CHECK(steady_clock::now() - begun < std::chrono::seconds{5});
}

TEST_CASE("a port that another program uses is named") {
  const auto service = start();
  PrivatePcscdSettings settings;
  settings.port = service.address().port;
  const auto second = PrivatePcscd::start(settings);
  REQUIRE_FALSE(second);
  CHECK(second.error().problem == CardProblem::cannot_present);
  CHECK(second.error().detail.find("is in use by another program") != std::string::npos);
}

TEST_CASE("a card for a port where nothing listens is refused with what to do") {
  const auto link = VpcdLink::insert(samples::card(), {"127.0.0.1", 1}, base::Duration{0});
  REQUIRE_FALSE(link);
  CHECK(link.error().detail.find("nothing listens on 127.0.0.1 port 1") != std::string::npos);
}
