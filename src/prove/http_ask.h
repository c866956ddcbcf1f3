// One HTTP request to what runs in a container, from inside of its own network.
#pragma once

#include <string>

#include "dockhone/base/result.h"

namespace dockhone::prove {

struct Answer {
  int status = 0;
  std::string type;  // Content-Type, without parameters
  std::string body;
};

// Asks 127.0.0.1 in the network of the process `pid` (0: this one's), as often as nobody listens yet, for
// `seconds` at most.
Result<Answer> ask(int pid, int port, const std::string& path, double seconds);

}  // namespace dockhone::prove
