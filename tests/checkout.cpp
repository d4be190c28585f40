#include "tests/checkout.h"

namespace checkout {

std::filesystem::path top() { return WARRANT_SOURCE_DIR; }

std::filesystem::path shared() { return top().parent_path() / "shared"; }

}  // namespace checkout
