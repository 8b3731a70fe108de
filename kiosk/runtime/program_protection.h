// What a program that holds people's data asks of the operating system for itself, before it opens anything.
#pragma once

namespace kiosk::runtime {

/// From now on: files that the program makes are for its own user alone; a crash leaves no picture of its memory; other
/// programs of the same user can neither trace it nor read its memory. Where the limit on locked memory is infinite, as in
/// uketsuke-kiosk.service, no page of it is written to swap. Call first in `main`. Children inherit the first two. None of
/// the first three can fail on Linux with these arguments; a kernel that refuses leaves the default.
void protect_this_program();

/// Whether swap can get nothing of this program.
bool memory_is_locked();

}  // namespace kiosk::runtime
