// The card's photo from any bytes: a picture within the limits, or a problem with words.
#include <cstdlib>

#include "vision/portrait.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const auto picture = vision::decode_picture({bytes, size}, "the card's photo");
  if (picture && (picture.value().width < 40 || picture.value().height < 40)) std::abort();
  if (!picture && vision::describe(picture.error()).empty()) std::abort();
  return 0;
}
