// What an image does when it is run: smoke commands, an HTTP answer, its own start, SIGTERM.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "builder.h"
#include "dockhone/prove/prove.h"
#include "http_ask.h"

namespace dockhone::prove {

struct Behaviour {
  std::vector<Ended> smoke;
  bool starts = false;          // its own command was started
  bool stays = false;           // and still ran after a while
  int status = 0;               // where it did not
  std::optional<double> stops;  // seconds after SIGTERM; nullopt: it was killed
  std::optional<Result<Answer>> answer;
  std::string said;     // the end of what it wrote
  std::string failure;  // it could not be started
};

Behaviour observe(const Builder& builder, const Request& request, const std::string& image, bool has_command);

// What differs, as findings; what could not be looked at goes to `unchecked`.
std::vector<Finding> differences(const Request& request, const Behaviour& before, const Behaviour& after);
void list_checks(const Request& request, const Builder& builder, const Behaviour& before, Report& report);

}  // namespace dockhone::prove
