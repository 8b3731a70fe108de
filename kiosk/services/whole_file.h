// Files that are there whole or not at all.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace kiosk::services {

/// Where the bytes lie until the file is whole: a hidden name in the same folder, so that the rename is one step.
std::filesystem::path unfinished_name(const std::filesystem::path& file);

/// Writes the bytes under the unfinished name (readable by the owner only) and synchronises them to the disk. Nothing,
/// or a sentence about what went wrong; then nothing is left behind.
std::optional<std::string> stage_file(const std::filesystem::path& file, std::string_view bytes);

/// Gives the staged file its name and synchronises the folder.
std::optional<std::string> finish_file(const std::filesystem::path& file);

/// Both at once.
std::optional<std::string> write_whole_file(const std::filesystem::path& file, std::string_view bytes);

}  // namespace kiosk::services
