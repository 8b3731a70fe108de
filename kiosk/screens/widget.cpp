// Copying, moving and comparing what a screen is made of.
#include <type_traits>

#include "kiosk/screens/screen.h"

namespace kiosk::screens {

// A move that throws would leave a Widget of nothing behind.
static_assert(std::is_nothrow_move_constructible_v<WidgetAlternatives>);

Widget::Widget(const Widget& other) = default;
Widget::Widget(Widget&& other) noexcept = default;
Widget& Widget::operator=(const Widget& other) = default;
Widget& Widget::operator=(Widget&& other) noexcept = default;
Widget::~Widget() = default;

bool operator==(const Widget& left, const Widget& right) {
  return static_cast<const WidgetAlternatives&>(left) == static_cast<const WidgetAlternatives&>(right);
}

}  // namespace kiosk::screens
