// The contents of the card's files, from bytes to facts. Total on any bytes.
#pragma once

#include <string>

#include "cardreader/bytes.h"
#include "cardreader/card_error.h"
#include "cardreader/card_record.h"
#include "kiosk/base/result.h"
#include "kiosk/base/secret.h"

namespace cardreader {

/// JPKI EF 0006: the label of a serialised CK_TOKEN_INFO, without its padding; at most 32 printable characters.
std::string token_name_in(ByteView token_file);
CardKind kind_of_token(std::string_view token_name);

/// Text EF 0005, DF41: the second byte tells of extended length (seen: 03 where the card has it).
bool says_extended_length(ByteView application_file);

/// Visual EF 0002. broken_contents names the missing or damaged part.
base::Result<CardFace, CardError> parse_card_face(base::SecretBytes file);

/// Text EF 0002.
base::Result<CardAttributes, CardError> parse_attributes(ByteView file);

}  // namespace cardreader
