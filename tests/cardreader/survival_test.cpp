// A reader that survives: other programs on the card, cards that misbehave behind the real PC/SC service.
#include <doctest/doctest.h>
#include <winscard.h>

#include <chrono>

#include "cardreader/card_authenticity.h"
#include "cardreader/pcsc_card_reader.h"
#include "cardreader/private_pcscd.h"
#include "cardreader/virtual_card_reader.h"
#include "tests/cardreader/sample_cards.h"

using namespace cardreader;

namespace {

TrustAnchors anchors() { return std::move(load_trust_anchors(samples::folder() / "authority")).value(); }

PcscSettings quick() {
  PcscSettings settings;
  settings.answer_limit = base::Duration{1000};
  settings.connect_limit = base::Duration{500};
  return settings;
}

bool comes_to(CardReader& reader, CardPresence wanted) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{10};
  while (std::chrono::steady_clock::now() < deadline) {
    if (reader.wait_for_change(base::Duration{500}).presence == wanted) return true;
  }
  return false;
}

struct FaultyDesk {
  PrivatePcscd service;
  std::unique_ptr<VpcdLink> link;
  PcscCardReader reader{quick()};

  FaultyDesk() : service(std::move(PrivatePcscd::start()).value()) {}
  void insert(std::optional<CardFault> fault = std::nullopt) {
    link.reset();
    REQUIRE(comes_to(reader, CardPresence::absent));
    link = std::move(VpcdLink::insert(samples::card(), service.address(), base::Duration{5000}, fault)).value();
    REQUIRE(comes_to(reader, CardPresence::present));
  }
  base::Result<GenuineCard, CardError> check_in() {
    auto channel = reader.connect();
    if (!channel) return channel.error();
    return read_genuine_card(*channel.value(), samples::number_b(), anchors());
  }
};

}  // namespace

TEST_CASE("a card that another program holds exclusively is reported as in use, and served once it is free") {
  FaultyDesk desk;
  desk.insert();
  SCARDCONTEXT context = 0;
  REQUIRE(SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context) == SCARD_S_SUCCESS);
  SCARDHANDLE handle = 0;
  DWORD protocol = 0;
  REQUIRE(SCardConnect(context, desk.reader.reader_name().c_str(), SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T1, &handle,
                       &protocol) == SCARD_S_SUCCESS);
  const auto held = desk.check_in();
  REQUIRE_FALSE(held);
  CHECK(held.error().problem == CardProblem::in_use_elsewhere);
  SCardDisconnect(handle, SCARD_LEAVE_CARD);
  SCardReleaseContext(context);
  const auto free = desk.check_in();
  CHECK_MESSAGE(free, free.error().text());
}

TEST_CASE("a transaction keeps others out between PIN and signature, and they give up after their limit") {
  FaultyDesk desk;
  desk.insert();
  auto ours = desk.reader.connect();
  REQUIRE(ours);
  PcscCardReader other(quick());
  REQUIRE(comes_to(other, CardPresence::present));
  auto theirs = other.connect();
  REQUIRE(theirs);
  {
    const auto transaction = CardTransaction::begin(*ours.value());
    REQUIRE(transaction);
    const auto refused = CardTransaction::begin(*theirs.value());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().problem == CardProblem::in_use_elsewhere);
  }
  auto later = other.connect();
  REQUIRE(later);
  CHECK(CardTransaction::begin(*later.value()));
}

TEST_CASE("after a card that sent nothing, garbage or endless promises over PC/SC the next card is read") {
  FaultyDesk desk;
  for (const CardFaultKind kind :
       {CardFaultKind::empty, CardFaultKind::one_byte, CardFaultKind::garbage, CardFaultKind::too_long,
        CardFaultKind::endless_61, CardFaultKind::endless_6c, CardFaultKind::error_status}) {
    CAPTURE(static_cast<int>(kind));
    desk.insert(CardFault{kind, 10});
    CHECK_FALSE(desk.check_in());
  }
  desk.insert();
  const auto next = desk.check_in();
  CHECK_MESSAGE(next, next.error().text());
}

TEST_CASE("pulled at any command of a checked check-in, a card is reported as removed") {
  VirtualCardReader whole;
  whole.insert(samples::card());
  {
    auto channel = whole.connect();
    REQUIRE(read_genuine_card(*channel.value(), samples::number_b(), anchors()));
  }
  const std::uint32_t commands = whole.commands_seen();
  CHECK(commands > 30);
  for (std::uint32_t at = 0; at < commands; ++at) {
    CAPTURE(at);
    VirtualCardReader reader;
    reader.insert(samples::card(), CardFault{CardFaultKind::pulled, at});
    auto channel = reader.connect();
    const auto card = read_genuine_card(*channel.value(), samples::number_b(), anchors());
    REQUIRE_FALSE(card);
    CHECK(card.error().problem == CardProblem::card_removed);
  }
}
