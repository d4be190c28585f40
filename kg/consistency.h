#pragma once

#include <string>
#include <vector>

#include "kg/store_reader.h"

namespace kg {

/// Reads all tables of a store and says, a sentence each, what does not agree; empty if the store
/// is sound.
std::vector<std::string> inconsistencies(const StoreReader& store);

}  // namespace kg
