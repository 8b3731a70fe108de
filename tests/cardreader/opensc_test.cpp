// OpenSC, a client that was not written here, against the virtual card through the real PC/SC service.
#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <string>

#include "cardreader/card_layout.h"
#include "cardreader/pcsc_card_reader.h"
#include "cardreader/private_pcscd.h"
#include "tests/cardreader/sample_cards.h"

using namespace cardreader;

namespace {

struct Finished {
  int status;
  std::string output;
};

/// Runs a shell line with a limit of twenty seconds; output and errors together.
Finished run(const std::string& line) {
  FILE* pipe = ::popen(("timeout 20 sh -c '" + line + "' 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  std::array<char, 4096> buffer{};
  for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    output.append(buffer.data(), got);
  const int status = ::pclose(pipe);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, output};
}

/// A service, a card in it, and a folder for files.
struct Desk {
  PrivatePcscd service;
  samples::CardCopy copy;
  std::unique_ptr<VpcdLink> link;

  Desk() : service(started()) {
    auto card = VirtualCard::load(copy.path());
    REQUIRE(card);
    auto inserted = VpcdLink::insert(std::move(card).value(), service.address(), base::Duration{5000});
    REQUIRE(inserted);
    link = std::move(inserted).value();
    PcscCardReader reader;
    while (reader.wait_for_change(base::Duration{5000}).presence != CardPresence::present) {
    }
  }
  static PrivatePcscd started() {
    auto service = PrivatePcscd::start();
    REQUIRE_MESSAGE(service, service.error().text());
    return std::move(service).value();
  }
  std::string file(const char* name) const { return (copy.folder() / name).string(); }
};

bool holds(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("OpenSC names the card and lists keys, PINs and certificates") {
  const Desk desk;
  const auto name = run("opensc-tool -n");
  INFO(name.output);
  CHECK(name.status == 0);
  CHECK(holds(name.output, "jpki"));
  const auto dump = run("pkcs15-tool --dump");
  INFO(dump.output);
  CHECK(dump.status == 0);
  CHECK(holds(dump.output, "User Authentication PIN"));
  CHECK(holds(dump.output, "Digital Signature"));
  CHECK(holds(dump.output, "Tries left     : 3"));
}

TEST_CASE("OpenSC reads the certificates, and openssl verifies them against the authority") {
  const Desk desk;
  const std::string own = desk.file("own.pem");
  const auto read = run("pkcs15-tool --read-certificate 01 -o " + own);
  INFO(read.output);
  REQUIRE(read.status == 0);
  const std::string authority = desk.file("authority.pem");
  REQUIRE(run("openssl x509 -inform DER -in " +
              (samples::folder() / "authority/authentication-authority.cer").string() + " -out " + authority)
              .status == 0);
  const auto verified = run("openssl verify -CAfile " + authority + " " + own);
  INFO(verified.output);
  CHECK(verified.status == 0);
  const auto signing = run("pkcs15-tool --read-certificate 02 --verify-pin --auth-id 02 --pin PASSWORD1");
  INFO(signing.output);
  CHECK(signing.status == 0);
  CHECK(holds(signing.output, "BEGIN CERTIFICATE"));
}

TEST_CASE("OpenSC signs with both keys, and openssl verifies the signatures") {
  const Desk desk;
  std::ofstream(desk.file("message")) << "an eligibility request";
  struct Key {
    const char* slot;
    const char* id;
    const char* pin;
    const char* read;
  };
  for (const Key& key :
       {Key{"0", "01", "1234", "01"}, Key{"1", "02", "PASSWORD1", "02 --verify-pin --auth-id 02 --pin PASSWORD1"}}) {
    CAPTURE(key.id);
    const auto made =
        run("pkcs11-tool --slot-index " + std::string(key.slot) + " --login --pin " + key.pin + " --id " + key.id +
            " --sign -m SHA256-RSA-PKCS -i " + desk.file("message") + " -o " + desk.file("signature"));
    INFO(made.output);
    REQUIRE(made.status == 0);
    const auto certificate =
        run(std::string("pkcs15-tool --read-certificate ") + key.read + " -o " + desk.file("certificate.pem"));
    INFO(certificate.output);
    REQUIRE(certificate.status == 0);
    REQUIRE(run("openssl x509 -in " + desk.file("certificate.pem") + " -noout -pubkey -out " + desk.file("key.pem"))
                .status == 0);
    const auto verified = run("openssl dgst -sha256 -verify " + desk.file("key.pem") + " -signature " +
                              desk.file("signature") + " " + desk.file("message"));
    INFO(verified.output);
    CHECK(verified.status == 0);
  }
}

TEST_CASE("OpenSC's own test of a token passes") {
  const Desk desk;
  const auto tested = run("pkcs11-tool --test --login --pin 1234");
  INFO(tested.output);
  CHECK(tested.status == 0);
  CHECK(holds(tested.output, "No errors"));
}

TEST_CASE("a wrong PIN given to OpenSC lowers the counter in the card's file") {
  const Desk desk;
  CHECK(run("pkcs15-tool --verify-pin --auth-id 01 --pin 9999").status != 0);
  const auto contents = load_virtual_card(desk.copy.path());
  REQUIRE(contents);
  CHECK(contents.value().find(layout::jpki)->find(layout::jpki_file::authentication_pin)->secret.tries_left == 2);
}
