// The three-hash signature over the card face (visual EF 0002, DF28): shared by the issuer and the verifier.
#pragma once

#include <optional>

#include "cardreader/bytes.h"

namespace cardreader {

/// What the issuer signs: a DigestInfo for SHA-256 whose octet string is 96 bytes: the digests of three groups of whole
/// objects (birth, sex, key; name, address; photo). No ordinary verify call takes it. Nothing when an object is
/// missing. `face_value` is the value of FF20. Expiry and security code are in no group: they are not signed.
std::optional<Bytes> face_signature_frame(ByteView face_value);

}  // namespace cardreader
