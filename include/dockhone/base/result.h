// Errors as values. No exception crosses a module border.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>

namespace dockhone {

enum class ErrorKind : std::uint8_t {
  kUsage,      // command line or configuration: exit 2
  kIo,         // reading or writing: exit 2
  kSyntax,     // a Dockerfile that the reference parser rejects too: exit 4
  kTemporary,  // worth trying again: exit 75
};

struct Error {
  ErrorKind kind = ErrorKind::kUsage;
  std::string message;                  // what is wrong, without place and without final dot
  std::string help;                     // what to do about it; may be empty
  std::optional<std::uint32_t> offset;  // byte offset in the text that was read
};

template <class T>
using Result = tl::expected<T, Error>;

}  // namespace dockhone
