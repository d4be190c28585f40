#include "tests/fuzz/properties.h"
#include "tests/fuzz/targets/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  return fuzz::run(fuzz::check_turtle, bytes, size);
}
