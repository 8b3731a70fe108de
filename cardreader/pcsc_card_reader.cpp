// Facts about pcsc-lite 1.9.9 that shape this file: SCardTransmit and SCardBeginTransaction have no time limit; a card
// pulled during a command gives success with zero bytes; the event counter is in the upper half of dwEventState; every
// handle dies with the daemon.
#include "cardreader/pcsc_card_reader.h"

#include <winscard.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <thread>
#include <utility>

#include "cardreader/guarded_thread.h"

namespace cardreader {
namespace {

using std::chrono::steady_clock;
constexpr base::Duration between_tries{
    300};                              // to reach a service that is not there: each try costs a tenth of a millisecond
constexpr base::Duration slice{250};   // how long one look may last before cancel() is noticed
constexpr base::Duration grace{1000};  // what a call with its own time limit may overrun
constexpr std::size_t most_stuck = 4;  // threads left behind before we stop asking
const char* const plug_and_play = R"(\\?PnP?\Notification)";

CardProblem problem_of(LONG code) {
  switch (code) {
    case SCARD_E_NO_SERVICE:
    case SCARD_E_SERVICE_STOPPED:
    case SCARD_F_COMM_ERROR:
    case SCARD_E_INVALID_HANDLE:
    case SCARD_F_INTERNAL_ERROR:
      return CardProblem::no_service;
    case SCARD_E_NO_READERS_AVAILABLE:
    case SCARD_E_READER_UNAVAILABLE:
    case SCARD_E_UNKNOWN_READER:
      return CardProblem::no_reader;
    case SCARD_E_NO_SMARTCARD:
      return CardProblem::no_card;
    case SCARD_W_REMOVED_CARD:
    case SCARD_W_RESET_CARD:
    case SCARD_E_NOT_TRANSACTED:
      return CardProblem::card_removed;
    case SCARD_W_UNRESPONSIVE_CARD:
    case SCARD_W_UNPOWERED_CARD:
    case SCARD_E_TIMEOUT:
      return CardProblem::no_answer;
    case SCARD_E_SHARING_VIOLATION:
      return CardProblem::in_use_elsewhere;
    default:
      return CardProblem::unexpected_answer;
  }
}

CardError error_of(std::string_view call, LONG code) {
  return {problem_of(code), std::string(call) + ": " + pcsc_stringify_error(code)};
}

/// A PC/SC context. Lives and dies on guarded threads only.
struct Establishment {
  SCARDCONTEXT handle = 0;
  LONG code = SCARD_E_NO_SERVICE;
  Establishment() { code = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &handle); }
  ~Establishment() {
    if (code == SCARD_S_SUCCESS) SCardReleaseContext(handle);
  }
  Establishment(const Establishment&) = delete;
  Establishment& operator=(const Establishment&) = delete;
};

std::vector<std::string> reader_names(SCARDCONTEXT handle, LONG& code) {
  std::vector<std::string> names;
  DWORD size = 0;
  code = SCardListReaders(handle, nullptr, nullptr, &size);
  std::string joined(size, '\0');
  if (code == SCARD_S_SUCCESS && size > 0) code = SCardListReaders(handle, nullptr, joined.data(), &size);
  if (code != SCARD_S_SUCCESS) return names;
  for (std::size_t at = 0; at < joined.size() && joined[at] != '\0'; at += names.back().size() + 1) {
    names.emplace_back(joined.c_str() + at);
  }
  return names;
}

/// What is known of one reader.
struct Seen {
  std::string name;
  DWORD state = SCARD_STATE_UNAWARE;
};

/// The watching side: one context, the states last seen. Used by one guarded job at a time.
struct Watch {
  std::unique_ptr<Establishment> pcsc;
  std::vector<Seen> readers;
  LONG code = SCARD_S_SUCCESS;

  void list(const std::string& wanted) {
    if (!pcsc) pcsc = std::make_unique<Establishment>();
    code = pcsc->code;
    if (code != SCARD_S_SUCCESS) return;
    std::vector<Seen> now;
    for (std::string& name : reader_names(pcsc->handle, code)) {
      if (name.find(wanted) == std::string::npos) continue;
      const auto known =
          std::find_if(readers.begin(), readers.end(), [&](const Seen& one) { return one.name == name; });
      now.push_back({name, known == readers.end() ? DWORD{SCARD_STATE_UNAWARE} : known->state});
    }
    readers = std::move(now);
    if (code == static_cast<LONG>(SCARD_E_NO_READERS_AVAILABLE)) code = SCARD_S_SUCCESS;
  }

  void look(const std::string& wanted, DWORD milliseconds) {
    list(wanted);
    if (code == SCARD_S_SUCCESS) wait_for_states(milliseconds);
    if (code != SCARD_S_SUCCESS) {
      readers.clear();
      pcsc.reset();
    }
  }

  void wait_for_states(DWORD milliseconds) {
    std::vector<SCARD_READERSTATE> states(readers.size() + 1);
    for (std::size_t i = 0; i < readers.size(); ++i) {
      states[i].szReader = readers[i].name.c_str();
      states[i].dwCurrentState = readers[i].state & ~DWORD{SCARD_STATE_CHANGED};
    }
    states.back().szReader = plug_and_play;
    states.back().dwCurrentState = static_cast<DWORD>(readers.size() << 16U);
    code = SCardGetStatusChange(pcsc->handle, milliseconds, states.data(), static_cast<DWORD>(states.size()));
    if (code == static_cast<LONG>(SCARD_E_TIMEOUT)) code = SCARD_S_SUCCESS;
    if (problem_of(code) == CardProblem::no_reader) code = SCARD_S_SUCCESS;  // unplugged meanwhile: listed anew next
    if (code != SCARD_S_SUCCESS) return;
    for (std::size_t i = 0; i < readers.size(); ++i) readers[i].state = states[i].dwEventState;
  }
};

/// An open card. Lives on guarded threads; closing resets the card, so that no PIN stays verified. A card that is gone
/// is not reset: pcscd would then believe it absent before its own look at the reader, and would miss the next
/// insertion.
struct OpenCard {
  Establishment pcsc;
  SCARDHANDLE handle = 0;
  DWORD protocol = 0;
  LONG code = SCARD_S_SUCCESS;
  bool is_gone = false;

  explicit OpenCard(const std::string& reader) {
    code = pcsc.code;
    if (code != SCARD_S_SUCCESS) return;
    code = SCardConnect(pcsc.handle, reader.c_str(), SCARD_SHARE_SHARED, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &handle,
                        &protocol);
  }
  ~OpenCard() {
    if (code == SCARD_S_SUCCESS) SCardDisconnect(handle, is_gone ? SCARD_LEAVE_CARD : SCARD_RESET_CARD);
  }
  OpenCard(const OpenCard&) = delete;
  OpenCard& operator=(const OpenCard&) = delete;
};

struct Exchange {
  base::SecretBytes command;
  base::SecretBytes answer;
  LONG code = SCARD_S_SUCCESS;
};

void send(OpenCard& card, Exchange& exchange, std::size_t room) {
  const Bytes& command = exchange.command.reveal();
  Bytes buffer(room);
  auto received = static_cast<DWORD>(buffer.size());
  const SCARD_IO_REQUEST* request = card.protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
  exchange.code = SCardTransmit(card.handle, request, command.data(), static_cast<DWORD>(command.size()), nullptr,
                                buffer.data(), &received);
  buffer.resize(exchange.code == SCARD_S_SUCCESS ? received : 0);
  card.is_gone = buffer.size() < 2;
  exchange.answer = base::SecretBytes(std::move(buffer));
}

class PcscCardChannel final : public CardChannel {
 public:
  PcscCardChannel(std::unique_ptr<GuardedThread> thread, std::shared_ptr<OpenCard> card, PcscSettings settings)
      : thread_(std::move(thread)), card_(std::move(card)), settings_(std::move(settings)) {}

  ~PcscCardChannel() override {
    thread_->run([card = std::move(card_)]() mutable { card.reset(); }, settings_.answer_limit);
  }

  base::Result<ResponseApdu, CardError> transmit(const CommandApdu& command) override {
    auto exchange = std::make_shared<Exchange>();
    exchange->command = command.encode();
    const std::size_t room = std::max(command.expected().value_or(0), CommandApdu::most_short_answer) + 2;
    const auto outcome =
        thread_->run([card = card_, exchange, room] { send(*card, *exchange, room); }, settings_.answer_limit);
    if (outcome == GuardedThread::Outcome::overrun)
      return CardError{CardProblem::no_answer, "SCardTransmit: no answer"};
    if (exchange->code != SCARD_S_SUCCESS) return error_of("SCardTransmit", exchange->code);
    auto answer = ResponseApdu::parse(exchange->answer.reveal());
    if (!answer) return CardError{CardProblem::card_removed, "SCardTransmit: fewer than two bytes"};
    return std::move(*answer);
  }

  base::Result<base::Done, CardError> begin_transaction() override {
    auto code = std::make_shared<LONG>(SCARD_S_SUCCESS);
    // Should the lock come after we gave up, the left-behind thread holds the last reference and lets go of it.
    const auto outcome =
        thread_->run([card = card_, code] { *code = SCardBeginTransaction(card->handle); }, settings_.connect_limit);
    if (outcome == GuardedThread::Outcome::overrun) {
      return CardError{CardProblem::in_use_elsewhere, "SCardBeginTransaction: another program keeps the card"};
    }
    if (*code != SCARD_S_SUCCESS) return error_of("SCardBeginTransaction", *code);
    return base::Done{};
  }

  void end_transaction() override {
    thread_->run([card = card_] { SCardEndTransaction(card->handle, SCARD_LEAVE_CARD); }, settings_.answer_limit);
  }

 private:
  std::unique_ptr<GuardedThread> thread_;
  std::shared_ptr<OpenCard> card_;
  PcscSettings settings_;
};

bool holds_card(const Seen& reader) { return (reader.state & SCARD_STATE_PRESENT) != 0; }

}  // namespace

struct PcscCardReader::Parts {
  PcscSettings settings;
  std::unique_ptr<GuardedThread> thread = std::make_unique<GuardedThread>();
  std::shared_ptr<Watch> watch = std::make_shared<Watch>();
  std::vector<std::weak_ptr<void>> stuck{};
  std::atomic<bool> cancelled = false;
  ReaderStatus status{};
  bool reported = false;
  steady_clock::time_point next_try{};  // of a service that is not there
  std::string name{};                   // of the reader in use
  std::string insertion{};              // reader name and event counter of the card that is counted

  /// Leaves a thread that overran behind and starts afresh, unless too many are stuck already.
  bool start_afresh() {
    if (thread) stuck.push_back(thread->pulse());
    thread.reset();
    std::erase_if(stuck, [](const std::weak_ptr<void>& one) { return one.expired(); });
    if (stuck.size() >= most_stuck) return false;
    thread = std::make_unique<GuardedThread>();
    watch = std::make_shared<Watch>();
    return true;
  }

  ReaderStatus look(base::Duration length) {
    if (!thread && !start_afresh()) {
      std::this_thread::sleep_for(std::min(length, slice));
      return {CardPresence::no_service, status.insertions};
    }
    // The job leaves its findings in the Watch; after an overrun nobody reads them.
    const auto outcome = thread->run([seen = watch, wanted = settings.reader_name,
                                      wait = static_cast<DWORD>(length.count())] { seen->look(wanted, wait); },
                                     length + grace);
    if (outcome == GuardedThread::Outcome::overrun) {
      start_afresh();
      return {CardPresence::no_service, status.insertions};
    }
    return judge();
  }

  ReaderStatus judge() {
    ReaderStatus now{CardPresence::absent, status.insertions};
    if (watch->code != SCARD_S_SUCCESS)
      now.presence = CardPresence::no_service;
    else if (watch->readers.empty())
      now.presence = CardPresence::no_reader;
    const auto& readers = watch->readers;
    auto chosen = std::find_if(readers.begin(), readers.end(),
                               [&](const Seen& one) { return holds_card(one) && one.name == name; });
    if (chosen == readers.end()) chosen = std::find_if(readers.begin(), readers.end(), holds_card);
    if (chosen == readers.end()) {
      insertion.clear();
      name = readers.empty() ? std::string() : readers.front().name;
      return now;
    }
    name = chosen->name;
    now.presence = (chosen->state & SCARD_STATE_MUTE) != 0 ? CardPresence::mute : CardPresence::present;
    std::string identity = name + '#' + std::to_string(chosen->state >> 16U);
    if (identity != insertion) ++now.insertions;
    insertion = std::move(identity);
    return now;
  }
};

PcscCardReader::PcscCardReader(PcscSettings settings) : parts_(new Parts{std::move(settings)}) {}

PcscCardReader::~PcscCardReader() {
  if (parts_->thread) parts_->thread->run([watch = std::move(parts_->watch)]() mutable { watch.reset(); }, grace);
}

ReaderStatus PcscCardReader::wait_for_change(base::Duration timeout) {
  const auto deadline = steady_clock::now() + timeout;
  while (true) {
    const bool first = !std::exchange(parts_->reported, true);
    // Without a service a look returns at once, so the next one waits its time, also over several calls.
    const bool waits = !first && parts_->status.presence == CardPresence::no_service;
    if (waits && steady_clock::now() < parts_->next_try) {
      std::this_thread::sleep_until(std::min({parts_->next_try, deadline, steady_clock::now() + slice}));
      if (parts_->cancelled.exchange(false) || steady_clock::now() >= deadline) return parts_->status;
      continue;
    }
    // Rounded up: a wait of no milliseconds would look again and again until the last one has passed.
    const auto left = std::chrono::ceil<base::Duration>(deadline - steady_clock::now());
    const ReaderStatus now = parts_->look(first ? base::Duration{0} : std::clamp(left, base::Duration{0}, slice));
    const bool changed = first || now != parts_->status;
    parts_->status = now;
    parts_->next_try = steady_clock::now() + between_tries;
    if (changed || parts_->cancelled.exchange(false) || steady_clock::now() >= deadline) return now;
  }
}

void PcscCardReader::cancel() { parts_->cancelled = true; }

std::string PcscCardReader::reader_name() const { return parts_->name; }

base::Result<std::unique_ptr<CardChannel>, CardError> PcscCardReader::connect() {
  ReaderStatus now = parts_->look(base::Duration{0});
  // The look before a connect does not count as the caller's look: what changed is still told by wait_for_change().
  if (now.insertions != parts_->status.insertions) parts_->insertion.clear();
  switch (now.presence) {
    case CardPresence::no_service:
      return CardError{CardProblem::no_service, "the PC/SC service cannot be reached"};
    case CardPresence::no_reader:
      return CardError{CardProblem::no_reader, "no reader is connected"};
    case CardPresence::absent:
      return CardError{CardProblem::no_card, "no card is present"};
    case CardPresence::present:
    case CardPresence::mute:
      break;
  }
  auto thread = std::make_unique<GuardedThread>();
  auto opened = std::make_shared<std::shared_ptr<OpenCard>>();
  const auto outcome = thread->run([opened, reader = parts_->name] { *opened = std::make_shared<OpenCard>(reader); },
                                   parts_->settings.connect_limit);
  if (outcome == GuardedThread::Outcome::overrun) return CardError{CardProblem::no_answer, "SCardConnect: no answer"};
  if ((*opened)->code != SCARD_S_SUCCESS) return error_of("SCardConnect", (*opened)->code);
  return std::unique_ptr<CardChannel>(new PcscCardChannel(std::move(thread), std::move(*opened), parts_->settings));
}

base::Result<std::vector<std::string>, CardError> list_pcsc_readers() {
  struct Listing {
    std::vector<std::string> names;
    LONG code = SCARD_S_SUCCESS;
  };
  auto listing = std::make_shared<Listing>();
  GuardedThread thread;
  const auto outcome = thread.run(
      [listing] {
        const Establishment pcsc;
        listing->code = pcsc.code;
        if (pcsc.code == SCARD_S_SUCCESS) listing->names = reader_names(pcsc.handle, listing->code);
      },
      grace);
  if (outcome == GuardedThread::Outcome::overrun)
    return CardError{CardProblem::no_answer, "SCardListReaders: no answer"};
  if (listing->code == static_cast<LONG>(SCARD_E_NO_READERS_AVAILABLE)) return listing->names;
  if (listing->code != SCARD_S_SUCCESS) return error_of("SCardListReaders", listing->code);
  return listing->names;
}

}  // namespace cardreader
