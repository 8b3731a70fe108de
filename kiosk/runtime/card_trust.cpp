#include "kiosk/runtime/card_trust.h"

namespace kiosk::runtime {

base::Result<CardTrust, cardreader::CardError> load_card_trust(const std::filesystem::path& authority) {
  auto anchors = cardreader::load_trust_anchors(authority);
  if (!anchors) return anchors.error();
  auto terminal = cardreader::load_terminal(authority);
  if (!terminal) return terminal.error();
  return CardTrust{std::move(anchors).value(), std::move(terminal).value()};
}

}  // namespace kiosk::runtime
