// CardWorker: the reader's side of a check-in. Carries out the card orders and reports what happens on the reader.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <variant>

#include "cardreader/card_front.h"
#include "cardreader/card_reader.h"
#include "cardreader/card_record.h"
#include "kiosk/checkin/effect.h"
#include "kiosk/checkin/event.h"
#include "kiosk/runtime/devices.h"
#include "kiosk/runtime/mailbox.h"

namespace kiosk::runtime {

using CardOrder = std::variant<checkin::ReadCard, checkin::VerifyPin, checkin::ProveCard, checkin::ReleaseCard>;

/// What can be seen at the reader.
enum class ReaderSight { has_card, has_no_card, is_there, is_gone };

/// What was done on the card, for benchmarks, the story of a replay and the engineer's view. No card contents.
struct CardStep {
  std::string name;  ///< "open", "read number B", "read card", "verify PIN", "sign"
  base::Duration took{};
  std::chrono::microseconds exactly{};
};

class CardObserver {
 public:
  virtual ~CardObserver() = default;
  virtual void did(const CardStep& step) = 0;  ///< on the card thread
};

/// `run_once` on one thread (the card thread, or the harness); `order` from any thread.
class CardWorker {
 public:
  CardWorker(cardreader::CardReader& reader, cardreader::CardFrontReader& front, const CardTrust* trust,
             Mailbox<checkin::Event>& inbox, CardObserver* observer = nullptr);
  ~CardWorker();

  void order(CardOrder order);

  /// Carries out the orders that wait; without any, watches the reader for at most `longest_wait`.
  void run_once(base::Duration longest_wait);

  /// No order waits or is being carried out. From any thread.
  bool is_idle() const { return !orders_.has_open(); }

  /// As reported last: the events that tell it are in the inbox. From any thread.
  bool sees(ReaderSight sight) const;

 private:
  class Conversation;

  void report(const cardreader::ReaderStatus& status);
  base::Result<cardreader::CardRecord, cardreader::CardError> read_record(const cardreader::CheckNumberB& number,
                                                                          checkin::Date today);
  base::Result<checkin::CardProof, cardreader::CardError> prove(checkin::HowIdentified how);
  void carry_out(const checkin::ReadCard& order);
  void carry_out(const checkin::VerifyPin& order);
  void carry_out(const checkin::ProveCard& order);
  void carry_out(const checkin::ReleaseCard& order);

  cardreader::CardReader& reader_;
  cardreader::CardFrontReader& front_;
  const CardTrust* trust_;
  Mailbox<checkin::Event>& inbox_;
  CardObserver* observer_;
  OrderBook<CardOrder> orders_;
  cardreader::ReaderStatus last_;
  bool reported_once_ = false;
  std::atomic<bool> sees_card_ = false;
  std::atomic<bool> sees_reader_ = false;
  std::unique_ptr<Conversation> conversation_;  ///< the open channel of the card that was read; none between people
};

}  // namespace kiosk::runtime
