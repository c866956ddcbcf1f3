#include "sources.h"

#include <algorithm>

#include "dockhone/base/contains.h"
#include "dockhone/base/path.h"
#include "ports.h"
#include "source_writes.h"
#include "transforms/shared/lists.h"

namespace dockhone::transforms::nonroot {

namespace {

using syntax::Instruction;
using syntax::Keyword;

bool ends_with_one_of(std::string_view text, const List& endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return text.ends_with(e); });
}

// The stages that the image is made from: those that it is built on, or copies from, and theirs.
std::vector<std::size_t> stages_of(const model::BuildModel& model, const Chain& chain) {
  std::vector<std::size_t> found = {chain.stage->index};
  auto add = [&](const model::BaseRef& ref) {
    bool is_new = ref.kind == model::BaseRef::Kind::kStage && ref.stage < model.stages().size() &&
                  std::find(found.begin(), found.end(), ref.stage) == found.end();
    if (is_new) found.push_back(ref.stage);
  };
  for (std::size_t at = 0; at < found.size(); ++at) {
    const model::Stage& stage = model.stages()[found[at]];
    add(stage.base);
    for (std::size_t i = stage.from + 1; i < stage.end; ++i) {
      const syntax::Flag* from = model.document().instructions()[i].flag("from");
      if (from != nullptr) add(model.resolve(from->value));
    }
  }
  return found;
}

// What an instruction takes from the context: directories and files; "." for all of it.
void note_taken(const Instruction& each, std::vector<std::string>& places) {
  const syntax::Flag* mount = each.keyword == Keyword::kRun ? each.flag("mount") : nullptr;
  if (mount != nullptr && !contains_any(mount->value, {"type=cache", "type=secret", "type=tmpfs"}))
    places.emplace_back(".");
  bool copies = each.keyword == Keyword::kCopy || each.keyword == Keyword::kAdd;
  if (!copies || each.args.size() < 2 || each.flag("from") != nullptr) return;
  for (const syntax::Argument& source : each.args.first(each.args.size() - 1)) {
    std::string_view word = source.value;
    auto odd = word.find_first_of("$*?[\"'\\");
    auto slash = odd == word.npos ? word.npos : word.rfind('/', odd);
    if (odd != word.npos) word = word.substr(0, slash == word.npos ? 0 : slash);
    std::string path = normal_path(word);
    places.push_back(path.starts_with('/') ? path.substr(1) : path);
  }
}

std::vector<std::string> taken(const model::BuildModel& model, const Chain& chain) {
  std::vector<std::string> places;
  for (std::size_t index : stages_of(model, chain)) {
    const model::Stage& stage = model.stages()[index];
    for (std::size_t i = stage.from + 1; i < stage.end; ++i)
      note_taken(model.document().instructions()[i], places);
  }
  return places;
}

bool is_taken(std::string_view path, const std::vector<std::string>& places) {
  return std::any_of(places.begin(), places.end(), [&](const std::string& place) {
    return place.empty() || place == "." || is_below(path, place);
  });
}

// Of tests, examples and libraries: not what the process does.
bool is_aside(std::string_view path) {
  for (std::string_view rest = path; contains(rest, "/"); rest.remove_prefix(rest.find('/') + 1)) {
    if (lists::kDirectoriesAside.contains(rest.substr(0, rest.find('/')))) return true;
  }
  return contains_any(base_name(path), {".test.", ".spec.", "_test.", "test_"});
}

// Settings of servers, which are no programs: their paths need no quotes.
bool is_settings(const model::Context::Entry& file) {
  return lists::kFilesWithPorts.contains(base_name(file.path)) ||
         (file.path.ends_with(".ini") && contains(*file.text, "[uwsgi]"));
}

// A file that is made, by what it is called; in other words of a text it may only be read.
bool is_made(std::string_view path) {
  for (std::string_view ending : {".lock", ".log", ".pid", ".sock"}) {
    if (path.ends_with(ending)) return true;
  }
  return false;
}

// A path below a place where only root may make files, and not below what becomes the user's.
std::string place_of_root(std::string_view text, std::string_view opens, bool writes,
                          const std::vector<std::string>& directories) {
  for (std::string_view place : lists::kPlacesOfRootInSources) {
    for (auto at = text.find(place); at != text.npos; at = text.find(place, at + 1)) {
      if (at == 0 || opens.find(text[at - 1]) == opens.npos) continue;
      std::string_view path = text.substr(at, text.find_first_of("\"'`\r\n ", at) - at);
      bool mounted = contains_any(path, {"/secrets", "docker.sock"});
      bool given = std::any_of(directories.begin(), directories.end(),
                               [&](const std::string& directory) { return is_below(path, directory); });
      if (!mounted && !given && (writes || is_made(path))) return std::string(path);
    }
  }
  return {};
}

// uwsgi changes its user where its settings say so, and stops where it may not.
bool changes_user(std::string_view settings) {
  return contains_any(settings, {"\nuid", "\ngid", "\nchown-socket"});
}

Verdict judge(const model::Context::Entry& file, const std::vector<std::string>& directories,
              bool low_ports) {
  const std::string& text = *file.text;
  if (int port = low_ports ? 0 : low_port_of_source(text); port != 0)
    return low_port_declined(port, "in " + file.path);
  auto outside = [&](std::string_view opens, bool writes) -> Verdict {
    std::string path = place_of_root(text, opens, writes, directories);
    if (path.empty()) return std::nullopt;
    return Decline{"writes-outside", file.path + " names " + path + ", where only root may make a file"};
  };
  if (is_settings(file)) {
    if (changes_user(text)) return Decline{"needs-root", file.path + " says which user to change to"};
    return outside("\"'= :", false);
  }
  for (std::string_view word : lists::kPrivilegedWords) {
    if (contains(text, word)) return Decline{"needs-root", file.path + " says " + std::string(word)};
  }
  if (contains(text, "docker.sock"))
    return Decline{"device", file.path + " uses the socket of the Docker daemon, which is root's"};
  return outside("\"'`", may_write(text));
}

}  // namespace

Verdict needs_root_by_source(const model::BuildModel& model, const Chain& chain,
                             const model::Context* context, const std::vector<std::string>& directories,
                             bool low_ports) {
  if (context == nullptr) return std::nullopt;
  std::vector<std::string> places = taken(model, chain);
  for (const model::Context::Entry& entry : context->entries()) {
    bool source = ends_with_one_of(entry.path, lists::kSourceEndings) && !entry.path.ends_with(".sh");
    if (!entry.text || (!source && !is_settings(entry))) continue;
    if (is_aside(entry.path) || !is_taken(entry.path, places)) continue;
    if (auto verdict = judge(entry, directories, low_ports)) return verdict;
  }
  return std::nullopt;
}

}  // namespace dockhone::transforms::nonroot
