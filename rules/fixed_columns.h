#pragma once

#include "rules/clause.h"

namespace rules {

/// `FILTER ( ?x = :a )` and `FILTER ( sameTerm(?x, 1) )` say which term a variable is: patterns get
/// it in the place of the variable, as if they had been written with it, and the filter goes.
/// `=` says so for IRIs only, since different literals may be equal.
void fix_columns(Clause& clause, WorkingGraph& graph);

}  // namespace rules
