// Puts the blocks of a screen into its frame: one column or two panes, answers and ways out at the bottom. Private to
// kiosk/screens.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/screens/frame.h"

namespace kiosk::screens {

enum class Arrangement { one_column, one_column_answers_below, two_panes, two_panes_answers_below };

bool has_camera(const Screen& screen);

/// What to try for this screen, the calmest first.
std::vector<Arrangement> arrangements(const Screen& screen, const Frame& frame);

/// The height of blocks that stand one below the other.
int total(const std::vector<Block>& blocks, int gap);

/// Puts blocks one below the other, sharing what height is left among those that can use it.
void stack(const std::vector<Block>& blocks, Rect area, int gap, Elements& out);

/// Keeps references to what it is made of.
class Arranger {
 public:
  Arranger(const Screen& screen, const Frame& frame, const Setting& setting);

  /// Nothing when it does not fit.
  std::optional<Elements> whole(Arrangement arrangement) const;

  /// One page of the screen divided into pages; nothing when one block alone is too high.
  std::optional<Elements> paged(int page, int& pages) const;

 private:
  Rect begin(Elements& out) const;
  /// `later`: their place is kept until the last page, so that nobody sends what they have not seen.
  enum class Answers { elsewhere, here, later };
  static Answers answers_at(bool below) { return below ? Answers::here : Answers::elsewhere; }
  void place_bottom(Rect& area, Answers where) const;
  std::vector<Button> answer_row() const;
  bool place_column(const std::vector<Block>& blocks, const std::vector<Block>& actions, Rect area,
                    Elements& out) const;
  bool place_panes(Rect area, bool answers_below, Elements& out) const;
  void place_turns(int page, int pages, Rect& area) const;
  Element turn_element(std::string id, const Words& words, Rect rect, int page) const;
  Elements finish(Elements out) const;

  const Screen& screen_;
  const Frame& frame_;
  const Setting& s_;
  int gap_;
  mutable Elements bottom_;  ///< stands last in reading order, so it is kept aside until `finish`
};

}  // namespace kiosk::screens
