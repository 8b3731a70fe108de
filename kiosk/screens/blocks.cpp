// The widgets of a screen, each as the block of its kind.
#include "kiosk/screens/blocks.h"

#include "kiosk/screens/block_kinds.h"

namespace kiosk::screens {
namespace {

struct Builder {
  const Setting& s;
  int width;
  std::vector<Block> blocks;

  void operator()(const Heading& part) { blocks.push_back(heading_block(s, part, width)); }
  void operator()(const Paragraph& part) {
    const bool is_small = part.size == Paragraph::Size::small;
    blocks.push_back(text_block(s, s.words.text(part.words), is_small ? TextRole::small : TextRole::body,
                                is_small ? Ink::soft : Ink::normal, width));
  }
  void operator()(const Notice& part) { blocks.push_back(notice_block(s, part, width)); }
  void operator()(const Picture& part) {
    const bool explains = part.use == Picture::Use::explains;
    if (s.pictures == Setting::Pictures::none || (explains && s.pictures != Setting::Pictures::all)) return;
    blocks.push_back(drawn_block(s, Shape::picture, part.drawing, s.px(120), s.px(explains ? 400 : 1000)));
  }
  void operator()(const Spinner&) {
    blocks.push_back(drawn_block(s, Shape::spinner, Drawing::none, s.px(120), s.px(1000)));
  }
  void operator()(const CameraView& part) { blocks.push_back(camera_block(s, part, width)); }
  void operator()(const Ticket& part) { blocks.push_back(ticket_block(s, part, width)); }
  void operator()(const Countdown&) {
    blocks.push_back(drawn_block(s, Shape::countdown, Drawing::none, s.px(120), s.px(200)));
  }
  void operator()(const Button& part) { blocks.push_back(button_row({part}, s, width, TextRole::button)); }
  void operator()(const Choice& part) { blocks.push_back(choice_block(s, part, width)); }
  void operator()(const Options& part) { blocks.push_back(options_block(s, part, width)); }
  void operator()(const Field& part) { blocks.push_back(field_block(s, part, width)); }
  void operator()(const Keypad& part) { blocks.push_back(keypad_block(s, part)); }
  void operator()(const Facts& part) {
    for (Block& block : facts_blocks(s, part, width)) blocks.push_back(std::move(block));
  }
};

}  // namespace

Block fixed(int height, std::function<void(Rect, Elements&)> place, Block::Pane pane) {
  return {height, height, std::move(place), pane};
}

std::vector<Block> blocks_of(const std::vector<Widget>& widgets, const Setting& setting, int width) {
  Builder builder{setting, width, {}};
  for (const Widget& widget : widgets) std::visit(builder, widget);
  return std::move(builder.blocks);
}

}  // namespace kiosk::screens
