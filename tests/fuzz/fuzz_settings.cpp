// Settings files from any bytes: taken in, or refused with exit status 2; the program is never ended by one.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>

#include "kiosk/apps/kiosk_options.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  static std::streambuf* const silent = std::cerr.rdbuf(nullptr);
  (void)silent;
  const int file = memfd_create("settings", MFD_CLOEXEC);
  if (file < 0 || write(file, bytes, size) != static_cast<ssize_t>(size)) std::abort();
  std::string program = "uketsuke-kiosk", option = "--settings", path = "/proc/self/fd/" + std::to_string(file);
  char* words[] = {program.data(), option.data(), path.data(), nullptr};
  const auto options = kiosk::apps::parse_kiosk_options(3, words);
  close(file);
  if (const int* status = std::get_if<int>(&options); status != nullptr && *status != 2 && *status != 0) std::abort();
  return 0;
}
