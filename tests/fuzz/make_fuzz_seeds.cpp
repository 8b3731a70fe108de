// make_fuzz_seeds FOLDER PORTRAIT: a personalised card, its files, a recorded check-in and pictures in several formats,
// one folder for each fuzz target. Runs during the build of the fuzzers.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <opencv2/imgcodecs.hpp>

#include "cardreader/card_authenticity.h"
#include "cardreader/card_layout.h"
#include "cardreader/virtual_card_reader.h"
#include "tests/cardreader/sample_cards.h"
#include "tests/fuzz/pieces.h"

namespace {

using namespace cardreader;
namespace fs = std::filesystem;

void write(const fs::path& folder, const std::string& target, const std::string& name, ByteView bytes) {
  fs::create_directories(folder / target);
  std::ofstream(folder / target / name, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

/// Keeps both sides of a conversation.
class RecordingChannel final : public CardChannel {
 public:
  explicit RecordingChannel(CardChannel& channel) : channel_(&channel) {}
  base::Result<ResponseApdu, CardError> transmit(const CommandApdu& command) override {
    fuzz::append_piece(commands, command.encode().reveal());
    auto answer = channel_->transmit(command);
    if (answer) fuzz::append_piece(answers, answer.value().encode().reveal());
    return answer;
  }
  base::Result<base::Done, CardError> begin_transaction() override { return base::Done{}; }
  void end_transaction() override {}
  Bytes commands, answers;

 private:
  CardChannel* channel_;
};

void write_conversations(const fs::path& folder, const VirtualCardContents& contents, const CardAuthority& authority) {
  for (const char* name : {"check_in", "genuine", "pin", "terminal"}) {
    VirtualCardReader reader;
    reader.insert(VirtualCard(contents));
    const auto channel = std::move(reader.connect()).value();
    RecordingChannel recording(*channel);
    const auto number = *contents.front.number_b();
    const auto& certificate = contents.find(layout::jpki)->find(layout::jpki_file::authentication_certificate)->content;
    const auto judged = judge_certificate(certificate, authority.anchors(), today_in_japan());
    const std::string which = name;
    if (which == "check_in") (void)read_card_record(recording, number);
    if (which == "genuine") (void)read_genuine_card(recording, number, authority.anchors());
    if (which == "pin" && judged) (void)prove_with_pin(recording, base::SecretText("1234"), judged.value().key);
    if (which == "terminal" && judged) (void)prove_with_terminal(recording, authority.terminal(), judged.value().key);
    write(folder, "fuzz_commands", which, recording.commands);
    write(folder, "fuzz_answers", which, recording.answers);
  }
}

void write_files(const fs::path& folder, const VirtualCardContents& contents, const CardAuthority& authority) {
  for (const auto& application : contents.applications) {
    for (const auto& file : application.files) {
      if (file.kind != VirtualFileKind::transparent) continue;
      const std::string name = application.name + "-" + std::to_string(file.id);
      write(folder, "fuzz_card_files", name, file.content);
      write(folder, "fuzz_tlv", name, file.content);
      if (application.name == "jpki") write(folder, "fuzz_certificates", name, file.content);
    }
  }
  write(folder, "fuzz_certificates", "revocation_list", authority.anchors().revocation_list);
}

void write_pictures(const fs::path& folder, const fs::path& portrait) {
  std::ifstream in(portrait, std::ios::binary);
  const Bytes bytes{std::istreambuf_iterator<char>(in), {}};
  write(folder, "fuzz_portrait", "portrait.jp2", bytes);
  cv::Mat picture(64, 48, CV_8UC3);
  cv::randu(picture, 0, 255);
  for (const char* ending : {".jpg", ".png", ".bmp", ".webp", ".jp2"}) {
    Bytes encoded;
    cv::imencode(ending, picture, encoded);
    write(folder, "fuzz_portrait", std::string("small") + ending, encoded);
  }
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) return 2;
  const fs::path folder = words[1];
  fs::remove_all(folder);
  auto authority = CardAuthority::create(folder / "authority");
  if (!authority) return std::fprintf(stderr, "%s\n", authority.error().text().c_str()), 1;
  const auto contents = personalise(samples::hanako(), authority.value());
  if (!contents) return std::fprintf(stderr, "%s\n", contents.error().text().c_str()), 1;
  fs::create_directories(folder / "fuzz_card_json");
  const auto saved = save_virtual_card(contents.value(), folder / "fuzz_card_json" / "whole.card");
  if (!saved) return std::fprintf(stderr, "%s\n", saved.error().text().c_str()), 1;
  write_files(folder, contents.value(), authority.value());
  write_conversations(folder, contents.value(), authority.value());
  write_pictures(folder, words[2]);
  write(folder, "fuzz_front_text", "front",
        view_of("昭和 55 年 2 月 17 日 生\n２０３５年２月１７日まで有効\n2285\n令和元年5月1日生\n"));
  return 0;
}
