// Catalogues of texts from any bytes; what is accepted gives a text for every key.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "kiosk/screens/catalog.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const int file = memfd_create("catalogue", MFD_CLOEXEC);
  if (file < 0 || write(file, bytes, size) != static_cast<ssize_t>(size)) std::abort();
  const auto catalog = kiosk::screens::Catalog::load("/proc/self/fd/" + std::to_string(file));
  close(file);
  if (!catalog && catalog.error().detail.empty()) std::abort();
  return 0;
}
