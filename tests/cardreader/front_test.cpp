// Number B from the card's front: what is found in recognised text, and whole photographs.
#include <doctest/doctest.h>

#include <opencv2/imgcodecs.hpp>

#include "cardreader/front/card_face_reader.h"
#include "cardreader/front/front_text.h"
#include "cardreader/front/photographed_card.h"
#include "cardreader/front/photographed_front.h"
#include "cardreader/front/straight_card.h"
#include "tests/cardreader/sample_cards.h"
#include "tools/card/card_pictures.h"

using namespace cardreader;
using namespace std::chrono;

TEST_CASE("the three parts are found in recognised text with its usual spaces and full-width digits") {
  const auto parts = find_front_parts("昭和 55 年 2 月 17 日 生\n２０３５年２月１７日まで有効\n2285\n");
  CHECK(parts.birth == year{1980} / 2 / 17);
  CHECK(parts.expiry == year{2035} / 2 / 17);
  CHECK(parts.security_code == "2285");
  CHECK(number_from(parts, year{2026} / 1 / 1)->digits().reveal() == "55021720352285");
}

TEST_CASE("the first year of an era is written 元") {
  CHECK(find_front_parts("令和元年5月1日生").birth == year{2019} / 5 / 1);
  CHECK(find_front_parts("平成元年1月8日生").birth == year{1989} / 1 / 8);
}

TEST_CASE("days that do not exist, and parts that contradict each other, are left out") {
  CHECK_FALSE(find_front_parts("昭和55年2月30日生").birth);
  CHECK_FALSE(find_front_parts("昭和64年1月8日生").birth);
  CHECK_FALSE(find_front_parts("昭和55年2月17日生\n昭和56年2月17日生").birth);
  CHECK_FALSE(find_front_parts("2285\n2286").security_code);
  CHECK_FALSE(find_front_parts("22856").security_code);
}

TEST_CASE("a reading whose expiry does not fall on the birthday is not believed") {
  auto parts = find_front_parts("昭和55年2月17日生\n2035年2月11日まで有効\n2285");
  CHECK_FALSE(number_from(parts, year{2026} / 1 / 1));
  parts.expiry = year{2035} / 2 / 17;
  CHECK(number_from(parts, year{2026} / 1 / 1));
  CHECK_FALSE(number_from(parts, year{2050} / 1 / 1));
  // A card to be renewed is read, so that its holder is told that and not asked what is printed.
  REQUIRE(number_from(parts, year{2040} / 1 / 1));
  CHECK(number_from(parts, year{2040} / 1 / 1)->has_expired(year{2040} / 1 / 1));
}

TEST_CASE("two readings must agree and none may contradict") {
  const auto one = CheckNumberB::from_digits("55021720352285");
  const auto two = CheckNumberB::from_digits("55021720352286");
  CHECK(agreed({one, std::nullopt, one}) == one);
  CHECK_FALSE(agreed({one}));
  CHECK_FALSE(agreed({one, std::nullopt}));
  CHECK_FALSE(agreed({one, one, two}));
  CHECK_FALSE(agreed({}));
}

TEST_CASE("number B is read off photographs of a card that lies crooked, dimly lit or upside down") {
  auto reader = CardFaceReader::load([] { return cv::Mat(); });
  REQUIRE_MESSAGE(reader, reader.error().text());
  const auto front = samples::contents().front;
  const auto png = card_tool::front_picture(front, {});
  REQUIRE(png);
  const cv::Mat printed = cv::imdecode(png.value(), cv::IMREAD_COLOR);
  int read = 0;
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
    const auto number = reader.value()->read_picture(photograph(printed, seed));
    if (!number) continue;
    ++read;
    CHECK(number == front.number_b());
  }
  CHECK(read >= 3);
}

TEST_CASE("a picture without a card, and one too blurred to read, give nothing instead of a guess") {
  auto reader = CardFaceReader::load([] { return cv::Mat(); });
  REQUIRE(reader);
  CHECK_FALSE(reader.value()->read_picture(cv::Mat(400, 600, CV_8UC3, cv::Scalar(90, 90, 90))));
  CHECK_FALSE(reader.value()->read_picture(cv::Mat(3, 3, CV_8UC3, cv::Scalar(90, 90, 90))));
  const auto front = samples::contents().front;
  const auto png = card_tool::front_picture(front, {});
  Photography bad;
  bad.blur = 30;
  const auto blurred = photograph(cv::imdecode(png.value(), cv::IMREAD_COLOR), 9, bad);
  CHECK_FALSE(reader.value()->read_picture(blurred));
  CHECK(reader.value()->read().value() == std::nullopt);
}

TEST_CASE("the camera over a virtual reader reads the card while it is powered up; what it cannot read is asked") {
  const samples::CardCopy place;
  auto contents = samples::contents();
  const auto png = card_tool::front_picture(contents.front, {});
  REQUIRE(png);
  contents.front.picture = "front.png";
  REQUIRE(cv::imwrite((place.folder() / "front.png").string(), cv::imdecode(png.value(), cv::IMREAD_COLOR)));
  REQUIRE(save_virtual_card(contents, place.path()));
  PhotographedFront front;
  CHECK(front.read().value() == std::nullopt);
  front.show(place.path());
  CHECK(front.read().value() == contents.front.number_b());
  front.show({});
  CHECK(front.read().value() == std::nullopt);
  front.look(FrontSight::unreadable);
  front.show(place.path());
  CHECK(front.read().value() == std::nullopt);
  front.look(FrontSight::printed);
  front.show(place.path());
  CHECK(front.read().value() == contents.front.number_b());
  front.look(FrontSight::photographed);
  REQUIRE(std::filesystem::remove(place.folder() / "front.png"));
  front.show(place.path());
  CHECK(front.read().value() == std::nullopt);
  front.show("/nonexistent.card");
  CHECK(front.read().error().problem == CardProblem::cannot_present);
}
