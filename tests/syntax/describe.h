// A parsed Dockerfile as short text, for tables of expectations:
//   RUN --mount=x (ls -l)        one argument; [..] where it is an element of a JSON array
//   ENV {k=v} {old form}         pairs; {k} without a value
//   RUN (cat <<E) <<E:body\n     here-documents: <<-E chomp, <<'E' not expanded, body with \n and \t visible
//   ONBUILD > RUN (ls)
// Instructions are joined by "; ". What is refused is "error: message".
#pragma once

#include <string>
#include <string_view>

#include "dockhone/syntax/document.h"

namespace dockhone::syntax {

inline std::string visible(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\r') {
      out += "\\r";
    } else {
      out.push_back(c);
    }
  }
  return out;
}

inline std::string describe(const Instruction& instruction) {
  std::string out(name(instruction.keyword));
  for (const Flag& flag : instruction.flags) {
    out.append(" --").append(flag.name);
    if (flag.has_value) out.append("=").append(flag.value);
  }
  if (instruction.json && instruction.args.empty()) out += " []";
  for (const Argument& argument : instruction.args) {
    out.append(instruction.json ? " [" : " (").append(visible(argument.value));
    out.append(instruction.json ? "]" : ")");
  }
  for (const KeyValue& pair : instruction.pairs) {
    out.append(" {").append(pair.key_text);
    if (pair.has_value) out.append(pair.old_form ? " " : "=").append(pair.value_text);
    out += '}';
  }
  if (instruction.trigger != nullptr) return out + " > " + describe(*instruction.trigger);
  for (const Heredoc& heredoc : instruction.heredocs) {
    out.append(" ").append(heredoc.fd != 0 ? std::to_string(heredoc.fd) : "").append("<<");
    if (heredoc.chomp) out += '-';
    out.append(heredoc.expand ? "" : "'").append(heredoc.name).append(heredoc.expand ? "" : "'");
    out.append(":").append(visible(heredoc.content));
  }
  return out;
}

inline std::string describe(std::string_view text) {
  auto document = Document::parse(std::string(text));
  if (!document) return "error: " + document.error().message;
  std::string out;
  for (const Instruction& instruction : document->instructions()) {
    out.append(out.empty() ? "" : "; ").append(describe(instruction));
  }
  return out;
}

}  // namespace dockhone::syntax
