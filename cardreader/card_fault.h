// CardFault: something that goes wrong with a virtual card, on request, at a chosen command.
#pragma once

#include <cstdint>
#include <optional>

#include "cardreader/bytes.h"
#include "kiosk/base/time.h"

namespace cardreader {

enum class CardFaultKind {
  pulled,        ///< the card leaves the reader before it answers
  silent,        ///< the card never answers, until it is taken away
  slow,          ///< every answer from here on takes `delay`
  empty,         ///< an answer of zero bytes
  one_byte,      ///< an answer of one byte
  garbage,       ///< random-looking bytes with a status word of 9000
  cut_short,     ///< half of the answer's data, status word 9000
  too_long,      ///< the answer with 300 bytes more than asked for
  endless_61,    ///< 61FF for ever
  endless_6c,    ///< 6C10 for ever
  error_status,  ///< 6F00
};

/// `at_command` counts from 0 since the card was inserted.
struct CardFault {
  CardFaultKind kind = CardFaultKind::pulled;
  std::uint32_t at_command = 0;
  base::Duration delay{0};
};

/// What the faulty card sends instead of `answer`; for kinds that are about bytes. pulled, silent and slow are the
/// way's own business.
Bytes spoilt(const CardFault& fault, ByteView answer);

/// Whether the fault applies to the command with this number: endless ones from there on, the others once.
bool strikes(const CardFault& fault, std::uint32_t command);

}  // namespace cardreader
