#pragma once

#include <optional>
#include <string>

#include "repl/session.h"
#include "rules/explain/render_what_if.h"

namespace repl {

/// What is assumed, a line each.
std::string describe_assumptions(const Supposition& supposition);

/// What is assumed and what would follow from it.
std::string to_text(Supposition& supposition, const explain::WhatIfStyle& style);

/// The same as JSON; docs/explanation.md gives the shape.
std::string to_json(Supposition& supposition);

/// The explanation of the conclusions under a number of the text: of what is lost as it was before,
/// of what is gained as it would be, of what is kept for another reason both. Nothing if there is
/// no such number.
std::optional<std::string> explain_change(Supposition& supposition, std::size_t number,
                                          const explain::RenderOptions& style);

/// How many numbers there are.
std::size_t count_changes(Supposition& supposition);

}  // namespace repl
