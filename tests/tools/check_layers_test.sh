#!/usr/bin/env bash
# tools/check-layers passes on the project and names each breach that is planted in a copy of it.
#   check_layers_test.sh SOURCE_DIR
set -euo pipefail
source=$1
copy=$(mktemp -d); trap 'rm -rf "$copy"' EXIT
failures=0

"$source/tools/check-layers" "$source" || { echo "FAIL: the project breaks its own law (above)"; failures=1; }

cp -r "$source/kiosk" "$source/cardreader" "$source/vision" "$source/tools" "$source/tests" "$copy"/

# plant WORDS FILE INCLUDE: the law must be broken in exactly that file, and be kept again without it.
plant() {
  local words=$1 file=$2 include=$3 said
  mkdir -p "$(dirname "$copy/$file")"
  printf '#include %s\n' "$include" >"$copy/$file"
  if said=$("$source/tools/check-layers" "$copy"); then
    echo "FAIL: not noticed: $words"; failures=1
  elif [ "$(grep -c . <<<"$said")" -ne 1 ] || [[ $said != $file:1:* ]]; then
    echo "FAIL: $words should be one line about $file, but is: $said"; failures=1
  fi
  rm "$copy/$file"
}
plant "the rules include a library"          kiosk/checkin/planted.cpp   '<opencv2/core.hpp>'
plant "the rules include the system"         kiosk/checkin/planted.h     '<unistd.h>'
plant "the rules include threads"            kiosk/checkin/planted.h     '<thread>'
plant "the rules include a leaf library"     kiosk/checkin/planted.h     '"vision/frame.h"'
plant "two leaf libraries meet"              vision/planted.cpp          '"cardreader/card_reader.h"'
plant "the other way round"                  cardreader/planted.h        '"vision/frame.h"'
plant "PC/SC outside its files"              cardreader/planted.cpp      '<winscard.h>'
plant "dlib outside its files"               vision/planted.cpp          '<dlib/matrix.h>'
plant "the screens reach the runtime"        kiosk/screens/planted.h     '"kiosk/runtime/kiosk.h"'
plant "the runtime includes a window"        kiosk/runtime/planted.cpp   '<SDL2/SDL.h>'
plant "product code includes a test"         kiosk/runtime/planted.cpp   '"tests/support/printing.h"'
plant "an include not written from the root" cardreader/planted.cpp      '"apdu.h"'
plant "a folder without a row"               kiosk/newcomer/planted.h    '<vector>'
[ "$failures" -eq 0 ] && echo "the law is kept, and every planted breach is noticed"
exit "$failures"
