// uketsuke-card insert: presents a virtual card to a reader until it is stopped.
#include <signal.h>

#include <cstdio>
#include <memory>
#include <optional>

#include "cardreader/private_pcscd.h"
#include "cardreader/vpcd_link.h"
#include "tools/card/commands.h"

namespace card_tool {
namespace {

struct InsertOptions {
  std::string card;
  std::string host = "127.0.0.1";
  std::uint16_t port = 35963;
  double wait = 5;
  bool own_service = false;
};

/// Blocks the signals that end us before any thread starts, so that only wait_for_end() sees them.
sigset_t blocked_endings() {
  sigset_t endings;
  sigemptyset(&endings);
  sigaddset(&endings, SIGINT);
  sigaddset(&endings, SIGTERM);
  sigaddset(&endings, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &endings, nullptr);
  return endings;
}

void insert(const InsertOptions& options, CLI::App& command, Outcome& outcome) {
  const sigset_t endings = blocked_endings();
  auto card = cardreader::VirtualCard::load(options.card);
  if (!card) return complain(outcome, 2, card.error().detail);
  std::optional<cardreader::PrivatePcscd> service;
  cardreader::VpcdAddress address{options.host, options.port};
  if (options.own_service) {
    cardreader::PrivatePcscdSettings settings;
    settings.port = command.count("--port") > 0 ? options.port : std::uint16_t{0};
    auto started = cardreader::PrivatePcscd::start(settings);
    if (!started) return complain(outcome, 2, started.error().detail);
    service.emplace(std::move(started).value());
    address = service->address();
  }
  const std::string name = card.value().contents().front.name;
  auto link = cardreader::VpcdLink::insert(std::move(card).value(), address,
                                           base::Duration{static_cast<long>(options.wait * 1000)});
  if (!link) return complain(outcome, 2, link.error().detail);
  std::printf("The card of %s is in the reader on port %u. Ctrl-C takes it out.\n", name.c_str(), address.port);
  if (service)
    std::printf("Programs find this reader with: export PCSCLITE_CSOCK_NAME=%s\n", service->socket().c_str());
  std::fflush(stdout);
  int ending = 0;
  sigwait(&endings, &ending);
  link.value().reset();  // the card leaves before its service ends
  std::printf("The card is out.\n");
}

}  // namespace

void add_insert(CLI::App& program, Outcome& outcome) {
  auto* command = program.add_subcommand("insert", "Present a virtual card to a reader of vpcd until stopped");
  auto options = std::make_shared<InsertOptions>();
  command->add_option("card", options->card, "The .card file; its counters are kept in it")->required();
  command->add_option("--host", options->host, "Where pcscd runs (numeric)")->capture_default_str();
  command->add_option("--port", options->port, "vpcd's port; 35964 is Debian's second reader")->capture_default_str();
  command->add_option("--wait", options->wait, "Seconds to wait for the reader")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 600.0));
  command->add_flag("--private", options->own_service,
                    "Start a card service of our own, on its own socket and a free port");
  command->footer(
      "Examples:\n"
      "  uketsuke-card insert hanako.card\n"
      "  uketsuke-card insert hanako.card --port 35964\n"
      "  uketsuke-card insert hanako.card --private");
  command->callback([options, command, &outcome] { insert(*options, *command, outcome); });
}

}  // namespace card_tool
