#include "rules/program.h"

#include <utility>

#include "rules/rule_set_builder.h"

namespace rules {

std::optional<Program> load_program(std::vector<parser::Source> sources, kg::Interner& interner,
                                    parser::Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  RuleSetBuilder builder(interner);
  const std::vector<RuleSource> documents = read_rules(std::move(sources), diagnostics, builder);
  std::optional<RuleSet> rules = builder.finish(diagnostics);
  if (!rules || diagnostics.error_count() > errors_before) return std::nullopt;
  DependencyGraph dependencies(*rules, interner);
  auto strata = stratify(*rules, dependencies, documents, diagnostics);
  if (!strata) return std::nullopt;
  return Program{std::move(*rules), std::move(dependencies), std::move(*strata)};
}

}  // namespace rules
