// The virtual card's answers, byte for byte: sizes, access rules, counters and status words of real cards.
#include "cardreader/virtual_card.h"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/cardreader/sample_cards.h"

using namespace cardreader;

namespace {

constexpr const char* select_jpki = "00A4040C0AD392F000260100000001";
constexpr const char* select_text = "00A4040C0AD3921000310001010408";
constexpr const char* select_visual = "00A4040C0AD3921000310001010402";

std::string say(VirtualCard& card, const std::string& hex) { return to_hex(card.respond(*from_hex(hex)).reveal()); }

std::string last_of(VirtualCard& card, std::initializer_list<const char*> commands) {
  std::string answer;
  for (const char* command : commands) answer = say(card, command);
  return answer;
}

std::size_t size_of_file(VirtualCard& card, const char* id) {
  if (say(card, std::string("00A4020C02") + id) != "9000") return 0;
  return say(card, "00B00000000000").size() / 2 - 2;
}

}  // namespace

TEST_CASE("files have the sizes that clients read") {
  auto card = samples::card();
  say(card, select_text);
  CHECK(last_of(card, {"00A4020C020011",
                       "0020008004"
                       "31323334"}) == "9000");
  CHECK(size_of_file(card, "0001") == 17);
  CHECK(size_of_file(card, "0003") == 336);
  CHECK(size_of_file(card, "0004") == 568);
  CHECK(size_of_file(card, "0005") == 256);
  CHECK(size_of_file(card, "0007") == 536);
  say(card, select_jpki);
  CHECK(size_of_file(card, "0006") == 160);
  say(card, select_visual);
  CHECK(size_of_file(card, "0004") == 568);
}

TEST_CASE("reading at or past the end of a file is 6B00 and never an empty success") {
  auto card = samples::card();
  CHECK(last_of(card, {select_jpki, "00A4020C020008", "00B0000300"}) == "6B00");
  CHECK(say(card, "00B07FFF00") == "6B00");
  CHECK(say(card, "00B0000200") == "009000");
}

TEST_CASE("an unknown application or file is 6A82 and leaves the selection as it was") {
  auto card = samples::card();
  CHECK(last_of(card, {select_jpki, "00A4020C020006", "00A4040C05A000000003"}) == "6A82");
  CHECK(say(card, "00A4020C02ABCD") == "6A82");
  CHECK(say(card, "00B0000004") == "4A504B499000");
}

TEST_CASE("asking for the tries left costs none, and is answered with 63 even after a success") {
  auto card = samples::card();
  CHECK(last_of(card, {select_jpki, "00A4020C020018", "00200080"}) == "63C3");
  CHECK(say(card, "002000800431323334") == "9000");
  CHECK(say(card, "00200080") == "63C3");
}

TEST_CASE("a wrong PIN lowers the counter to blocked, and the right one is then refused") {
  auto card = samples::card();
  last_of(card, {select_jpki, "00A4020C020018"});
  CHECK(say(card, "002000800439393939") == "63C2");
  CHECK(say(card, "002000800439393939") == "63C1");
  CHECK(say(card, "002000800439393939") == "63C0");
  CHECK(say(card, "002000800431323334") == "6984");
  CHECK(say(card, "00200080") == "63C0");
}

TEST_CASE("the counter survives a pulled card and a new insertion, because it is in the file before the answer") {
  const samples::CardCopy copy;
  {
    auto card = VirtualCard::load(copy.path());
    REQUIRE(card);
    last_of(card.value(), {select_jpki, "00A4020C020018"});
    CHECK(say(card.value(), "002000800439393939") == "63C2");
  }
  auto again = VirtualCard::load(copy.path());
  REQUIRE(again);
  CHECK(last_of(again.value(), {select_jpki, "00A4020C020018", "00200080"}) == "63C2");
  CHECK(say(again.value(), "002000800431323334") == "9000");
  auto third = VirtualCard::load(copy.path());
  CHECK(last_of(third.value(), {select_jpki, "00A4020C020018", "00200080"}) == "63C3");
}

TEST_CASE("selecting an application and a reset forget an entered PIN") {
  auto card = samples::card();
  const char* sign = "802A0080043031323300";
  last_of(card, {select_jpki, "00A4020C020018", "002000800431323334", "00A4020C020017"});
  CHECK(say(card, sign).size() == (256 + 2) * 2);
  CHECK(last_of(card, {select_jpki, "00A4020C020017", sign}) == "6982");
  last_of(card, {"00A4020C020018", "002000800431323334"});
  card.reset();
  CHECK(last_of(card, {select_jpki, "00A4020C020017", sign}) == "6982");
}

TEST_CASE("number A and number B open what they open on a real card, and nothing else") {
  auto card = samples::card();
  const std::string number_a = to_hex(view_of("123456789018"));
  const std::string number_b = to_hex(view_of(samples::number_b().digits().reveal()));
  last_of(card, {select_text, "00A4020C020014"});
  CHECK(say(card, "002000800C" + number_a) == "9000");
  CHECK(last_of(card, {"00A4020C020001", "00B0000000"}).substr(0, 6) == "FF100C");
  CHECK(last_of(card, {"00A4020C020002", "00B0000000"}) == "6982");
  last_of(card, {select_text, "00A4020C020015"});
  CHECK(say(card, "002000800E" + number_b) == "9000");
  CHECK(last_of(card, {"00A4020C020001", "00B0000000"}) == "6982");
  CHECK(last_of(card, {"00A4020C020002", "00B0000000"}).substr(0, 4) == "FF20");
  last_of(card, {select_visual, "00A4020C020012"});
  CHECK(say(card, "002000800E" + number_b) == "9000");
  CHECK(last_of(card, {"00A4020C020005", "00B0000000"}) == "6982");
}

TEST_CASE("the signature certificate needs the password, the authentication certificate needs nothing") {
  auto card = samples::card();
  CHECK(last_of(card, {select_jpki, "00A4020C020001", "00B0000004"}) == "6982");
  CHECK(last_of(card, {"00A4020C02000A", "00B0000004"}).substr(0, 4) == "3082");
  last_of(card, {"00A4020C02001B"});
  CHECK(say(card, "0020008009" + to_hex(view_of("PASSWORD1"))) == "9000");
  CHECK(last_of(card, {"00A4020C020001", "00B0000004"}).substr(0, 4) == "3082");
}

TEST_CASE("a holder under fifteen has no signature certificate") {
  auto card = samples::card("child");
  CHECK(last_of(card, {select_jpki, "00A4020C020008", "00B0000000"}) == "008F009000");
  CHECK(say(card, "00A4020C020001") == "6A82");
}

TEST_CASE("a card without PINs answers as if they were blocked") {
  auto card = samples::card("without-pins");
  CHECK(last_of(card, {select_jpki, "00A4020C020018", "00200080"}) == "63C0");
}

TEST_CASE("short identifiers, records, objects and the master file answer as on real cards") {
  auto card = samples::card();
  CHECK(say(card, "00CA00F000").substr(0, 10) == "3133313031");
  CHECK(say(card, "00A4000000") == "6A86");
  say(card, select_jpki);
  CHECK(say(card, "00A4000000") == "9000");
  CHECK(say(card, "00A40000023F00") == "6A82");
  CHECK(say(card, "00B0860004").substr(0, 8) == "4A504B49");
  CHECK(say(card, "00200098") == "63C3");
  CHECK(say(card, "00CA00F000") == "6A88");
  CHECK(last_of(card, {"00A4040C0AD3921000310001010100", "00A4020C020001", "00B2010400"}).substr(0, 4) == "011C");
  CHECK(say(card, "00B2010C00").substr(0, 4) == "011C");
  CHECK(say(card, "00B2020400") == "6A83");
  CHECK(say(card, "00B0000000") == "6981");
  CHECK(say(card, "00EE0000") == "6D00");
}

TEST_CASE("the PIN is changed after it was entered, and kept") {
  const samples::CardCopy copy;
  auto card = VirtualCard::load(copy.path());
  last_of(card.value(), {select_jpki, "00A4020C020018"});
  CHECK(say(card.value(), "002401800435353535") == "6982");
  CHECK(last_of(card.value(), {"002000800431323334", "002401800435353535"}) == "9000");
  auto again = VirtualCard::load(copy.path());
  CHECK(last_of(again.value(), {select_jpki, "00A4020C020018", "002000800435353535"}) == "9000");
}

TEST_CASE("any bytes get an answer") {
  auto card = samples::card();
  CHECK(say(card, "") == "6700");
  CHECK(say(card, "00A4") == "6700");
  CHECK(say(card, "EFA40000") == "6E00");
  CHECK(say(card, "FFFFFFFFFF") == "6E00");
}

TEST_CASE("a damaged .card file is refused with the place that is wrong") {
  const auto detail = [](const char* text) { return parse_virtual_card(text).error().detail; };
  CHECK(detail("{") == "not JSON");
  CHECK(detail("{}") == "the field 'format' is missing");
  CHECK(detail(R"({"format":"uketsuke virtual card","version":2})") == "the field 'version' is out of range");
  CHECK(detail(R"({"format":"uketsuke virtual card","version":1,"atr":"3Z"})") == "the field 'atr' is not hexadecimal");
  const auto missing = VirtualCard::load("/nonexistent/nobody.card");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().detail == "/nonexistent/nobody.card: No such file or directory");
}

TEST_CASE("a card that is saved and loaded again is the same card") {
  const samples::CardCopy copy;
  const auto contents = samples::contents();
  REQUIRE(save_virtual_card(contents, copy.path()));
  CHECK(load_virtual_card(copy.path()).value() == contents);
}

TEST_CASE("where the counter cannot be written the card says so instead of giving a free try") {
  const samples::CardCopy copy;
  auto card = VirtualCard::load(copy.path());
  std::filesystem::remove_all(copy.folder());
  last_of(card.value(), {select_jpki, "00A4020C020018"});
  CHECK(say(card.value(), "002000800439393939") == "6581");
}
