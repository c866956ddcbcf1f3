// Parts of the program that are opened when they are first needed, for the libraries behind them cost
// start-up.
#pragma once

#include <string>
#include <string_view>

#include "dockhone/base/result.h"

namespace dockhone {

// The function `entry` of the module `name` ("dockhone_http.so"), which lies beside the program, or in its
// prefix as LIBDIR/dockhone/name; `path` instead, where that is not "". `purpose` begins the error message.
Result<void*> open_module(const std::string& name, const char* entry, const std::string& path,
                          std::string_view purpose);

}  // namespace dockhone
