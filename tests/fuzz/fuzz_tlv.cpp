// BER-TLV from any bytes.
#include <cstdlib>

#include "cardreader/tlv.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const cardreader::ByteView view(bytes, size);
  std::size_t used = 0;
  for (const auto& object : cardreader::read_all_tlv(view)) {
    used += object.whole.size();
    if (cardreader::find_tlv(object.value, 0xDF22) && object.value.empty()) std::abort();
  }
  if (used > size) std::abort();
  (void)cardreader::tlv_size(view);
  return 0;
}
