// BER-TLV: what the card's files are made of, and what hostile bytes may look like.
#include "cardreader/tlv.h"

#include <doctest/doctest.h>

#include <random>

using namespace cardreader;

TEST_CASE("objects with one and two byte tags and all length forms are written and read back") {
  for (const std::uint32_t tag : {0x30U, 0xDF22U, 0xFF20U, 0x7F21U, 0x5F4EU}) {
    for (const std::size_t size : {0U, 1U, 127U, 128U, 255U, 256U, 65535U, 65536U}) {
      CAPTURE(tag);
      CAPTURE(size);
      const Bytes object = make_tlv(tag, Bytes(size, 0x5A));
      const auto read = read_tlv(object);
      REQUIRE(read);
      CHECK(read->tag == tag);
      CHECK(read->value.size() == size);
      CHECK(read->whole.size() == object.size());
      CHECK(tlv_size(object) == object.size());
    }
  }
}

TEST_CASE("the header of a card-verifiable certificate has the bytes real cards have") {
  CHECK(to_hex(ByteView(make_tlv(0x7F21, Bytes(0x233, 0))).first(5)) == "7F21820233");
}

TEST_CASE("the size of a file is known from its first bytes") {
  CHECK(tlv_size(*from_hex("308206A1")) == 4 + 0x6A1);
  CHECK_FALSE(tlv_size(*from_hex("3082")));
}

TEST_CASE("objects that are cut short, endless or of indefinite length are refused") {
  for (const char* hex : {"", "DF", "DF22", "DF2205", "DF22050102", "3080", "30858000000000", "3084FFFFFFFF",
                          "FFFFFFFFFF01", "1F8182838401"}) {
    CAPTURE(hex);
    CHECK_FALSE(read_tlv(*from_hex(hex)));
  }
}

TEST_CASE("filler at the end of a file ends the list of objects") {
  const auto objects = read_all_tlv(*from_hex("DF210101 DF220102 FFFFFFFF"));
  REQUIRE(objects.size() == 2);
  CHECK(objects[1].tag == 0xDF22);
  CHECK(find_tlv(*from_hex("DF210101DF220102"), 0xDF22)->value[0] == 2);
  CHECK_FALSE(find_tlv(*from_hex("DF210101"), 0xDF22));
}

TEST_CASE("random bytes never break the reader, and what it returns lies inside them") {
  const unsigned seed = 20240117;
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 20000; ++round) {
    Bytes bytes(random() % 40);
    for (auto& byte : bytes) byte = static_cast<unsigned char>(random());
    std::size_t used = 0;
    for (const Tlv& object : read_all_tlv(bytes)) used += object.whole.size();
    REQUIRE(used <= bytes.size());
  }
}
