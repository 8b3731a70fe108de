// The dates of an X.509 certificate that a card carries.
#pragma once

#include <chrono>
#include <optional>

#include "cardreader/bytes.h"

namespace cardreader {

/// The last day (in Japan) on which the certificate is valid; nothing when the bytes are no certificate.
std::optional<std::chrono::year_month_day> last_day_of_certificate(ByteView der);

}  // namespace cardreader
