// Commands and answers, byte for byte; their printed form shows no data.
#include "cardreader/apdu.h"

#include <doctest/doctest.h>

#include <sstream>

using namespace cardreader;

namespace {

constexpr CommandHeader header{0x00, 0xB0, 0x12, 0x34};
base::SecretBytes filled(std::size_t size) { return base::SecretBytes(Bytes(size, 0xAB)); }
std::string sent(const CommandApdu& command) { return to_hex(command.encode().reveal()); }

template <class T>
std::string printed(const T& value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

}  // namespace

TEST_CASE("the four cases of a short command") {
  CHECK(sent(CommandApdu(header)) == "00B01234");
  CHECK(sent(CommandApdu(header, {}, 16)) == "00B0123410");
  CHECK(sent(CommandApdu(header, {}, 256)) == "00B0123400");
  CHECK(sent(CommandApdu(header, filled(2))) == "00B0123402ABAB");
  CHECK(sent(CommandApdu(header, filled(2), 256)) == "00B0123402ABAB00");
}

TEST_CASE("a command becomes extended when its data or its answer need it, and only then") {
  CHECK(sent(CommandApdu(header, {}, 257)) == "00B01234000101");
  CHECK(sent(CommandApdu(header, {}, 65536)) == "00B01234000000");
  CHECK(sent(CommandApdu(header, filled(256))).substr(0, 14) == "00B01234000100");
  CHECK(sent(CommandApdu(header, filled(256), 65536)).size() == (4 + 3 + 256 + 2) * 2);
  CHECK(sent(CommandApdu(header, filled(2), 300)) == "00B01234000002ABAB012C");
  CHECK_FALSE(CommandApdu(header, filled(255), 256).is_extended());
}

TEST_CASE("every command that can be sent can be read back by the card") {
  for (const std::size_t size : {0U, 1U, 255U, 256U, 65535U}) {
    for (const std::size_t expected : {0U, 1U, 256U, 257U, 65536U}) {
      CAPTURE(size);
      CAPTURE(expected);
      const CommandApdu command(header, filled(size), expected == 0 ? std::nullopt : std::optional(expected));
      const auto read = CommandApdu::parse(command.encode().reveal());
      REQUIRE(read);
      CHECK(*read == command);
    }
  }
}

TEST_CASE("a malformed command is not read") {
  for (const char* hex : {"", "00", "00B012", "00A4040C05AABB", "00A4040C02AABBCCDD", "00B012340000",
                          "00B0123400000502AABB", "00B01234000002AA"}) {
    CAPTURE(hex);
    CHECK_FALSE(CommandApdu::parse(*from_hex(hex)));
  }
}

TEST_CASE("an answer of fewer than two bytes is no answer: the card was pulled") {
  CHECK_FALSE(ResponseApdu::parse({}));
  CHECK_FALSE(ResponseApdu::parse(Bytes{0x90}));
  const auto answer = ResponseApdu::parse(Bytes{0x01, 0x02, 0x63, 0xC2});
  REQUIRE(answer);
  CHECK(answer->data().size() == 2);
  CHECK(answer->status().tries_left() == 2);
}

TEST_CASE("printing hides the data of commands and answers") {
  CHECK(printed(CommandApdu({0x00, 0x20, 0x00, 0x80}, base::SecretBytes(Bytes{'1', '2', '3', '4'}))) ==
        "00 20 00 80 Lc=4 (hidden)");
  CHECK(printed(CommandApdu(header, {}, 256)) == "00 B0 12 34 Le=256");
  CHECK(printed(ResponseApdu(status::success, filled(3))) == "9000 (done), 3 bytes (hidden)");
}

TEST_CASE("status words are told in words") {
  CHECK(status::tries(2).text() == "63C2 (2 tries left)");
  CHECK(status::not_authorised.text() == "6982 (not authorised)");
  CHECK(StatusWord{0x1234}.text() == "1234 (unknown)");
}
