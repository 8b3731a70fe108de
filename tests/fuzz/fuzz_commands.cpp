// A whole virtual card against any commands: always an answer of at least two bytes, and no counter beyond its limits.
#include <cstdlib>

#include "cardreader/virtual_card.h"
#include "tests/fuzz/pieces.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  static const auto whole = cardreader::load_virtual_card(UKETSUKE_FUZZ_SEEDS "/fuzz_card_json/whole.card");
  if (!whole) std::abort();
  cardreader::VirtualCard card(whole.value());
  cardreader::ByteView rest(bytes, size);
  while (const auto command = fuzz::next_piece(rest)) {
    if (card.respond(*command).reveal().size() < 2) std::abort();
  }
  for (const auto& application : card.contents().applications) {
    for (const auto& file : application.files) {
      if (file.secret.tries_left < 0 || file.secret.tries_left > file.secret.tries) std::abort();
    }
  }
  return 0;
}
