#pragma once

#include <optional>
#include <span>
#include <string>

#include "repl/session.h"
#include "rules/explain/contrast.h"

namespace repl {

/// Sets two triples side by side, of which the first is to hold and the second not. Nothing, with a
/// diagnostic (`not-concluded`, `holds-too`, or as read_question gives them), if that is not so.
std::optional<explain::Contrast> contrast(Session& session, const rules::Program& program,
                                          std::span<const std::string> holds,
                                          std::span<const std::string> but_not,
                                          parser::Diagnostics& diagnostics);

}  // namespace repl
