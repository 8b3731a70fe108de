// PcscCardReader: a real (or vpcd's) reader through the PC/SC service. The only file pair that includes winscard.h.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cardreader/card_reader.h"

namespace cardreader {

struct PcscSettings {
  std::string reader_name;             ///< a part of the wanted reader's name; empty takes any reader
  base::Duration answer_limit{3000};   ///< for one APDU, after which the card counts as silent
  base::Duration connect_limit{3000};  ///< for powering a card up and for getting it to ourselves
};

/// Survives the service: when pcscd is stopped, killed or restarted, or a reader is unplugged, the status says so and
/// the next calls try again. All calls into the PC/SC library run behind a watchdog. One thread at a time; cancel()
/// any.
class PcscCardReader final : public CardReader {
 public:
  explicit PcscCardReader(PcscSettings settings = {});
  ~PcscCardReader() override;

  ReaderStatus wait_for_change(base::Duration timeout) override;
  void cancel() override;
  base::Result<std::unique_ptr<CardChannel>, CardError> connect() override;

  /// The reader that holds the card, or the first one; empty without a reader. As of the last wait_for_change().
  std::string reader_name() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// The names of all connected readers, or why they cannot be listed (no_service, no_answer). Never waits over a second.
base::Result<std::vector<std::string>, CardError> list_pcsc_readers();

}  // namespace cardreader
