#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>

#include "kg/triple_store.h"

namespace repl {

enum class DatasetFormat : std::uint8_t { NQuads, TriG };

/// Writes what a store holds: the asserted quads, in the order of graph, subject, predicate and
/// object, and if asked for the inferred triples behind those of the default graph. N-Quads is in
/// canonical form. TriG declares the prefixes of the store's files. Reads and writes as it goes:
/// what it keeps in memory does not grow with the store. `progress` is told now and then how many
/// were written. Throws kg::OutOfMemory.
void write_dataset(const kg::Snapshot& store, DatasetFormat format, bool inferences,
                   std::ostream& out,
                   const std::function<void(std::size_t written)>& progress = {});

}  // namespace repl
