#include "rules/extensions.h"

#include <variant>

#include <fmt/format.h>

#include "parser/built_ins.h"

namespace rules {

void report_extensions(const parser::RuleDocument& document, const parser::Source& source,
                       parser::Diagnostics& diagnostics) {
  for (const parser::Rule& rule : document.rules) {
    for (const parser::RuleElement& element : rule.body) {
      const auto* aggregate = std::get_if<parser::Aggregate>(&element);
      if (aggregate == nullptr) continue;
      diagnostics.error("not-standard", source, aggregate->function_span,
                        fmt::format("{} in a SET is an extension: SPARQL-RL has no aggregates",
                                    parser::name_of(aggregate->function)),
                        "other processors cannot read this rule; see docs/language.md");
    }
  }
}

}  // namespace rules
