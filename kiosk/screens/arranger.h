// Puts the blocks of a screen into its frame: one column, two panes or pages, answers and ways out at the bottom.
// Private to kiosk/screens.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/screens/frame.h"

namespace kiosk::screens {

enum class Arrangement { one_column, one_column_answers_below, two_panes, two_panes_answers_below };

/// A screen that is too long goes on in a second column, where its glass is wide enough for two.
bool may_flow_in_columns(const Screen& screen, const Frame& frame);

bool has_camera(const Screen& screen);

/// What to try for this screen, the calmest first.
std::vector<Arrangement> arrangements(const Screen& screen, const Frame& frame, Setting::Pictures pictures);

/// The height of blocks that stand one below the other.
int total(const std::vector<Block>& blocks, int gap);

/// Puts blocks one below the other, sharing what height is left among those that can use it.
void stack(const std::vector<Block>& blocks, Rect area, int gap, Elements& out);

/// Blocks that stand below one another, for each column.
using Columns = std::vector<std::vector<Block>>;

/// Keeps references to what it is made of.
class Arranger {
 public:
  Arranger(const Screen& screen, const Frame& frame, const Setting& setting);

  /// Nothing when it does not fit.
  std::optional<Elements> whole(Arrangement arrangement) const;

  /// Everything on one page, in columns; nothing when it does not fit.
  std::optional<Elements> in_columns() const;

  /// One page of the screen divided into pages; nothing when one block alone is too high, or when what is urgent does
  /// not fit on the first.
  std::optional<Elements> paged(int page, int& pages) const;

 private:
  Rect begin(Elements& out) const;
  void place_bottom(Rect& area, const std::vector<Button>& onward) const;
  int ways_out_share() const;
  std::vector<Button> answer_row() const;
  bool place_column(const std::vector<Block>& blocks, const std::vector<Block>& actions, Rect area,
                    Elements& out) const;
  bool place_panes(Rect area, bool answers_below, Elements& out) const;
  bool place_columns(const Columns& columns, const std::vector<Block>& actions, Rect area, Elements& out) const;
  int column_count() const { return may_flow_in_columns(screen_, frame_) ? 2 : 1; }
  int column_width(Rect area) const { return (area.width - s_.px(48) * (column_count() - 1)) / column_count(); }
  bool urgent_is_in(const Columns& columns, int width) const;
  Rect page_foot(Rect area, int page, int pages) const;
  Elements finish(Elements out) const;

  const Screen& screen_;
  const Frame& frame_;
  const Setting& s_;
  int gap_;
  mutable Elements bottom_;  ///< stands last in reading order, so it is kept aside until `finish`
};

}  // namespace kiosk::screens
