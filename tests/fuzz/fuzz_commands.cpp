// The virtual card against any commands: always an answer of at least two bytes, and no counter that grows.
#include <cstdlib>

#include "cardreader/card_layout.h"
#include "cardreader/virtual_card.h"

namespace {

cardreader::VirtualCardContents small_card() {
  using namespace cardreader;
  VirtualCardContents card;
  card.atr = {0x3B, 0x00};
  VirtualFile file{0x0002};
  file.content.assign(300, 0x5A);
  file.opened_by = {0x0011};
  VirtualFile secret{0x0011, VirtualFileKind::secret};
  secret.secret = {base::SecretText("1234"), 3, 3};
  VirtualFile records{0x0001, VirtualFileKind::records};
  records.records = {{1, 2, 3}};
  VirtualFile key{0x0016};
  key.content.assign(265, 0x91);
  card.applications = {{"jpki", Bytes(layout::jpki.begin(), layout::jpki.end()), {file, secret, records, key}}};
  card.objects = {{0x0045, {1, 2}}};
  return card;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  cardreader::VirtualCard card(small_card());
  cardreader::ByteView rest(bytes, size);
  while (!rest.empty()) {
    const std::size_t length = std::min<std::size_t>(rest[0], rest.size() - 1);
    if (card.respond(rest.subspan(1, length)).reveal().size() < 2) std::abort();
    rest = rest.subspan(1 + length);
  }
  return 0;
}
