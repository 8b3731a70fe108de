// uketsuke-card show: what is on a .card file, for people and for programs.
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "cardreader/japanese_era.h"
#include "cardreader/virtual_card_contents.h"
#include "tools/card/commands.h"

namespace card_tool {
namespace {

using cardreader::VirtualApplication;
using cardreader::VirtualCardContents;
using cardreader::VirtualFile;
using cardreader::VirtualFileKind;

std::string id_of(std::uint16_t id) {
  return cardreader::to_hex(
      cardreader::Bytes{static_cast<unsigned char>(id >> 8U), static_cast<unsigned char>(id & 0xFFU)});
}

std::string opened_by(const VirtualFile& file) {
  std::string text;
  for (const std::uint16_t id : file.opened_by) text += (text.empty() ? "" : " or ") + id_of(id);
  return text.empty() ? "free" : "after " + text;
}

std::string description(const VirtualFile& file) {
  switch (file.kind) {
    case VirtualFileKind::transparent:
      return std::to_string(file.content.size()) + " bytes, " + opened_by(file);
    case VirtualFileKind::records:
      return std::to_string(file.records.size()) + " records, " + opened_by(file);
    case VirtualFileKind::key:
      return "RSA key, " + opened_by(file);
    case VirtualFileKind::secret:
      return "secret, " + std::to_string(file.secret.tries_left) + " of " + std::to_string(file.secret.tries) +
             " tries left";
  }
  return "";
}

void print_for_people(const VirtualCardContents& card) {
  const auto& front = card.front;
  std::printf("A simulated My Number card; the person is invented.\n\n");
  std::printf("  name           %s\n  address        %s\n  sex            %s\n", front.name.c_str(),
              front.address.c_str(), front.sex.c_str());
  std::printf("  born           %s (%s)\n", cardreader::iso_of(front.birth).c_str(),
              cardreader::printed_in_era(front.birth).c_str());
  std::printf("  expires        %s\n  security code  %s\n", cardreader::iso_of(front.expiry).c_str(),
              front.security_code.c_str());
  const auto number = front.number_b();
  std::printf("  number B       %s\n  ATR            %s\n", number ? number->digits().reveal().c_str() : "none",
              cardreader::to_hex(card.atr).c_str());
  if (!front.picture.empty()) std::printf("  front          %s\n", front.picture.c_str());
  for (const VirtualApplication& application : card.applications) {
    std::printf("\n  %s (%s)\n", application.name.c_str(), cardreader::to_hex(application.aid).c_str());
    for (const VirtualFile& file : application.files)
      std::printf("    %s  %s\n", id_of(file.id).c_str(), description(file).c_str());
  }
}

nlohmann::json as_json(const VirtualCardContents& card) {
  const auto& front = card.front;
  const auto number = front.number_b();
  nlohmann::json json{{"name", front.name},
                      {"address", front.address},
                      {"sex", front.sex},
                      {"birth", cardreader::iso_of(front.birth)},
                      {"expiry", cardreader::iso_of(front.expiry)},
                      {"security_code", front.security_code},
                      {"number_b", number ? number->digits().reveal() : ""},
                      {"picture", front.picture},
                      {"atr", cardreader::to_hex(card.atr)}};
  for (const VirtualApplication& application : card.applications) {
    for (const VirtualFile& file : application.files) {
      nlohmann::json entry{{"opened_by", nlohmann::json::array()}};
      for (const std::uint16_t id : file.opened_by) entry["opened_by"].push_back(id_of(id));
      if (file.kind == VirtualFileKind::transparent) entry["bytes"] = file.content.size();
      if (file.kind == VirtualFileKind::secret)
        entry["tries_left"] = file.secret.tries_left, entry["tries"] = file.secret.tries;
      json["applications"][application.name][id_of(file.id)] = std::move(entry);
    }
  }
  return json;
}

}  // namespace

void add_show(CLI::App& program, Outcome& outcome) {
  auto* command = program.add_subcommand("show", "Tell what is on a virtual card (not its PINs, keys or my number)");
  auto card = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  command->add_option("card", *card, "The .card file")->required();
  command->add_flag("--json", *json, "For programs");
  command->footer(
      "Examples:\n  uketsuke-card show hanako.card\n  uketsuke-card show --json hanako.card | jq .applications.jpki");
  command->callback([card, json, &outcome] {
    const auto contents = cardreader::load_virtual_card(*card);
    if (!contents) return complain(outcome, 2, contents.error().detail);
    if (*json)
      std::printf("%s\n", as_json(contents.value()).dump(2).c_str());
    else
      print_for_people(contents.value());
  });
}

}  // namespace card_tool
