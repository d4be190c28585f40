#include "rules/program.h"

#include <utility>

namespace rules {

std::optional<Program> load_program(std::vector<parser::Source> sources, kg::Interner& interner,
                                    parser::Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  const std::vector<RuleSource> documents = read_rules(std::move(sources), diagnostics);
  std::optional<RuleSet> rules = compile(documents, interner, diagnostics);
  if (!rules || diagnostics.error_count() > errors_before) return std::nullopt;
  std::vector<Dependency> dependencies = dependency_graph(*rules, interner);
  auto strata = stratify(*rules, dependencies, documents, diagnostics);
  if (!strata) return std::nullopt;
  return Program{std::move(*rules), std::move(dependencies), std::move(*strata)};
}

}  // namespace rules
