// One function for each kind of widget: how high it is for a width, and where its parts go. Private to kiosk/screens.
#pragma once

#include "kiosk/screens/blocks.h"

namespace kiosk::screens {

inline constexpr int padding = 24;  ///< inside boxes
inline constexpr int key_gap = 14;  ///< 3.5 mm between keys

/// A block that is as high as its words and wants no more.
Block fixed(int height, std::function<void(Rect, Elements&)> place, Block::Pane pane = Block::Pane::words);

/// Whether the words of a control stand in that width with no word cut.
bool stands_uncut(const Setting& s, std::string_view text, TextRole role, int percent, int width);

Block text_block(const Setting& s, std::string text, TextRole role, Ink ink, int width);
/// With the Japanese line under it, so that staff can help.
Block heading_block(const Setting& s, const Heading& part, int width);
Block notice_block(const Setting& s, const Notice& part, int width);
Block ticket_block(const Setting& s, const Ticket& part, int width);

/// The camera's picture, never cut: four to three, in the middle of the room it gets.
Block camera_block(const Setting& s, const CameraView& part, int width);
/// Something drawn that takes the room it can get, and stands in its middle.
Block drawn_block(const Setting& s, Shape shape, Drawing drawing, int minimum, int preferred, int value = 0);

Block choice_block(const Setting& s, const Choice& part, int width);
Block options_block(const Setting& s, const Options& part, int width);

Block field_block(const Setting& s, const Field& part, int width);
Block keypad_block(const Setting& s, const Keypad& part);

/// Whether facts are only listed: without labels and buttons.
bool is_plain_list(const Facts& part);

/// A plain list is one block; else each line is one, two side by side on a wide glass.
std::vector<Block> facts_blocks(const Setting& s, const Facts& part, int width);

}  // namespace kiosk::screens
