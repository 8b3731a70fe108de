// CardReader: tells when a card comes and goes, and opens a channel to it.
#pragma once

#include <cstdint>
#include <memory>

#include "cardreader/card_channel.h"
#include "cardreader/card_error.h"
#include "kiosk/base/result.h"
#include "kiosk/base/time.h"

namespace cardreader {

enum class CardPresence {
  no_service,  ///< the PC/SC service does not run; the reader keeps trying to reach it
  no_reader,   ///< no reader is connected
  absent,      ///< a reader without a card
  present,     ///< a card that can be talked to
  mute,        ///< something is inserted that does not answer (card upside down, another card, a dirty chip)
};

struct ReaderStatus {
  CardPresence presence = CardPresence::no_service;
  /// Grows with every card that comes, so that a quick swap between two looks is not missed.
  std::uint32_t insertions = 0;
  bool operator==(const ReaderStatus&) const = default;
};

/// One thread at a time, except cancel(), which any thread may call.
class CardReader {
 public:
  virtual ~CardReader() = default;

  /// Returns as soon as the status differs from the one returned before, and at the latest after `timeout`, with the
  /// status at that time. The first call returns at once. Zero only looks. Losing the service or the reader is a
  /// status, not an error; the reader recovers by itself.
  virtual ReaderStatus wait_for_change(base::Duration timeout) = 0;

  /// Makes a running and the following wait_for_change() return early (within a quarter of a second), once.
  virtual void cancel() = 0;

  /// Opens a channel to the card that is present. Never waits longer than the reader's limit.
  virtual base::Result<std::unique_ptr<CardChannel>, CardError> connect() = 0;
};

}  // namespace cardreader
