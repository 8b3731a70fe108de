// Number B from any recognised text: what is found is a day that exists and four digits.
#include <algorithm>
#include <cstdlib>

#include "cardreader/front/front_text.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  using namespace std::chrono;
  const auto parts = cardreader::find_front_parts({reinterpret_cast<const char*>(bytes), size});
  if (parts.birth && !parts.birth->ok()) std::abort();
  if (parts.expiry && !parts.expiry->ok()) std::abort();
  if (parts.security_code && parts.security_code->size() != 4) std::abort();
  const auto today = year{2026} / 6 / 1;
  const auto number = cardreader::number_from(parts, today);
  if (number && !number->is_plausible(today) && !number->has_expired(today)) std::abort();
  return 0;
}
