// Number B from the front's particulars.
#include "cardreader/virtual_card_front.h"

#include "cardreader/virtual_card_contents.h"

namespace cardreader {

base::Result<std::optional<CheckNumberB>, CardError> VirtualCardFront::read() {
  if (card_file_.empty()) return std::optional<CheckNumberB>{};
  const auto contents = load_virtual_card(card_file_);
  if (!contents) return contents.error();
  return contents.value().front.number_b();
}

}  // namespace cardreader
