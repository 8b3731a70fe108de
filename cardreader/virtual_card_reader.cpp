// The in-process reader and its channel share one slot, which holds the card.
#include "cardreader/virtual_card_reader.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace cardreader {

struct VirtualCardReader::Slot {
  std::mutex mutex;
  std::condition_variable changed;
  std::optional<VirtualCard> card;
  std::optional<CardFault> fault;
  std::uint32_t insertions = 0;
  std::uint32_t commands = 0;
  bool cancelled = false;

  ReaderStatus status() const { return {card ? CardPresence::present : CardPresence::absent, insertions}; }
};

namespace {

CardError removed(std::string detail) { return {CardProblem::card_removed, std::move(detail)}; }

}  // namespace

/// A channel to the insertion during which it was opened.
template <class Slot>
class VirtualCardChannel final : public CardChannel {
 public:
  explicit VirtualCardChannel(std::shared_ptr<Slot> slot) : slot_(std::move(slot)), insertion_(slot_->insertions) {}
  ~VirtualCardChannel() override {
    const std::lock_guard lock(slot_->mutex);
    if (is_there()) slot_->card->reset();
  }

  base::Result<ResponseApdu, CardError> transmit(const CommandApdu& command) override {
    std::unique_lock lock(slot_->mutex);
    if (!is_there()) return removed("no card in the virtual reader");
    const std::uint32_t number = slot_->commands++;
    if (!slot_->fault || !strikes(*slot_->fault, number))
      return answer(slot_->card->respond(command.encode().reveal()).reveal());
    const CardFault fault = *slot_->fault;
    switch (fault.kind) {
      case CardFaultKind::pulled:
        slot_->card.reset();
        slot_->changed.notify_all();
        return removed("pulled");
      case CardFaultKind::silent:
        return CardError{CardProblem::no_answer, "the virtual card is silent"};
      case CardFaultKind::slow:
        lock.unlock();
        std::this_thread::sleep_for(fault.delay);
        lock.lock();
        if (!is_there()) return removed("taken away while it was thinking");
        break;
      default:
        break;
    }
    return answer(spoilt(fault, slot_->card->respond(command.encode().reveal()).reveal()));
  }

  base::Result<base::Done, CardError> begin_transaction() override { return base::Done{}; }
  void end_transaction() override {}

 private:
  bool is_there() const { return slot_->card && slot_->insertions == insertion_; }
  static base::Result<ResponseApdu, CardError> answer(ByteView bytes) {
    auto response = ResponseApdu::parse(bytes);
    if (!response) return removed("fewer than two bytes");
    return std::move(*response);
  }
  std::shared_ptr<Slot> slot_;
  std::uint32_t insertion_;
};

VirtualCardReader::VirtualCardReader() : slot_(std::make_shared<Slot>()) {}
VirtualCardReader::~VirtualCardReader() = default;

void VirtualCardReader::insert(VirtualCard card, std::optional<CardFault> fault) {
  const std::lock_guard lock(slot_->mutex);
  slot_->card = std::move(card);
  slot_->card->reset();
  slot_->fault = fault;
  slot_->commands = 0;
  ++slot_->insertions;
  slot_->changed.notify_all();
}

void VirtualCardReader::remove() {
  const std::lock_guard lock(slot_->mutex);
  slot_->card.reset();
  slot_->changed.notify_all();
}

std::uint32_t VirtualCardReader::commands_seen() const {
  const std::lock_guard lock(slot_->mutex);
  return slot_->commands;
}

ReaderStatus VirtualCardReader::wait_for_change(base::Duration timeout) {
  std::unique_lock lock(slot_->mutex);
  slot_->changed.wait_for(lock, timeout,
                          [&] { return slot_->cancelled || !reported_ || slot_->status() != *reported_; });
  slot_->cancelled = false;
  reported_ = slot_->status();
  return *reported_;
}

void VirtualCardReader::cancel() {
  const std::lock_guard lock(slot_->mutex);
  slot_->cancelled = true;
  slot_->changed.notify_all();
}

base::Result<std::unique_ptr<CardChannel>, CardError> VirtualCardReader::connect() {
  const std::lock_guard lock(slot_->mutex);
  if (!slot_->card) return CardError{CardProblem::no_card, "the virtual reader is empty"};
  return std::unique_ptr<CardChannel>(new VirtualCardChannel<Slot>(slot_));
}

}  // namespace cardreader
