// The ATRs that My Number cards and readers are known to give, by name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cardreader/bytes.h"

namespace card_tool {

/// One of the names below, or an ATR in hexadecimal (2 to 33 bytes, spaces allowed); nothing for anything else.
/// A contactless reader makes the ATR up itself, so a card is never told by it.
std::optional<cardreader::Bytes> atr_from(std::string_view words);

/// "jukicard, contact-a, ..., contactless", for help.
std::string atr_names();

}  // namespace card_tool
