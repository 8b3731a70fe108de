// Golden pictures: a change of what people see is a change of a picture in review. Small pictures, drawn small by the
// same code. UKETSUKE_UPDATE_GOLDEN=1 accepts what is drawn now; look at the pictures first.
#include <doctest/doctest.h>
#include <pango/pango.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "kiosk/screens/specimens.h"
#include "kiosk/touch/painter.h"

using namespace kiosk::screens;
using namespace kiosk::touch;
using kiosk::checkin::Presentation;
namespace fs = std::filesystem;

namespace {

const fs::path golden = fs::path(UKETSUKE_SOURCE_DIR) / "tests" / "golden" / "screens";
const std::string assets = std::string(UKETSUKE_SOURCE_DIR) + "/assets";

bool accepts_all() { return std::getenv("UKETSUKE_UPDATE_GOLDEN") != nullptr; }

/// The libraries that decide about single pixels.
std::string made_with() {
  return std::string("cairo ") + cairo_version_string() + ", pango " + pango_version_string() + "\n";
}

struct GoldenPicture {
  std::string screen;
  std::string language = "ja";
  Presentation::TextSize text_size = Presentation::TextSize::normal;
  Presentation::Contrast contrast = Presentation::Contrast::normal;
  Presentation::Position position = Presentation::Position::normal;
  Glass glass{{360, 640}, 13, 850};
  std::string name() const {
    std::string all = screen + "-" + language;
    if (text_size == Presentation::TextSize::largest) all += "-largest";
    if (contrast == Presentation::Contrast::high) all += "-high";
    if (position == Presentation::Position::low) all += "-low";
    if (glass.size.width > glass.size.height) all += "-landscape";
    return all;
  }
};

std::vector<GoldenPicture> pictures() {
  std::vector<GoldenPicture> all;
  for (const char* screen : {"welcome",
                             "languages",
                             "presentation",
                             "reading-card",
                             "check-number.security-code",
                             "card.unreadable",
                             "card.expired",
                             "method",
                             "face",
                             "face.hold-still",
                             "other-ways",
                             "pin",
                             "pin.wrong",
                             "staff",
                             "visual-check",
                             "document",
                             "document.notice",
                             "letter.insurer-number.check-digit",
                             "letter.name",
                             "letter.birth-date",
                             "letter.review",
                             "outage",
                             "registration",
                             "insurer",
                             "ineligible.invalid",
                             "consent",
                             "consent.medication",
                             "checked-in",
                             "checked-in.grace",
                             "trouble",
                             "taking-card.alarm",
                             "more-time"}) {
    all.push_back({screen});
  }
  const Glass landscape{{640, 360}, 13, 850};
  for (const char* screen : {"method", "pin", "consent"}) {
    GoldenPicture picture{screen, "en"};
    picture.glass = landscape;
    all.push_back(picture);
  }
  all.push_back({"method", "en", Presentation::TextSize::largest, Presentation::Contrast::high});
  all.push_back(
      {"pin", "en", Presentation::TextSize::normal, Presentation::Contrast::normal, Presentation::Position::low});
  return all;
}

const Specimen& specimen_named(const std::string& name) {
  static const std::vector<Specimen> all = specimens();
  for (const Specimen& specimen : all)
    if (specimen.name == name) return specimen;
  FAIL("no specimen " << name);
  return all.front();
}

void draw(Canvas& canvas, const GoldenPicture& picture, Text& text, const Catalogs& catalogs) {
  auto situation = specimen_named(picture.screen).situation;
  situation.presentation.language = picture.language;
  situation.presentation.text_size = picture.text_size;
  situation.presentation.contrast = picture.contrast;
  situation.presentation.position = picture.position;
  const Screen screen = screen_for(situation, specimen_named(picture.screen).view);
  const Layout layout = lay_out(screen, picture.glass, situation.presentation, catalogs, text);
  Painter(text).paint(canvas, layout, situation.presentation,
                      Moment{base::TimePoint{base::Duration{300}}, "", "", {}, 15, 75});
}

bool is_equal(Canvas& drawn, const fs::path& file) {
  const SurfaceHandle kept(cairo_image_surface_create_from_png(file.c_str()));
  const Size size = drawn.size();
  if (cairo_image_surface_get_width(kept.get()) != size.width ||
      cairo_image_surface_get_height(kept.get()) != size.height)
    return false;
  for (int y = 0; y < size.height; ++y) {
    const auto* one = reinterpret_cast<const std::uint32_t*>(drawn.pixels() + std::ptrdiff_t{y} * drawn.stride());
    const auto* other = reinterpret_cast<const std::uint32_t*>(
        cairo_image_surface_get_data(kept.get()) + std::ptrdiff_t{y} * cairo_image_surface_get_stride(kept.get()));
    for (int x = 0; x < size.width; ++x)
      if ((one[x] & 0xffffff) != (other[x] & 0xffffff)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("the screens look as they looked when somebody last looked at them") {
  if (!accepts_all()) {
    std::string kept;
    std::getline(std::ifstream(golden / "made-with.txt"), kept, '\0');
    REQUIRE_MESSAGE(kept == made_with(),
                    "the pictures were made with other libraries; look at uketsuke-shots, then regenerate them with "
                    "UKETSUKE_UPDATE_GOLDEN=1");
  }
  const Catalogs catalogs = Catalogs::load(assets + "/text").value();
  const std::unique_ptr<Text> text = Text::open(assets + "/fonts", 13).value();
  for (const GoldenPicture& picture : pictures()) {
    Canvas canvas(picture.glass.size);
    draw(canvas, picture, *text, catalogs);
    const fs::path file = golden / (picture.name() + ".png");
    if (accepts_all()) {
      REQUIRE(canvas.write_png(file.string()));
      continue;
    }
    const bool same = is_equal(canvas, file);
    const fs::path actual = fs::temp_directory_path() / ("uketsuke-actual-" + picture.name() + ".png");
    if (!same) (void)canvas.write_png(actual.string());
    CHECK_MESSAGE(same, picture.name() << " looks different: compare " << file.string() << " with " << actual.string());
  }
  if (accepts_all()) std::ofstream(golden / "made-with.txt") << made_with();
}

TEST_CASE("words look the same whatever was drawn before them, also what was kept") {
  const std::unique_ptr<Text> text = Text::open(assets + "/fonts", 40).value();
  const auto drawn = [&](const char* language) {
    Canvas canvas({600, 100});
    canvas.clear({0xffffff});
    text->draw(canvas.cairo(), {{10, 10, 580, 80}, "直骨，。今", language, TextRole::body, Ink::normal, Align::left},
               {0x000000}, 100);
    const std::uint8_t* pixels = canvas.pixels();
    return std::vector<std::uint8_t>(pixels, pixels + std::ptrdiff_t{100} * canvas.stride());
  };
  const auto traditional = drawn("zh-Hant");
  const auto japanese = drawn("ja");
  CHECK(traditional != japanese);
  CHECK(drawn("zh-Hant") == traditional);
  CHECK(drawn("ja") == japanese);
}

TEST_CASE("the same screen drawn twice is the same to the last bit") {
  const Catalogs catalogs = Catalogs::load(assets + "/text").value();
  const std::unique_ptr<Text> text = Text::open(assets + "/fonts", 40).value();
  GoldenPicture picture{"consent", "en"};
  picture.glass = {{1080, 1920}, 40, 850};
  Canvas one(picture.glass.size), other(picture.glass.size);
  draw(one, picture, *text, catalogs);
  draw(other, picture, *text, catalogs);
  CHECK(std::memcmp(one.pixels(), other.pixels(), static_cast<std::size_t>(one.stride()) * 1920) == 0);
}
