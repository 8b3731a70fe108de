// VirtualCardReader: a reader in this process with a virtual card on it; no PC/SC. For fast tests and the demo.
#pragma once

#include <memory>
#include <optional>

#include "cardreader/card_fault.h"
#include "cardreader/card_reader.h"
#include "cardreader/virtual_card.h"

namespace cardreader {

/// insert() and remove() may be called from any thread while another one reads.
class VirtualCardReader final : public CardReader {
 public:
  VirtualCardReader();
  ~VirtualCardReader() override;

  void insert(VirtualCard card, std::optional<CardFault> fault = std::nullopt);
  void remove();
  /// How many commands the inserted card has been sent since it was inserted.
  std::uint32_t commands_seen() const;

  ReaderStatus wait_for_change(base::Duration timeout) override;
  void cancel() override;
  base::Result<std::unique_ptr<CardChannel>, CardError> connect() override;

 private:
  struct Slot;
  std::shared_ptr<Slot> slot_;
  std::optional<ReaderStatus> reported_;
};

}  // namespace cardreader
