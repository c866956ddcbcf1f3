// Prints every shell-form RUN of the Dockerfiles named on standard input, one JSON line each: id, the dialect
// of its shell (dash where it is not known), the script in base64. The oracles and shell_dump read such
// lines.
#include <iostream>
#include <string>

#include "files.h"

namespace {

using namespace dockhone;

std::string base64(std::string_view bytes) {
  static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0);
    for (std::size_t k = 0; k < 4; ++k)
      out += k <= bytes.size() - i ? kDigits[group >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

// A RUN that is only a here-document has the body as its script; others get their here-documents behind the
// line.
std::string script_of(const syntax::Instruction& run, std::string_view text) {
  std::string script(run.rest_text());
  if (run.heredocs.size() == 1 && run.heredocs[0].op.in(text) == script)
    return std::string(run.heredocs[0].content);
  for (const syntax::Heredoc& heredoc : run.heredocs) {
    script += '\n';
    script += heredoc.content;
    script += heredoc.name;
  }
  return script;
}

const char* name(std::span<const shell::Dialect> dialects) {
  switch (dialects[0]) {
    case shell::Dialect::kBash:
      return "bash";
    case shell::Dialect::kAsh:
      return "ash";
    case shell::Dialect::kDash:
      return "dash";
  }
  return "dash";
}

void print(const std::string& path, const model::BuildModel& model) {
  corpus::for_each_run(model, [&](std::size_t i) {
    const syntax::Instruction& run = model.document().instructions()[i];
    if (run.json) return;
    std::cout << "{\"id\":\"" << base64(path) << ':' << i << "\",\"dialect\":\""
              << name(model.before(i).shell.dialects) << "\",\"script_b64\":\""
              << base64(script_of(run, model.document().text())) << "\"}\n";
  });
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  corpus::for_each_model(std::cin, print);
}
