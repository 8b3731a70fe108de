// A client in another language that shares no code with this project, over python3-pyscard: everything that is on the
// card.
#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "cardreader/japanese_era.h"
#include "cardreader/pcsc_card_reader.h"
#include "cardreader/private_pcscd.h"
#include "tests/cardreader/sample_cards.h"
#include "tests/support/run_program.h"

using namespace cardreader;

namespace independent_client {
namespace {

struct Client {
  PrivatePcscd service;
  samples::CardCopy copy;
  std::unique_ptr<VpcdLink> link;

  explicit Client(const std::string& card) : service(std::move(PrivatePcscd::start()).value()), copy(card) {
    auto loaded = VirtualCard::load(copy.path());
    REQUIRE(loaded);
    auto inserted = VpcdLink::insert(std::move(loaded).value(), service.address(), base::Duration{5000});
    REQUIRE_MESSAGE(inserted, inserted.error().text());
    link = std::move(inserted).value();
    PcscCardReader reader;
    for (int looks = 0; looks < 20; ++looks) {
      if (reader.wait_for_change(base::Duration{500}).presence == CardPresence::present) return;
    }
    FAIL("the card was not seen within ten seconds");
  }
  std::string file(const char* name) const { return (copy.folder() / name).string(); }
};

}  // namespace
}  // namespace independent_client

TEST_CASE("a client of another language reads numbers, attributes, photo, counters and certificates, and signs CMS") {
  for (const std::string name : {"hanako", "short-reads"}) {
    CAPTURE(name);
    const independent_client::Client desk(name);
    std::ofstream(desk.file("message")) << "a letter to be signed";
    const auto person = samples::hanako();
    const auto run = support::run_program(
        {"timeout", "30", "/usr/bin/python3", UKETSUKE_SOURCE_DIR "/tests/cardreader/client/read_card.py",
         person.my_number.reveal(), samples::number_b(name).digits().reveal(), person.pin.reveal(),
         person.password.reveal(), desk.file("certificate"), desk.file("signed"), desk.file("message")});
    INFO(run.output);
    REQUIRE(run.status == 0);
    const auto seen = nlohmann::json::parse(run.output);
    CHECK(seen["token"] == "JPKIAPICCTOKEN2");
    CHECK(seen["my number"] == person.my_number.reveal());
    CHECK(seen["attributes with A"] == "6982");
    CHECK(seen["name"] == person.name);
    CHECK(seen["address"] == person.address);
    CHECK(seen["birth"] == "19800217");
    CHECK(seen["sex"] == "2");
    CHECK(seen["digests"] == nlohmann::json{true, true});
    CHECK(seen["photo"] == "6a5020200d0a870a");  // a JPEG 2000 container
    CHECK(seen["photo bytes"] == person.portrait.reveal().size());
    CHECK(seen["age record"] == "19800217");
    CHECK(seen["tries"]["visual B"] == 10);
    CHECK(seen["tries"]["text A"] == 10);
    CHECK(seen["tries"]["signature password"] == 5);
    CHECK(seen["tries"]["authentication PIN"] == 3);
    CHECK(seen["tries"].size() == 9);
    // openssl believes the CMS signature under the signature authority, and gives the message back.
    const auto pem = support::run_program(
        {"openssl", "x509", "-inform", "DER", "-in", desk.file("certificate"), "-noout", "-issuer", "-subject"});
    CHECK(pem.status == 0);
    const auto authority = load_trust_anchors(samples::folder() / "authority");
    REQUIRE(authority);
    const Bytes& der = authority.value().signature_authority;
    std::ofstream(desk.file("authority.der"), std::ios::binary)
        .write(reinterpret_cast<const char*>(der.data()), static_cast<std::streamsize>(der.size()));
    CHECK(support::run_program({"openssl", "x509", "-inform", "DER", "-in", desk.file("authority.der"), "-out",
                                desk.file("authority.pem")})
              .status == 0);
    const auto verified =
        support::run_program({"openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", desk.file("signed"),
                              "-CAfile", desk.file("authority.pem"), "-purpose", "any"});
    INFO(verified.output);
    CHECK(verified.status == 0);
    CHECK(verified.output.find("a letter to be signed") != std::string::npos);
  }
}
