// Special effects: archives and compressed files.
#include <algorithm>
#include <array>

#include "special_effects.h"

namespace dockhone::model {

Special Specials::tar() {
  if (const Arg* archive = call_.value("-f")) {
    auto outer = w_.directory_;
    w_.directory_ = w_.values_.directory;  // the archive is named from where tar started
    for (const Value& value : w_.fields(*archive)) {
      if (value.text.find(':') != std::string::npos) continue;
      w_.path(
          call_.has("-c") || call_.has("-r") || call_.has("-u") || call_.has("-A") || call_.has("--delete")
              ? Access::kWrite
              : Access::kRead,
          Extent::kExact, value);
    }
    w_.directory_ = outer;
  }
  bool to_stdout = call_.has("-O");
  if (call_.has("-x") && !to_stdout) {
    w_.path(Access::kWrite, Extent::kTree, ".");
    if (call_.has("-P")) w_.path(Access::kWrite, Extent::kTree, "/");
  } else if (call_.has("-c") || call_.has("-r") || call_.has("-u")) {
    for (const Value& value : w_.operands()) {
      w_.path(Access::kRead, Extent::kTree, value);
      if (call_.has("--remove-files")) w_.path(Access::kRemove, Extent::kTree, value);
    }
  } else if (!call_.has("-t") && !call_.has("-d") && !to_stdout) {
    w_.unknown(kUnknownAll, "tar: what it is to do is not known");
  }
  if (call_.has("-I") || call_.has("--checkpoint-action") || call_.has("--to-command")) {
    const Arg* program = call_.value("-I");
    constexpr std::array<std::string_view, 8> kKnown = {"zstd",  "pigz",   "xz",  "gzip",
                                                        "bzip2", "pbzip2", "lz4", "pixz"};
    bool listed = program != nullptr &&
                  std::find(kKnown.begin(), kKnown.end(), program->text.substr(0, program->text.find(' '))) !=
                      kKnown.end();
    if (!listed) w_.unknown(kUnknownAll, "tar runs another program");
  }
  for (std::string_view option : {"-T", "-X"}) {
    const Arg* value = call_.value(option);
    if (value == nullptr) continue;
    for (const Value& each : w_.fields(*value)) w_.path(Access::kRead, Extent::kExact, each);
  }
  if (call_.has("-T") && !call_.has("-x")) w_.path(Access::kRead, Extent::kUnknown, Value{"", false, false});
  return checked();
}

Special Specials::unzip() {
  auto operands = w_.operands();
  if (!operands.empty()) w_.path(Access::kRead, Extent::kExact, operands[0]);
  bool prints = call_.has("-l") || call_.has("-p") || call_.has("-t") || call_.has("-v") || call_.has("-c");
  if (!prints) {
    const Arg* target = call_.value("-d");
    if (target == nullptr) w_.path(Access::kWrite, Extent::kTree, ".");
    if (target != nullptr) {
      for (const Value& value : w_.fields(*target)) w_.path(Access::kWrite, Extent::kTree, value);
    }
  }
  return checked();
}

Special Specials::gzip() {
  bool keeps_all = call_.has("-c") || call_.has("-t") || call_.has("-l");
  constexpr std::array<std::string_view, 3> kKeepers = {"zstd", "lz4", "unzstd"};
  bool keeps =
      call_.has("-k") ||
      (std::find(kKeepers.begin(), kKeepers.end(), call_.program()) != kKeepers.end() && !call_.has("--rm"));
  bool tree = call_.has("-r");
  for (Value value : w_.operands()) {
    w_.path(Access::kRead, tree ? Extent::kTree : Extent::kExact, value);
    if (keeps_all) continue;
    if (tree) {
      w_.path(Access::kWrite, Extent::kTree, value);
      continue;
    }
    if (!keeps) w_.path(Access::kRemove, Extent::kExact, value);
    bool expands = call_.has("-d") || call_.program().starts_with("un") ||
                   call_.program().starts_with("gun") || call_.program().starts_with("bun");
    if (expands && value.known) {
      auto dot = value.text.rfind('.');
      bool tgz =
          dot != std::string::npos && (value.text.substr(dot) == ".tgz" ||
                                       value.text.substr(dot) == ".tbz2" || value.text.substr(dot) == ".txz");
      if (dot != std::string::npos && !value.glob)
        value.text = value.text.substr(0, dot) + (tgz ? ".tar" : "");
    } else if (value.known && !value.glob) {
      value.text += ".*";
      value.glob = true;
    }
    w_.path(Access::kWrite, Extent::kExact, value);
  }
  return more(Access::kWrite);
}

}  // namespace dockhone::model
