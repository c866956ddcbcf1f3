// What the words of a command stand for, and the paths that they name.
#include "command_effects.h"

namespace dockhone::model {

namespace {

// Devices that keep nothing.
bool is_sink(std::string_view path) {
  if (!path.starts_with("/dev/") && !path.starts_with("/proc/")) return false;
  return path == "/dev/null" || path == "/dev/stdout" || path == "/dev/stderr" || path == "/dev/tty" ||
         path == "/dev/stdin" || path.starts_with("/dev/fd/") || path == "/proc/self/fd/1" ||
         path == "/proc/self/fd/2" || path == "/proc/1/fd/1" || path == "/proc/1/fd/2";
}

}  // namespace

std::vector<Value> CommandWriter::fields(const Arg& arg) const {
  const shell::Word& word = call_->command().words[arg.word];
  bool whole = arg.span == word.span || arg.kind == Arg::Kind::kOperand || arg.kind == Arg::Kind::kVerb;
  if (whole && arg.known) return {{std::string(arg.text), true, false}};
  auto fields = values_.expand(word, text_);
  if (whole) return fields;
  if (fields.size() != 1) return {{"", false, false}};
  // The value behind --option= or -o: what the word begins with is literal.
  std::string_view written = word.span.in(text_);
  std::size_t skip = arg.span.begin - word.span.begin;
  if (arg.span.begin < word.span.begin || skip > written.size())
    return {{std::string(arg.text), arg.known, false}};
  if (fields[0].text.compare(0, skip, written.substr(0, skip)) != 0)
    return {{std::string(arg.text), arg.known, false}};
  fields[0].text.erase(0, skip);
  return fields;
}

std::vector<Value> CommandWriter::operands() const {
  std::vector<Value> found;
  for (const Arg& arg : call_->args()) {
    if (arg.kind != Arg::Kind::kOperand) continue;
    for (Value& value : fields(arg)) {
      bool option = arg.unsure && value.known && value.text.starts_with('-') && value.text.size() > 1;
      if (!option) found.push_back(std::move(value));
    }
  }
  return found;
}

void CommandWriter::path(Access access, Extent extent, const Value& value) {
  if (value.known && (value.text.empty() || value.text == "-" || is_sink(value.text))) return;
  if (is_url(value.text)) {
    out_.network = true;
    if (access == Access::kRead) return;
  }
  if (!placeholder_.empty() && value.known && value.text.find("{}") != std::string::npos) {
    for (const std::string& root : placeholder_) {
      out_.paths.push_back(
          {root, access, root.empty() ? Extent::kUnknown : Extent::kTree, Place::kImage, false, index()});
    }
    return;
  }
  PathEffect effect;
  effect.access = access;
  effect.certain = certain_;
  effect.command = index();
  std::string_view base = directory_ ? std::string_view(*directory_) : std::string_view();
  bool anchored = value.text.starts_with('/') || value.text.starts_with('~') || directory_;
  if (!value.known) {
    effect.extent = Extent::kUnknown;
    effect.path = value.text.empty() ? "" : anchored ? join_path(base, value.text) : value.text;
    if (value.text.ends_with('/') && effect.path != "/") effect.path += '/';
    effect.certain = false;
  } else {
    effect.extent = value.glob ? Extent::kGlob : extent;
    effect.path = join_path(base, value.text);
    effect.certain = certain_ && !value.glob;
  }
  out_.paths.push_back(std::move(effect));
}

void CommandWriter::templates(Access access, std::span<const std::string_view> paths) {
  bool outer = certain_;
  certain_ = false;
  for (std::string_view text : paths) {
    Value value = values_.expand_template(text);
    path(access, text.ends_with('/') ? Extent::kTree : Extent::kExact, value);
  }
  certain_ = outer;
}

void CommandWriter::role(Role role, const Value& value) {
  using enum Role;
  switch (role) {
    case kRead:
      return path(Access::kRead, Extent::kExact, value);
    case kReadTree:
      return path(Access::kRead, Extent::kTree, value);
    case kWrite:
      return path(Access::kWrite, Extent::kExact, value);
    case kWriteTree:
      return path(Access::kWrite, Extent::kTree, value);
    case kEdit:
      path(Access::kRead, Extent::kExact, value);
      return path(Access::kWrite, Extent::kExact, value);
    case kEditTree:
      path(Access::kRead, Extent::kTree, value);
      return path(Access::kWrite, Extent::kTree, value);
    case kRemove:
      return path(Access::kRemove, Extent::kExact, value);
    case kRemoveTree:
      return path(Access::kRemove, Extent::kTree, value);
    case kMove:
      path(Access::kRead, Extent::kTree, value);
      return path(Access::kRemove, Extent::kTree, value);
    case kManifest:
      path(Access::kRead, Extent::kExact, value);
      out_.packages.push_back({call_->manager(),
                               value.known ? join_path(directory_ ? *directory_ : "", value.text) : "",
                               {},
                               false,
                               true,
                               certain_,
                               index()});
      return;
    case kUrl:
      out_.network = true;
      return;
    case kDownload: {
      out_.network = true;
      std::string_view url = value.text;
      url =
          url.substr(0, url.find_first_of(call_->program() == "curl" ? "?#" : "#"));  // wget keeps the query
      auto slash = url.rfind('/');
      std::string_view name = slash == std::string_view::npos ? url : url.substr(slash + 1);
      Value target{std::string(name), value.known && !name.empty(), value.glob};
      if (!target.known) return path(Access::kWrite, Extent::kTree, ".");
      return path(Access::kWrite, Extent::kExact, target);
    }
    default:
      return;
  }
}

void CommandWriter::find_directory() {
  for (const Arg& arg : call_->args()) {
    if (arg.kind != Arg::Kind::kValue || arg.option == nullptr || arg.option->role != Role::kDirectory)
      continue;
    auto values = fields(arg);
    bool plain = values.size() == 1 && values[0].known && !values[0].glob;
    if (!plain || (!directory_ && !values[0].text.starts_with('/'))) {
      directory_.reset();
    } else {
      directory_ = join_path(directory_ ? *directory_ : "", values[0].text);
    }
  }
}

}  // namespace dockhone::model
