#pragma once

#include <string_view>

/// The parts of the page of an explanation that are the same for all: no word in them is in a
/// language, and nothing in them is fetched from elsewhere.
namespace explain {

/// The style sheet: light and dark, wide and narrow, screen and paper.
std::string_view page_style();

/// What folds, searches and moves by keys. Without it the page is unfolded and complete.
std::string_view page_script();

}  // namespace explain
