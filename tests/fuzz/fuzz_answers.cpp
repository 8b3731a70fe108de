// A whole check-in against a card whose answers are any bytes: it must end, soon, and never send a secret twice.
#include <cstdlib>

#include "cardreader/card_authenticity.h"
#include "cardreader/virtual_card_contents.h"
#include "tests/fuzz/pieces.h"

namespace {

/// Gives the input's messages as answers, then silence.
class AnyAnswers final : public cardreader::CardChannel {
 public:
  AnyAnswers(cardreader::ByteView bytes, int most_secrets) : rest_(bytes), secrets_left_(most_secrets) {}

  base::Result<cardreader::ResponseApdu, cardreader::CardError> transmit(
      const cardreader::CommandApdu& command) override {
    const bool sends_secret = command.header().ins == 0x20 && !command.data().empty();
    if (sends_secret && secrets_left_-- == 0) std::abort();
    if (++commands_ > 2000) std::abort();
    const auto piece = fuzz::next_piece(rest_);
    const auto answer = piece ? cardreader::ResponseApdu::parse(*piece) : std::nullopt;
    if (!answer) return cardreader::CardError{cardreader::CardProblem::card_removed, ""};
    return *answer;
  }
  base::Result<base::Done, cardreader::CardError> begin_transaction() override { return base::Done{}; }
  void end_transaction() override {}

 private:
  cardreader::ByteView rest_;
  int secrets_left_;
  int commands_ = 0;
};

cardreader::TrustAnchors anchors() {
  auto loaded = cardreader::load_trust_anchors(UKETSUKE_FUZZ_SEEDS "/authority");
  if (!loaded) std::abort();
  return std::move(loaded).value();
}

cardreader::TerminalIdentity terminal() {
  auto loaded = cardreader::load_terminal(UKETSUKE_FUZZ_SEEDS "/authority");
  if (!loaded) std::abort();
  return std::move(loaded).value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  using namespace std::chrono;
  static const auto trusted = anchors();
  static const auto identity = terminal();
  static const auto contents = cardreader::load_virtual_card(UKETSUKE_FUZZ_SEEDS "/fuzz_card_json/whole.card");
  if (!contents) std::abort();
  static const auto number = *contents.value().front.number_b();
  static const auto key =
      *cardreader::RsaPublicKey::from_parts(cardreader::Bytes(256, 0xC5), cardreader::Bytes{1, 0, 1});
  const cardreader::ByteView all(bytes, size);
  AnyAnswers reading(all, 2);  // one for the photo, one for the attributes
  (void)cardreader::read_card_record(reading, number);
  AnyAnswers believing(all, 2);
  (void)cardreader::read_genuine_card(believing, number, trusted);
  AnyAnswers pin(all, 1);
  (void)cardreader::prove_with_pin(pin, base::SecretText("1234"), key);
  AnyAnswers authenticating(all, 0);
  (void)cardreader::prove_with_terminal(authenticating, identity, key);
  return 0;
}
