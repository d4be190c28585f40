#pragma once

#include "facts/load.h"

namespace facts {

/// The part of `load_data` for files of lines (N-Triples, N-Quads): one thread reads and scans the
/// text while that of the caller looks up the terms and states the quads. False if
/// `options.progress` stopped it; mistakes are in the diagnostics.
bool load_lines(const File& file, parser::RdfFormat format, kg::Transaction& transaction,
                parser::Diagnostics& diagnostics, const LoadOptions& options);

}  // namespace facts
