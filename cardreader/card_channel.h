// CardChannel: an open conversation with the card on a reader.
#pragma once

#include <utility>

#include "cardreader/apdu.h"
#include "cardreader/card_error.h"
#include "kiosk/base/result.h"

namespace cardreader {

/// The only way to a card. Closing (destruction) resets the card, so that no entered PIN stays valid. One thread at a
/// time. After card_removed, no_answer or no_service the channel is dead: connect again.
class CardChannel {
 public:
  virtual ~CardChannel() = default;

  /// Sends one command and waits for its answer, never longer than the channel's limit (then: no_answer). A status word
  /// that is not 9000 is an answer, not an error. Nothing is ever sent twice.
  virtual base::Result<ResponseApdu, CardError> transmit(const CommandApdu& command) = 0;

  /// Keeps every other program away from the card until end_transaction(); may fail with in_use_elsewhere.
  virtual base::Result<base::Done, CardError> begin_transaction() = 0;
  virtual void end_transaction() = 0;
};

/// Holds a transaction from `begin` to destruction; the channel must outlive it.
class CardTransaction {
 public:
  static base::Result<CardTransaction, CardError> begin(CardChannel& channel) {
    if (auto begun = channel.begin_transaction(); !begun) return begun.error();
    return CardTransaction(channel);
  }
  CardTransaction(CardTransaction&& other) noexcept : channel_(std::exchange(other.channel_, nullptr)) {}
  CardTransaction& operator=(CardTransaction&&) = delete;
  CardTransaction(const CardTransaction&) = delete;
  CardTransaction& operator=(const CardTransaction&) = delete;
  ~CardTransaction() {
    if (channel_ != nullptr) channel_->end_transaction();
  }

 private:
  explicit CardTransaction(CardChannel& channel) : channel_(&channel) {}
  CardChannel* channel_;
};

}  // namespace cardreader
