#include "kiosk/letters/letter_labels.h"

#include <algorithm>

#include "kiosk/checkin/written_text.h"

namespace kiosk::letters {
namespace {

using namespace checkin;

// Longer labels first: 番号 is also the end of 保険者番号.
const Label labels[] = {{U"資格取得年月日", {}},
                        {U"保険者番号", LetterField::insurer_number},
                        {U"保険者名称", {}},
                        {U"フリガナ", LetterField::name},
                        {U"生年月日", LetterField::birth_date},
                        {U"発効期日", LetterField::valid_from},
                        {U"有効期限", LetterField::valid_until},
                        {U"一部負担金の割合", LetterField::burden_ratio},  // as letters for people over 70 have it
                        {U"負担割合", LetterField::burden_ratio},
                        {U"氏名", {}},
                        {U"性別", {}},
                        {U"記号", LetterField::symbol},
                        {U"番号", LetterField::number},
                        {U"枝番", LetterField::branch}};

constexpr std::size_t no_match = 99;

// How many characters of the label are misread there.
std::size_t misreads(std::u32string_view wanted, const Line& line, std::size_t at) {
  if (at + wanted.size() > line.size()) return no_match;
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < wanted.size(); ++i) wrong += line[at + i].character != wanted[i] ? 1 : 0;
  return wrong;
}

// Is the character the first of a group? A short label inside a longer word is none: 番号 in 保険者番号.
bool begins_group(const Line& line, std::size_t at) {
  if (at == 0) return true;
  const cv::Rect &before = line[at - 1].box, &here = line[at].box;
  return here.x - (before.x + before.width) > std::max(before.height, here.height) / 2;
}

// A long label may hold misread characters: two where a group begins, one elsewhere.
std::size_t misreads_allowed(const Label& label, bool group_begins) {
  if (label.words.size() < 4) return 0;
  return group_begins ? 2 : 1;
}

// 枝 is misread in many ways: one character and 番, not followed by 号, is the branch's label.
bool is_branch_label(const Line& line, std::size_t at) {
  return at + 1 < line.size() && line[at + 1].character == U'番' && !is_digit(line[at].character) &&
         (at + 2 == line.size() || line[at + 2].character != U'号');
}

// The label that stands there with the fewest misread characters; nothing when none does.
const Label* label_at(const Line& line, std::size_t at) {
  static const Label branch{U"枝番", LetterField::branch};
  const bool group_begins = begins_group(line, at);
  const Label* best = nullptr;
  std::size_t fewest = no_match;
  for (const Label& label : labels) {
    const std::size_t wrong = misreads(label.words, line, at);
    const bool stands_alone = label.words.size() > 2 || group_begins;
    if (stands_alone && wrong <= misreads_allowed(label, group_begins) && wrong < fewest) best = &label, fewest = wrong;
  }
  return best == nullptr && group_begins && is_branch_label(line, at) ? &branch : best;
}

}  // namespace

std::vector<Found> labels_in(const Line& line) {
  std::vector<Found> found;
  for (std::size_t at = 0; at < line.size();) {
    const Label* label = label_at(line, at);
    if (label == nullptr) {
      ++at;
    } else {
      found.push_back({label, at});
      at += label->words.size();
    }
  }
  return found;
}

}  // namespace kiosk::letters
