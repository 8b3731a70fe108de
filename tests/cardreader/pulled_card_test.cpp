// A card that is pulled at each single command of a check-in: reading, authenticity, PIN, signature, terminal. In
// process for every command; through the real PC/SC service for one command of each phase. Each time the next person is
// served.
#include <doctest/doctest.h>

#include <chrono>
#include <map>
#include <set>
#include <string>

#include "cardreader/card_authenticity.h"
#include "cardreader/pcsc_card_reader.h"
#include "cardreader/private_pcscd.h"
#include "cardreader/traced_channel.h"
#include "cardreader/virtual_card_reader.h"
#include "tests/cardreader/sample_cards.h"

namespace pulled_card {
namespace {

using namespace cardreader;
using std::chrono::steady_clock;

/// What the kiosk promises to the person after one whose card went wrong.
constexpr std::chrono::seconds next_person_limit{5};

struct Believed {
  TrustAnchors anchors;
  TerminalIdentity terminal;
};

const Believed& believed() {
  static const Believed one{load_trust_anchors(samples::folder() / "authority").value(),
                            load_terminal(samples::folder() / "authority").value()};
  return one;
}

/// All that a check-in ever asks of a card, in the kiosk's order.
base::Result<base::Done, CardError> whole_check_in(CardChannel& channel) {
  if (const auto tries = MyNumberCard(channel).tries_left(CardSecret::number_b_for_face); !tries) return tries.error();
  const auto card = read_genuine_card(channel, samples::number_b(), believed().anchors);
  if (!card) return card.error();
  const RsaPublicKey& key = card.value().certificate.key;
  if (const auto proof = prove_with_pin(channel, base::SecretText("1234"), key); !proof) return proof.error();
  if (const auto proof = prove_with_terminal(channel, believed().terminal, key); !proof) return proof.error();
  return base::Done{};
}

/// The phase of a command, by its kind and the application it is sent to.
struct Phases {
  std::map<std::string, std::uint32_t> first_command;  ///< of each phase
  std::uint32_t commands = 0;
  std::uint32_t secrets = 0;

  /// This last command only selects the application once more, to clear what was entered.
  std::uint32_t closing_command() const { return commands - 1; }
};

Phases phases_of_a_check_in(const std::string& card) {
  VirtualCardReader reader;
  reader.insert(samples::card(card));
  auto channel = std::move(reader.connect()).value();
  Phases phases;
  std::string application = "none";
  TracedChannel traced(*channel, [&](const TracedCommand& one) {
    const auto header = one.command.header();
    const auto sent = one.command.data();
    if (header.ins == 0xA4 && header.p1 == 0x04) application = to_hex(sent).substr(14);
    std::string kind = to_hex(Bytes{header.cla, header.ins});
    if (header.ins == 0x20) kind += sent.empty() ? " asks for tries" : " sends a secret";
    if (header.ins == 0x20 && !sent.empty()) ++phases.secrets;
    phases.first_command.emplace(application + " " + kind, phases.commands);
    ++phases.commands;
  });
  const auto done = whole_check_in(traced);
  REQUIRE_MESSAGE(done, done.error().text());
  return phases;
}

}  // namespace
}  // namespace pulled_card

using namespace pulled_card;

TEST_CASE("pulled at every single command, from the first SELECT to the last signature, a card is a removed card") {
  for (const char* name : {"hanako", "short-reads"}) {
    const auto phases = phases_of_a_check_in(name);
    CHECK(phases.commands > 45);
    CHECK(phases.secrets == 3);  // number B twice, the PIN once
    VirtualCardReader reader;
    for (std::uint32_t at = 0; at < phases.closing_command(); ++at) {
      CAPTURE(at);
      reader.insert(samples::card(name), CardFault{CardFaultKind::pulled, at});
      {
        auto channel = reader.connect();
        REQUIRE(channel);
        const auto done = whole_check_in(*channel.value());
        REQUIRE_FALSE(done);
        CHECK(done.error().problem == CardProblem::card_removed);
        CHECK_FALSE(done.error().text().empty());
        CHECK(reader.commands_seen() == at + 1);  // nothing is sent after the card is gone
        CHECK(reader.connect().error().problem == CardProblem::no_card);
      }
      reader.insert(samples::card(name));
      auto next = reader.connect();
      REQUIRE(next);
      CHECK(MyNumberCard(*next.value()).identify());
    }
    // Pulled at the very last command, which only clears what was entered: all had been done by then.
    reader.insert(samples::card(name), CardFault{CardFaultKind::pulled, phases.closing_command()});
    auto last = reader.connect();
    REQUIRE(last);
    CHECK(whole_check_in(*last.value()));
    CHECK(reader.connect().error().problem == CardProblem::no_card);
  }
}

TEST_CASE("a card that falls silent at any command is told as that, and a card put in after it is served") {
  const auto phases = phases_of_a_check_in("hanako");
  VirtualCardReader reader;
  for (std::uint32_t at = 0; at < phases.closing_command(); ++at) {
    CAPTURE(at);
    reader.insert(samples::card(), CardFault{CardFaultKind::silent, at});
    auto channel = reader.connect();
    REQUIRE(channel);
    const auto done = whole_check_in(*channel.value());
    REQUIRE_FALSE(done);
    CHECK(done.error().problem == CardProblem::no_answer);
    CHECK(reader.commands_seen() <= at + 2);  // one more at most: what clears an entered PIN
    reader.insert(samples::card());
    CHECK(MyNumberCard(*reader.connect().value()).identify());
  }
}

namespace pulled_card {
namespace {

/// A kiosk's reader on a service of its own, and people who come one after the other.
struct Counter {
  PrivatePcscd service;
  PcscCardReader reader;
  std::unique_ptr<VpcdLink> link;

  static PcscSettings settings() {
    PcscSettings quick;
    quick.answer_limit = base::Duration{1000};
    return quick;
  }
  Counter() : service(std::move(PrivatePcscd::start()).value()), reader(settings()) {}

  bool sees(CardPresence wanted) {
    const auto deadline = steady_clock::now() + std::chrono::seconds{10};
    while (steady_clock::now() < deadline) {
      if (reader.wait_for_change(base::Duration{500}).presence == wanted) return true;
    }
    return false;
  }
  void put_in(std::optional<CardFault> fault = std::nullopt) {
    link.reset();
    REQUIRE(sees(CardPresence::absent));
    auto inserted = VpcdLink::insert(samples::card(), service.address(), base::Duration{5000}, fault);
    REQUIRE_MESSAGE(inserted, inserted.error().text());
    link = std::move(inserted).value();
  }
  base::Result<base::Done, CardError> serve() {
    if (!sees(CardPresence::present)) return CardError{CardProblem::no_card, "not seen within ten seconds"};
    auto channel = reader.connect();
    if (!channel) return channel.error();
    return whole_check_in(*channel.value());
  }
  /// From the moment the next person's card is in until it has been read and has signed.
  void serves_the_next_person() {
    put_in();
    const auto begun = steady_clock::now();
    const auto served = serve();
    REQUIRE_MESSAGE(served, served.error().text());
    CHECK(steady_clock::now() - begun < next_person_limit);
  }
};

}  // namespace
}  // namespace pulled_card

TEST_CASE("over PC/SC, pulled once in each phase of a check-in, a card is a removed card and the next one is served") {
  const auto phases = phases_of_a_check_in("hanako");
  std::set<std::uint32_t> moments;
  for (const auto& [phase, command] : phases.first_command) moments.insert(command);
  moments.insert(phases.closing_command() - 1);
  Counter counter;
  for (const std::uint32_t at : moments) {
    CAPTURE(at);
    counter.put_in(CardFault{CardFaultKind::pulled, at});
    const auto done = counter.serve();
    REQUIRE_FALSE(done);
    CHECK(done.error().problem == CardProblem::card_removed);
  }
  counter.serves_the_next_person();
}

TEST_CASE("after a card that never answers over PC/SC the next person is served within five seconds") {
  Counter counter;
  counter.put_in(CardFault{CardFaultKind::silent, 12});
  const auto begun = steady_clock::now();
  CHECK(counter.serve().error().problem == CardProblem::no_answer);
  CHECK(steady_clock::now() - begun < next_person_limit);
  counter.serves_the_next_person();
}

TEST_CASE("a reader that is unplugged is said to be gone, and works again when it is plugged in") {
  Counter counter;
  counter.serves_the_next_person();
  REQUIRE(counter.service.restart(PrivatePcscd::Readers::none));
  REQUIRE(counter.sees(CardPresence::no_reader));
  CHECK(counter.reader.connect().error().problem == CardProblem::no_reader);
  REQUIRE(counter.service.restart());  // vpcd's readers cannot be plugged in while the service runs
  counter.serves_the_next_person();
}

TEST_CASE("a service that is killed in the middle of a check-in ends it, and serves the next person when it is back") {
  Counter counter;
  counter.put_in();
  REQUIRE(counter.sees(CardPresence::present));
  auto channel = counter.reader.connect();
  REQUIRE(channel);
  MyNumberCard card(*channel.value());
  REQUIRE(card.verify_pin(base::SecretText("1234")));
  counter.service.end_daemon(PrivatePcscd::Ending::killed);
  const auto signature = card.sign_for_authentication(Bytes(51));
  REQUIRE_FALSE(signature);
  const bool clear = signature.error().problem == CardProblem::no_service ||
                     signature.error().problem == CardProblem::card_removed ||
                     signature.error().problem == CardProblem::no_answer;
  CHECK_MESSAGE(clear, signature.error().text());
  channel.value().reset();
  REQUIRE(counter.sees(CardPresence::no_service));
  REQUIRE(counter.service.restart());
  counter.serves_the_next_person();
}
