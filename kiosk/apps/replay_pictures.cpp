#include "kiosk/apps/replay_pictures.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "kiosk/runtime/assets.h"
#include "kiosk/screens/layout.h"
#include "kiosk/touch/painter.h"

namespace kiosk::apps {
namespace {

constexpr int picture_width = 168;
constexpr std::size_t most_screens = 40;

std::string base64(const std::vector<unsigned char>& bytes) {
  static constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
    const unsigned triple = static_cast<unsigned>(bytes[i] << 16) |
                            (left > 1 ? static_cast<unsigned>(bytes[i + 1] << 8) : 0) | (left > 2 ? bytes[i + 2] : 0U);
    for (unsigned place = 0; place < 4; ++place)
      text += place <= left ? letters[(triple >> (18 - 6 * place)) & 63] : '=';
  }
  return text;
}

/// WebP: half of JPEG's size for flat colours and letters.
std::string webp_of(const cv::Mat& picture) {
  std::vector<unsigned char> bytes;
  try {
    cv::imencode(".webp", picture, bytes, {cv::IMWRITE_WEBP_QUALITY, 55});
  } catch (const cv::Exception&) {
    return {};
  }
  return base64(bytes);
}

const screens::Glass glass{{1080, 1920}, 40, 850};

std::string draw(const replay::ShownScreen& shown, const screens::Catalogs& catalogs, touch::Text& text) {
  const auto layout = screens::lay_out(shown.screen, glass, shown.presentation, catalogs, text);
  touch::Canvas canvas(glass.size);
  touch::Painter(text).paint(canvas, layout, shown.presentation, {});
  const cv::Mat whole(glass.size.height, glass.size.width, CV_8UC4, canvas.pixels(),
                      static_cast<std::size_t>(canvas.stride()));
  cv::Mat small, flat;
  cv::resize(whole, small, {picture_width, picture_width * glass.size.height / glass.size.width}, 0, 0, cv::INTER_AREA);
  cv::cvtColor(small, flat, cv::COLOR_BGRA2BGR);
  return webp_of(flat);
}

nlohmann::ordered_json screens_of(const replay::PlayedStory& played) {
  auto pictures = nlohmann::ordered_json::array();
  const auto catalogs = screens::Catalogs::load(runtime::assets_folder() / "text");
  if (!catalogs) return pictures;
  const auto text = touch::Text::open(runtime::assets_folder() / "fonts", glass.pixels_per_cm);
  if (!text) return pictures;
  for (const auto& shown : played.chronicle.shown()) {
    if (pictures.size() == most_screens) break;
    pictures.push_back(draw(shown, catalogs.value(), *text.value()));
  }
  return pictures;
}

}  // namespace

nlohmann::ordered_json pictures_of(const replay::PlayedStory& played, replay::Faces faces) {
  nlohmann::ordered_json pictures;
  pictures["screens"] = screens_of(played);
  pictures["frames"] = "";
  if (played.faces != replay::PlayedStory::Faces::recorded_video || played.used_frames.empty()) return pictures;
  const auto sheet = replay::contact_sheet_jpeg(played.used_frames, faces);
  if (sheet) pictures["frames"] = base64(sheet.value());
  return pictures;
}

}  // namespace kiosk::apps
