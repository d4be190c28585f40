#pragma once

#include <filesystem>

/// Where the files lie that tests read.
namespace checkout {

/// The top of the checkout.
std::filesystem::path top();

/// The folder beside the checkout with the conformance suites; it may be missing.
std::filesystem::path shared();

}  // namespace checkout
