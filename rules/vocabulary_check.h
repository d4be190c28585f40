#pragma once

#include <span>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "ontology/schema.h"
#include "rules/rule_set.h"

namespace rules {

/// Warns of properties and classes in rules that the vocabulary does not declare, though it
/// declares others of their namespace, and of other terms of such a namespace that neither the
/// graph nor a rule says anything of: a rule that asks for one never applies. `strict`: they are
/// errors. Each term once a document.
void check_vocabulary(std::span<const RuleSource> sources, const ontology::Schema& schema,
                      const kg::GraphView& graph, const kg::Dictionary& terms, bool strict,
                      parser::Diagnostics& diagnostics);

}  // namespace rules
