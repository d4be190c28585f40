#pragma once

#include <cstdint>
#include <vector>

#include "parser/sparql_rl_syntax.h"

namespace parser::sparql {

class Reading;

/// The `#@` lines directly above the rule that begins at `rule`: nothing but comments and such
/// lines may stand between. Reports mistakes in them, and those seen before that stand above no
/// rule. The lines are done with after that.
std::vector<MetadataEntry> take_metadata(Reading& reading, std::uint32_t rule);

/// Reports the `#@` lines left, none of which stands above a rule.
void report_stray_metadata(Reading& reading);

}  // namespace parser::sparql
