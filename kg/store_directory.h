#pragma once

#include <filesystem>

#include "kg/triple_store.h"

/// The directory of a store, before RocksDB sees it.
///
///   FORMAT    text: "warrant store\nformat 1\n"
///   tables/   RocksDB
///   bulk/     files of a bulk commit under way; what is left there by a killed process is deleted
namespace kg {

inline constexpr int kFormatVersion = 1;

std::filesystem::path tables_directory(const std::filesystem::path& store);
std::filesystem::path bulk_directory(const std::filesystem::path& store);
/// The file that a writer locks while a commit becomes visible, and a reader while it opens the
/// store (kg/file_lock.h).
std::filesystem::path lock_file(const std::filesystem::path& store);

/// Makes a new store's directory, or checks that there is one of this format. Throws StorageError,
/// having changed nothing, if there is none to read, a file, a directory of something else, or a
/// newer format.
void prepare_store_directory(const std::filesystem::path& store, OpenMode mode);

/// Bytes of all files in it.
std::uint64_t bytes_on_disk(const std::filesystem::path& store);

}  // namespace kg
