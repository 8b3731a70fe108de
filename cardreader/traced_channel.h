// TracedChannel: tells of every command that passes, without its data; for benchmarks and masked traces.
#pragma once

#include <chrono>
#include <functional>

#include "cardreader/card_channel.h"

namespace cardreader {

/// One command that passed. Only shapes and times: printing the APDUs hides their data.
struct TracedCommand {
  const CommandApdu& command;
  const base::Result<ResponseApdu, CardError>& answer;
  std::chrono::steady_clock::duration took;
};

/// Both the channel and the listener must outlive it.
class TracedChannel final : public CardChannel {
 public:
  using Listener = std::function<void(const TracedCommand&)>;
  TracedChannel(CardChannel& channel, Listener listener) : channel_(&channel), listener_(std::move(listener)) {}

  base::Result<ResponseApdu, CardError> transmit(const CommandApdu& command) override {
    const auto begun = std::chrono::steady_clock::now();
    auto answer = channel_->transmit(command);
    listener_({command, answer, std::chrono::steady_clock::now() - begun});
    return answer;
  }
  base::Result<base::Done, CardError> begin_transaction() override { return channel_->begin_transaction(); }
  void end_transaction() override { channel_->end_transaction(); }

 private:
  CardChannel* channel_;
  Listener listener_;
};

}  // namespace cardreader
