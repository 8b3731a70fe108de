// .card files from any bytes; one that is accepted can be put in a reader and answers.
#include <cstdlib>

#include "cardreader/virtual_card.h"
#include "cardreader/virtual_card_contents.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  auto card = cardreader::parse_virtual_card({reinterpret_cast<const char*>(bytes), size});
  if (!card) {
    if (card.error().detail.empty()) std::abort();
    return 0;
  }
  (void)card.value().front.number_b();
  const auto applications = card.value().applications;
  cardreader::VirtualCard inserted(std::move(card).value());
  for (const auto& application : applications) {
    cardreader::Bytes select{0x00, 0xA4, 0x04, 0x0C, static_cast<unsigned char>(application.aid.size() & 0xFFU)};
    cardreader::append(select, application.aid);
    if (inserted.respond(select).reveal().size() < 2) std::abort();
    for (const auto& file : application.files) {
      (void)inserted.respond(cardreader::Bytes{0x00, 0xA4, 0x02, 0x0C, 0x02, static_cast<unsigned char>(file.id >> 8U),
                                               static_cast<unsigned char>(file.id & 0xFFU)});
      (void)inserted.respond(cardreader::Bytes{0x00, 0xB0, 0x00, 0x00, 0x00, 0x00, 0x00});
      (void)inserted.respond(cardreader::Bytes{0x80, 0x2A, 0x00, 0x80, 0x01, 0x41, 0x00});
    }
  }
  return 0;
}
