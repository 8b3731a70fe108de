// What an X.509 certificate that a card carries says, without judging whether to believe it (certificate_check.h).
#pragma once

#include <chrono>
#include <optional>

#include "cardreader/bytes.h"
#include "cardreader/rsa_key.h"

namespace cardreader {

/// The last day (in Japan) on which the certificate is valid; nothing when the bytes are no certificate.
std::optional<std::chrono::year_month_day> last_day_of_certificate(ByteView der);

/// The RSA key that it certifies; nothing when the bytes are no certificate or the key is another kind's.
std::optional<RsaPublicKey> public_key_of_certificate(ByteView der);

}  // namespace cardreader
