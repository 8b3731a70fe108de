#include "kiosk/runtime/card_worker.h"

#include "cardreader/card_authenticity.h"
#include "cardreader/certificate_contents.h"
#include "cardreader/my_number_card.h"
#include "kiosk/runtime/translate.h"

namespace kiosk::runtime {

using cardreader::CardError;
using cardreader::CardPresence;
using cardreader::CardProblem;
using cardreader::CardSecret;

/// One card's open channel, from reading to release. The certificate read first is the one that is sent to the insurer.
class CardWorker::Conversation {
 public:
  explicit Conversation(std::unique_ptr<cardreader::CardChannel> opened) : channel(std::move(opened)), card(*channel) {}

  std::unique_ptr<cardreader::CardChannel> channel;
  cardreader::MyNumberCard card;
  cardreader::Bytes certificate;
  std::optional<cardreader::RsaPublicKey> certified_key;  ///< of the certificate; the proofs are checked against it
  std::optional<cardreader::Proof> proof_by_pin;          ///< signed when the PIN was entered
};

namespace {

/// Times one step and tells the observer when it ends, however it ends.
class Timed {
 public:
  Timed(CardObserver* observer, std::string name)
      : observer_(observer), name_(std::move(name)), begun_(std::chrono::steady_clock::now()) {}
  Timed(const Timed&) = delete;
  Timed& operator=(const Timed&) = delete;
  ~Timed() {
    if (observer_ == nullptr) return;
    const auto took = std::chrono::steady_clock::now() - begun_;
    observer_->did({name_, std::chrono::duration_cast<base::Duration>(took),
                    std::chrono::duration_cast<std::chrono::microseconds>(took)});
  }

 private:
  CardObserver* observer_;
  std::string name_;
  std::chrono::steady_clock::time_point begun_;
};

bool is_reader_there(CardPresence presence) {
  return presence != CardPresence::no_service && presence != CardPresence::no_reader;
}

bool is_card_there(CardPresence presence) {
  return presence == CardPresence::present || presence == CardPresence::mute;
}

/// A card without PIN answers that there is no such key, or that it is blocked for good; both mean: no PIN.
std::optional<int> pin_tries(cardreader::MyNumberCard& card) {
  const auto tries = card.tries_left(CardSecret::authentication_pin);
  return tries ? std::optional(tries.value()) : std::nullopt;
}

}  // namespace

CardWorker::CardWorker(cardreader::CardReader& reader, cardreader::CardFrontReader& front, const CardTrust* trust,
                       Mailbox<checkin::Event>& inbox, CardObserver* observer)
    : reader_(reader), front_(front), trust_(trust), inbox_(inbox), observer_(observer) {}

CardWorker::~CardWorker() = default;

void CardWorker::order(CardOrder order) {
  orders_.post(std::move(order));
  reader_.cancel();
}

void CardWorker::run_once(base::Duration longest_wait) {
  const auto carried_out = orders_.carry_out_waiting(
      [this](const CardOrder& order) { std::visit([this](const auto& o) { carry_out(o); }, order); });
  if (carried_out == 0) return report(reader_.wait_for_change(longest_wait));
  base::wipe_stack_below();  // PINs, numbers and the photo have been there
}

bool CardWorker::sees(ReaderSight sight) const {
  switch (sight) {
    case ReaderSight::has_card:
      return sees_card_;
    case ReaderSight::has_no_card:
      return !sees_card_;
    case ReaderSight::is_there:
      return sees_reader_;
    case ReaderSight::is_gone:
      return !sees_reader_;
  }
  return false;
}

void CardWorker::report(const cardreader::ReaderStatus& status) {
  if (reported_once_ && status == last_) return;
  const bool reader_was_there = reported_once_ ? is_reader_there(last_.presence) : true;
  const bool card_was_there = reported_once_ && is_card_there(last_.presence);
  const bool another_card = status.insertions != last_.insertions;
  last_ = status;
  reported_once_ = true;
  const bool reader_is_there = is_reader_there(status.presence);
  const bool card_is_there = is_card_there(status.presence);

  if (card_was_there && (!card_is_there || another_card)) {
    conversation_.reset();
    if (reader_is_there) inbox_.post(checkin::CardRemoved{});
  }
  if (reader_was_there && !reader_is_there) inbox_.post(checkin::ReaderLost{});
  if (!reader_was_there && reader_is_there) inbox_.post(checkin::ReaderFound{});
  if (card_is_there && (!card_was_there || another_card)) inbox_.post(checkin::CardInserted{});
  sees_reader_ = reader_is_there;
  sees_card_ = card_is_there;
}

void CardWorker::carry_out(const checkin::ReadCard& order) {
  const auto fail = [&](const CardError& error) {
    conversation_.reset();
    inbox_.post(checkin::CardReadFailed{order.ticket, trouble_of(error), code_of(error), error.tries_left});
  };
  const auto ask_for_number = [&](std::optional<int> tries_left) {
    conversation_.reset();
    inbox_.post(checkin::CheckNumberNeeded{order.ticket, tries_left});
  };
  const Timed whole(observer_, "card");
  conversation_.reset();

  auto channel = reader_.connect();
  if (!channel) return fail(channel.error());
  conversation_ = std::make_unique<Conversation>(std::move(channel).value());
  auto& card = conversation_->card;
  const auto identity = card.identify();
  if (!identity) return fail(identity.error());
  if (identity.value().kind != cardreader::CardKind::my_number_card) {
    return fail(
        {CardProblem::not_a_my_number_card, "token " + identity.value().token_name, std::nullopt, std::nullopt});
  }

  std::optional<cardreader::CheckNumberB> number;
  if (order.check_number) {
    number = cardreader::CheckNumberB::from_digits(order.check_number->reveal());
  } else {
    const Timed timed(observer_, "read the card's front");
    auto front = front_.read();
    if (front) number = std::move(front).value();
  }
  if (number && number->has_expired(order.today)) {
    return fail({CardProblem::not_genuine, "the expiry year printed on it", std::nullopt,
                 cardreader::AuthenticityProblem::card_expired});
  }
  if (!number || !number->is_plausible(order.today)) return ask_for_number(std::nullopt);
  const auto tries = card.tries_left(CardSecret::number_b_for_face);
  if (!tries) return fail(tries.error());
  const auto spend_no_more = [&](int tries_left) {
    const auto problem = tries_left == 0 ? CardProblem::secret_blocked : CardProblem::last_try_left;
    fail({problem, "number B", tries_left, std::nullopt});
  };
  if (tries.value() <= order.tries_kept) return spend_no_more(tries.value());

  auto record = read_record(*number, order.today);
  if (!record) {
    const CardError& error = record.error();
    if (error.problem != CardProblem::wrong_secret) return fail(error);
    // The last try is the municipal office's: a person is told how many there are here.
    const int left = error.tries_left.value_or(tries.value() - 1);
    if (left <= order.tries_kept) return spend_no_more(left);
    return ask_for_number(left - order.tries_kept);
  }
  inbox_.post(checkin::CardRead{order.ticket, facts_of(std::move(record).value(), pin_tries(card))});
}

base::Result<cardreader::CardRecord, CardError> CardWorker::read_record(const cardreader::CheckNumberB& number,
                                                                        checkin::Date today) {
  const Timed timed(observer_, trust_ != nullptr
                                   ? "read photo, attributes and certificate, and check that they are genuine"
                                   : "read photo, attributes and certificate");
  if (trust_ == nullptr) {
    auto record = cardreader::read_card_record(*conversation_->channel, number);
    if (record) conversation_->certificate = record.value().authentication_certificate;
    return record;
  }
  auto genuine = cardreader::read_genuine_card(*conversation_->channel, number, trust_->anchors, today);
  if (!genuine) return genuine.error();
  conversation_->certificate = genuine.value().record.authentication_certificate;
  conversation_->certified_key = genuine.value().certificate.key;
  return std::move(genuine.value().record);
}

/// The PIN is entered and used at once, in one transaction: no other program can use the key in between, and the PIN
/// need not be kept until the insurer is asked.
void CardWorker::carry_out(const checkin::VerifyPin& order) {
  const auto fail = [&](const CardError& error) {
    inbox_.post(checkin::CardFailed{order.ticket, trouble_of(error), code_of(error)});
  };
  if (!conversation_) return fail({CardProblem::card_removed, "no open card", std::nullopt, std::nullopt});
  const Timed timed(observer_, "verify PIN and sign");
  auto key = conversation_->certified_key;
  if (!key) key = cardreader::public_key_of_certificate(conversation_->certificate);
  if (!key) return fail({CardProblem::broken_contents, "the certificate has no RSA key", std::nullopt, std::nullopt});
  auto proof = cardreader::prove_with_pin(*conversation_->channel, order.pin, *key);
  if (proof) {
    conversation_->proof_by_pin = std::move(proof).value();
    return inbox_.post(checkin::PinAccepted{order.ticket});
  }
  switch (proof.error().problem) {
    case CardProblem::wrong_secret:
    case CardProblem::last_try_left:
    case CardProblem::secret_blocked:
      return inbox_.post(checkin::PinRejected{order.ticket, proof.error().tries_left.value_or(0)});
    default:
      return fail(proof.error());
  }
}

base::Result<checkin::CardProof, CardError> CardWorker::prove(checkin::HowIdentified how) {
  if (!conversation_) return CardError{CardProblem::card_removed, "no open card", std::nullopt, std::nullopt};
  checkin::CardProof proof{conversation_->certificate, {}, {}};
  if (how == checkin::HowIdentified::pin && conversation_->proof_by_pin) {
    proof.nonce = std::move(conversation_->proof_by_pin->nonce);
    proof.signature = std::move(conversation_->proof_by_pin->signature);
  } else if (trust_ != nullptr && conversation_->certified_key) {
    const Timed timed(observer_, "terminal authentication and signature");
    auto signed_nonce =
        cardreader::prove_with_terminal(*conversation_->channel, trust_->terminal, *conversation_->certified_key);
    if (!signed_nonce) return signed_nonce.error();
    proof.nonce = std::move(signed_nonce.value().nonce);
    proof.signature = std::move(signed_nonce.value().signature);
  }
  return proof;
}

void CardWorker::carry_out(const checkin::ProveCard& order) {
  auto proof = prove(order.how);
  if (proof) return inbox_.post(checkin::CardProved{order.ticket, std::move(proof).value()});
  inbox_.post(checkin::CardFailed{order.ticket, trouble_of(proof.error()), code_of(proof.error())});
}

void CardWorker::carry_out(const checkin::ReleaseCard&) { conversation_.reset(); }

}  // namespace kiosk::runtime
