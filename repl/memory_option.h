#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace repl {

/// Bytes, from a number and a unit: `500M`, `1.5G`, `2TiB`; units are powers of 1024. Nothing for
/// anything else.
std::optional<std::size_t> read_size(std::string_view text);

/// How much memory a command may have.
struct MemoryLimit {
  std::size_t bytes = 0;
  bool chosen = false;  ///< by the user
};

/// The least that can be asked for: a store and the program itself take some.
inline constexpr std::size_t kLeastMemory = std::size_t{32} << 20U;

/// What a command may have that was told nothing: nine tenths of the machine's memory, or of what
/// its control group has, less what others use of it when the command starts; a quarter at least.
/// Nothing if the system does not say how much there is.
std::optional<MemoryLimit> usual_memory_limit();

/// Tells a user who met the limit, and what to do. `last` is what the work was at, in words.
std::string out_of_memory(const MemoryLimit& limit, const std::string& last);
/// The same for memory that the machine does not have.
std::string no_memory(const std::string& last);

}  // namespace repl
