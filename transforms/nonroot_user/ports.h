// Ports that only root may open, in what the file says about the process.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chain.h"
#include "transforms/shared/fix.h"

namespace dockhone::transforms::nonroot {

// In EXPOSE and ENV.
Verdict low_port_of_stages(const model::BuildModel& model, const Chain& chain);

// Variables of the process's environment, and of the scripts that start it, as far as their values are known.
using Variables = std::map<std::string, std::string, std::less<>>;
Variables environment_of(const model::BuildModel& model, const Chain& chain);
// `text` with the values of the variables in it, or those that it gives itself: ${PORT:-80}.
std::string resolved(std::string_view text, const Variables& variables);

// In the words of a command, as written.
Verdict low_port_of_words(const std::vector<std::string>& words, const Variables& variables);
// In what a variable is set to.
Verdict low_port_of_variable(std::string_view name, std::string_view value);

// `where`: "EXPOSE", "in its command line".
Decline low_port_declined(int port, std::string_view where);

}  // namespace dockhone::transforms::nonroot
