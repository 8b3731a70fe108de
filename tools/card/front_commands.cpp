// uketsuke-card photograph, read-front and examine-fronts: pictures of card fronts, and reading number B off them.
#include <chrono>
#include <cstdio>
#include <memory>
#include <opencv2/imgcodecs.hpp>
#include <random>

#include "cardreader/front/card_face_reader.h"
#include "cardreader/front/photographed_card.h"
#include "cardreader/japanese_era.h"
#include "cardreader/personalisation.h"
#include "tools/card/card_pictures.h"
#include "tools/card/commands.h"

namespace card_tool {
namespace {

using std::chrono::year_month_day;

cv::Mat picture_at(const std::string& path) {
  try {
    return cv::imread(path, cv::IMREAD_COLOR);
  } catch (const cv::Exception&) {
    return {};
  }
}

/// Somebody who does not exist, with a card that is valid today.
cardreader::PrintedFront invented_front(std::mt19937_64& chance) {
  const auto between = [&chance](int low, int high) { return std::uniform_int_distribution<int>(low, high)(chance); };
  const year_month_day today = cardreader::today_in_japan();
  const auto issued = year_month_day{std::chrono::sys_days{today} - std::chrono::days{between(1, 1500)}};
  const auto birth = year_month_day{std::chrono::sys_days{issued} - std::chrono::days{between(20 * 365, 95 * 365)}};
  constexpr std::array<const char*, 6> names{"受付　花子", "見本　太郎", "架空　健一",
                                             "模擬　美咲", "試験　翔太", "仮名　さくら"};
  const int code = between(0, 9999);
  std::string digits = std::to_string(code + 10000).substr(1);
  return {names[static_cast<std::size_t>(between(0, 5))],
          "東京都千代田区架空町１丁目２番３号",
          between(0, 1) == 0 ? "男" : "女",
          birth,
          cardreader::usual_card_expiry(birth, issued),
          digits,
          {}};
}

struct Tally {
  int right = 0;
  int silent = 0;
  int wrong = 0;
};

void examine(int count, std::uint64_t seed, const std::string& keep, Outcome& outcome) {
  auto reader = cardreader::CardFaceReader::load([] { return cv::Mat(); });
  if (!reader) return complain(outcome, 2, reader.error().detail);
  std::mt19937_64 chance(seed);
  Tally tally;
  const auto begun = std::chrono::steady_clock::now();
  for (int i = 0; i < count; ++i) {
    const auto front = invented_front(chance);
    const auto png = front_picture(front, {});
    if (!png) return complain(outcome, 1, png.error().sentence);
    const cv::Mat photo =
        cardreader::photograph(cv::imdecode(png.value(), cv::IMREAD_COLOR), seed + static_cast<std::uint64_t>(i));
    const auto number = reader.value()->read_picture(photo);
    const bool right = number && *number == front.number_b();
    if (right)
      ++tally.right;
    else
      ++(number ? tally.wrong : tally.silent);
    if (!right && !keep.empty()) cv::imwrite(keep + "/front-" + std::to_string(i) + ".jpg", photo);
    if ((i + 1) % 20 == 0) std::fprintf(stderr, "%d of %d\n", i + 1, count);
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  std::printf("%d photographs (seed %llu): %d right, %d not read, %d wrong; %.2f s each\n", count,
              static_cast<unsigned long long>(seed), tally.right, tally.silent, tally.wrong, seconds / count);
  if (tally.wrong > 0 || tally.right * 100 < count * 98) outcome.status = 1;
}

void read_front(const std::string& path, Outcome& outcome) {
  const cv::Mat picture = picture_at(path);
  if (picture.empty()) return complain(outcome, 2, path + " is not a picture that can be read");
  auto reader = cardreader::CardFaceReader::load([] { return cv::Mat(); });
  if (!reader) return complain(outcome, 2, reader.error().detail);
  const auto number = reader.value()->read_picture(picture);
  if (!number) return complain(outcome, 1, "no number B that two readings agree on; type it instead");
  std::printf("%s\n", number->digits().reveal().c_str());
}

void photograph_card(const std::string& card, const std::string& output, std::uint64_t seed, Outcome& outcome) {
  const auto contents = cardreader::load_virtual_card(card);
  if (!contents) return complain(outcome, 2, contents.error().detail);
  const auto path = std::filesystem::path(card).parent_path() / contents.value().front.picture;
  const cv::Mat front = contents.value().front.picture.empty() ? cv::Mat() : picture_at(path.string());
  if (front.empty()) return complain(outcome, 2, "the picture of the card's front is missing beside " + card);
  try {
    if (!cv::imwrite(output, cardreader::photograph(front, seed)))
      return complain(outcome, 2, output + " cannot be written");
  } catch (const cv::Exception&) {
    return complain(outcome, 2, output + " cannot be written; end its name in .jpg or .png");
  }
}

}  // namespace

void add_front(CLI::App& program, Outcome& outcome) {
  auto* photo = program.add_subcommand("photograph", "Photograph a card's front as a reader's camera would");
  auto card = std::make_shared<std::string>();
  auto output = std::make_shared<std::string>();
  auto seed = std::make_shared<std::uint64_t>(1);
  photo->add_option("card", *card, "The .card file")->required();
  photo->add_option("-o,--output", *output, "The photograph, .jpg or .png")->required();
  photo->add_option("--seed", *seed, "Another number, another photograph")->capture_default_str();
  photo->footer("Examples:\n  uketsuke-card photograph hanako.card -o seen.jpg --seed 7");
  photo->callback([card, output, seed, &outcome] { photograph_card(*card, *output, *seed, outcome); });

  auto* read = program.add_subcommand("read-front", "Read number B off a photograph of a card's front");
  auto picture = std::make_shared<std::string>();
  read->add_option("picture", *picture, "The photograph")->required();
  read->footer("Examples:\n  uketsuke-card read-front seen.jpg\nExit status 1: not read with confidence.");
  read->callback([picture, &outcome] { read_front(*picture, outcome); });

  auto* all = program.add_subcommand("examine-fronts", "Examine the reading of card fronts on generated photographs");
  auto count = std::make_shared<int>(200);
  auto keep = std::make_shared<std::string>();
  all->add_option("--count", *count, "How many")->capture_default_str()->check(CLI::Range(1, 100000));
  all->add_option("--seed", *seed, "Another number, other people and photographs")->capture_default_str();
  all->add_option("--keep", *keep, "Folder for the photographs that were not read right");
  all->footer(
      "Examples:\n  uketsuke-card examine-fronts\n  uketsuke-card examine-fronts --count 20 --seed 5 --keep /tmp\n"
      "Exit status 1: fewer than 98 of 100 right, or one wrong.");
  all->callback([count, seed, keep, &outcome] { examine(*count, *seed, *keep, outcome); });
}

}  // namespace card_tool
