// uketsuke-card bench: commands, bytes and time of each step of a check-in, over PC/SC and in process in the same run.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "cardreader/my_number_card.h"
#include "cardreader/pcsc_card_reader.h"
#include "cardreader/private_pcscd.h"
#include "cardreader/traced_channel.h"
#include "cardreader/virtual_card_reader.h"
#include "tools/card/bench_steps.h"
#include "tools/card/commands.h"

namespace card_tool {
namespace {

using cardreader::CardError;
using Milliseconds = std::chrono::duration<double, std::milli>;

struct Measured {
  std::vector<double> times;  // of the step, milliseconds
  int commands = 0;
  std::size_t bytes = 0;  // to and from the card, in the last round
};

struct Run {
  std::map<std::string, Measured> steps;
  std::vector<double> commands;  // milliseconds of every command
};

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::nth_element(values.begin(), values.begin() + static_cast<long>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

std::optional<CardError> measure(cardreader::CardChannel& channel, const std::vector<BenchStep>& steps, Run& run) {
  for (const BenchStep& step : steps) {
    Measured& measured = run.steps[step.name];
    measured.commands = 0;
    measured.bytes = 0;
    cardreader::TracedChannel traced(channel, [&](const cardreader::TracedCommand& one) {
      run.commands.push_back(Milliseconds(one.took).count());
      ++measured.commands;
      measured.bytes += one.command.encode().reveal().size() + (one.answer ? one.answer.value().data().size() + 2 : 0);
    });
    const auto begun = std::chrono::steady_clock::now();
    if (auto failed = step.run(traced)) return failed;
    measured.times.push_back(Milliseconds(std::chrono::steady_clock::now() - begun).count());
  }
  return std::nullopt;
}

std::optional<CardError> measure_rounds(cardreader::CardReader& reader, const std::vector<BenchStep>& steps, int rounds,
                                        Run& run) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{10};
  while (reader.wait_for_change(base::Duration{500}).presence != cardreader::CardPresence::present) {
    if (std::chrono::steady_clock::now() > deadline)
      return CardError{cardreader::CardProblem::no_card, "after ten seconds"};
  }
  for (int round = 0; round < rounds; ++round) {
    auto channel = reader.connect();
    if (!channel) return channel.error();
    if (auto failed = measure(*channel.value(), steps, run)) return failed;
  }
  return std::nullopt;
}

void print(const char* title, const std::vector<BenchStep>& steps, const Run& run) {
  std::printf("%s\n  %-34s %8s %8s %10s\n", title, "step", "commands", "bytes", "median ms");
  for (const BenchStep& step : steps) {
    const Measured& measured = run.steps.at(step.name);
    std::printf("  %-34s %8d %8zu %10.2f\n", step.name.c_str(), measured.commands, measured.bytes,
                median(measured.times));
  }
  std::printf("  one command, median of %zu: %.3f ms\n\n", run.commands.size(), median(run.commands));
}

void bench(const std::string& path, int rounds, const std::string& authority, Outcome& outcome) {
  const auto contents = cardreader::load_virtual_card(path);
  if (!contents) return complain(outcome, 2, contents.error().detail);
  const auto steps = bench_steps(contents.value(), authority);
  if (!steps) return complain(outcome, 2, steps.error().detail);
  Run in_process;
  cardreader::VirtualCardReader baseline;
  baseline.insert(cardreader::VirtualCard(contents.value()));
  if (const auto failed = measure_rounds(baseline, steps.value(), rounds, in_process))
    return complain(outcome, 1, failed->text());
  const auto service = cardreader::PrivatePcscd::start();
  if (!service) return complain(outcome, 2, service.error().detail);
  const auto link = cardreader::VpcdLink::insert(cardreader::VirtualCard(contents.value()), service.value().address(),
                                                 base::Duration{5000});
  if (!link) return complain(outcome, 2, link.error().detail);
  Run over_pcsc;
  cardreader::PcscCardReader reader;
  if (const auto failed = measure_rounds(reader, steps.value(), rounds, over_pcsc))
    return complain(outcome, 1, failed->text());
  print("Baseline: the same card in this process", steps.value(), in_process);
  print("Over PC/SC (pcscd, vpcd, TCP)", steps.value(), over_pcsc);
}

}  // namespace

void add_bench(CLI::App& program, Outcome& outcome) {
  auto* command =
      program.add_subcommand("bench", "Measure commands, bytes and time of each step, over PC/SC and in process");
  auto card = std::make_shared<std::string>();
  auto rounds = std::make_shared<int>(21);
  auto authority = std::make_shared<std::string>();
  command->add_option("card", *card, "The .card file (its counters are not touched)")->required();
  command->add_option("--rounds", *rounds, "How often")->capture_default_str()->check(CLI::Range(1, 1000));
  command->add_option("--authority", *authority, "Folder of the test authority: also measure the authenticity checks");
  command->footer("Examples:\n  uketsuke-card bench hanako.card\n  uketsuke-card bench hanako.card --rounds 101");
  command->callback([card, rounds, authority, &outcome] { bench(*card, *rounds, *authority, outcome); });
}

}  // namespace card_tool
