// Entry point of one fuzzer; DOCKHONE_TARGET is the function that it calls.
#include <cstddef>
#include <cstdint>

#include "targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dockhone::fuzz::DOCKHONE_TARGET({reinterpret_cast<const char*>(data), size});
  return 0;
}
