// uketsuke-card probe: what is free to read on the card in a reader. Spends no try and reads nothing about the person.
#include <chrono>
#include <cstdio>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cardreader/certificate_contents.h"
#include "cardreader/japanese_era.h"
#include "cardreader/my_number_card.h"
#include "cardreader/pcsc_card_reader.h"
#include "cardreader/traced_channel.h"
#include "tools/card/commands.h"

namespace card_tool {
namespace {

using cardreader::CardError;
using cardreader::CardSecret;

struct ProbeOptions {
  std::string reader;
  double wait = 5;
  bool json = false;
  bool trace = false;
};

std::string_view kind_in_words(cardreader::CardKind kind) {
  switch (kind) {
    case cardreader::CardKind::my_number_card:
      return "My Number card";
    case cardreader::CardKind::resident_card:
      return "old resident card";
    case cardreader::CardKind::android_phone:
      return "Android phone with a My Number certificate";
    case cardreader::CardKind::iphone:
      return "iPhone with a My Number certificate";
    case cardreader::CardKind::unknown:
      break;
  }
  return "unknown";
}

void print_trace(const cardreader::TracedCommand& one) {
  const double milliseconds = std::chrono::duration<double, std::milli>(one.took).count();
  std::cerr << "> " << one.command << "\n< ";
  if (one.answer)
    std::cerr << one.answer.value();
  else
    std::cerr << one.answer.error();
  std::fprintf(stderr, "   %.2f ms\n", milliseconds);
}

nlohmann::json findings(cardreader::CardChannel& channel, std::optional<CardError>& failed) {
  cardreader::MyNumberCard card(channel);
  const auto identity = card.identify();
  if (!identity) return failed = identity.error(), nlohmann::json();
  nlohmann::json found{{"kind", kind_in_words(identity.value().kind)},
                       {"token", identity.value().token_name},
                       {"authentication_certificate", identity.value().has_authentication_certificate},
                       {"signature_certificate", identity.value().has_signature_certificate},
                       {"extended_length", identity.value().has_extended_length}};
  const std::initializer_list<std::pair<const char*, CardSecret>> secrets{
      {"PIN", CardSecret::authentication_pin},
      {"signature password", CardSecret::signature_password},
      {"text PIN", CardSecret::text_pin},
      {"number B (photo)", CardSecret::number_b_for_face},
      {"number B (text)", CardSecret::number_b_for_text}};
  for (const auto& [name, secret] : secrets) {
    if (const auto left = card.tries_left(secret)) found["tries_left"][name] = left.value();
  }
  if (const auto certificate = card.authentication_certificate()) {
    if (const auto last = cardreader::last_day_of_certificate(certificate.value())) {
      found["authentication_certificate_valid_until"] = cardreader::iso_of(*last);
    }
  }
  return found;
}

void print_for_people(const nlohmann::json& found) {
  const auto yes_or_no = [](bool yes) { return yes ? "yes" : "no"; };
  std::printf("%s (%s)\n", found["kind"].get<std::string>().c_str(), found["token"].get<std::string>().c_str());
  std::printf("  authentication certificate  %s", yes_or_no(found["authentication_certificate"]));
  if (found.contains("authentication_certificate_valid_until")) {
    std::printf(", until %s", found["authentication_certificate_valid_until"].get<std::string>().c_str());
  }
  std::printf("\n  signature certificate       %s\n  extended length             %s\n",
              yes_or_no(found["signature_certificate"]), yes_or_no(found["extended_length"]));
  std::printf("  tries left (none was spent)\n");
  if (!found.contains("tries_left")) return;
  for (const auto& [name, left] : found["tries_left"].items())
    std::printf("    %-22s %d\n", name.c_str(), left.get<int>());
}

void probe(const ProbeOptions& options, Outcome& outcome) {
  cardreader::PcscSettings settings;
  settings.reader_name = options.reader;
  cardreader::PcscCardReader reader(settings);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::duration<double>(options.wait);
  while (reader.wait_for_change(base::Duration{200}).presence != cardreader::CardPresence::present) {
    if (std::chrono::steady_clock::now() > deadline) break;
  }
  auto channel = reader.connect();
  if (!channel) return complain(outcome, 1, channel.error().text());
  cardreader::TracedChannel traced(*channel.value(), [&options](const cardreader::TracedCommand& one) {
    if (options.trace) print_trace(one);
  });
  std::optional<CardError> failed;
  const auto found = findings(traced, failed);
  if (failed) return complain(outcome, 1, failed->text());
  if (options.json)
    std::printf("%s\n", found.dump(2).c_str());
  else
    print_for_people(found);
}

}  // namespace

void add_probe(CLI::App& program, Outcome& outcome) {
  auto* command =
      program.add_subcommand("probe", "Tell what card is in a reader; spends no try, reads nothing about the person");
  auto options = std::make_shared<ProbeOptions>();
  command->add_option("--reader", options->reader, "A part of the reader's name; any reader with a card");
  command->add_option("--wait", options->wait, "Seconds to wait for a card")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 600.0));
  command->add_flag("--json", options->json, "For programs");
  command->add_flag("--trace", options->trace, "Print each command on stderr, without its data");
  command->footer(
      "Examples:\n  uketsuke-card probe\n  uketsuke-card probe --reader 'SCR3310' --trace\n  uketsuke-card probe "
      "--json | jq .tries_left");
  command->callback([options, &outcome] { probe(*options, outcome); });
}

}  // namespace card_tool
