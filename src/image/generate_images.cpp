// Build-time generator: transforms/knowledge/images/**.yaml -> the tables that dockhone/image/tables.h
// declares.
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "dockhone/base/generator.h"
#include "words.h"

namespace {

using namespace dockhone::generator;

// As the tables spell it: "kDash"; "" stands for unknown.
using Shell = std::string;
using Spoken = dockhone::image::Spoken<Shell>;

[[noreturn]] void fail(const std::string& file, const YAML::Node& node, const std::string& what) {
  dockhone::generator::fail(file, node.Mark(), what);
}

struct Page {
  std::string file;
  YAML::Node root;
};

void check_keys(const Page& page, const YAML::Node& map, const std::set<std::string>& known) {
  if (!map.IsMap()) fail(page.file, map, "expected a mapping");
  for (const auto& pair : map) {
    if (!known.contains(pair.first.as<std::string>())) unknown_key(page.file, pair.first);
  }
}

YAML::Node child(const Page& page, const YAML::Node& map, const char* key) {
  const auto node = map[key];
  if (!node) fail(page.file, map, std::string("missing key '") + key + "'");
  return node;
}

std::string text(const Page& page, const YAML::Node& map, const char* key) {
  const auto node = child(page, map, key);
  if (!node.IsScalar() || node.Scalar().empty())
    fail(page.file, node, std::string("'") + key + "' wants a text");
  return node.Scalar();
}

Shell shell(const Page& page, const YAML::Node& node) {
  static const std::map<std::string, Shell> kShells{
      {"unknown", ""}, {"dash", "kDash"}, {"bash", "kBash"}, {"ash", "kAsh"}, {"none", "kNone"}};
  const auto found = node.IsScalar() ? kShells.find(node.Scalar()) : kShells.end();
  if (found == kShells.end()) fail(page.file, node, "a shell is one of unknown, dash, bash, ash, none");
  return found->second;
}

Texts texts(const Page& page, const YAML::Node& node) {
  if (node.IsScalar()) return {node.Scalar()};
  return dockhone::generator::texts(page.file, node);
}

struct Entry {
  Texts names;
  bool exact = true;
  std::string distro;
  std::string variant = "default";
  Shell shell;
};

struct Image {
  std::string latest;  // "" for none
  std::string reason;
  std::vector<Entry> entries;
};

struct Pattern {
  std::string text;
  Shell shell;
};

struct Official {
  std::optional<Shell> shell;
  std::optional<Shell> older;
  std::vector<Pattern> tags;
};

struct Knowledge {
  std::string date;
  std::map<std::string, Image> images;
  std::map<std::string, Official> officials;
  std::map<std::string, Shell> words;
  Texts mirrors;
  std::vector<Pattern> others;

  Spoken spoken(const std::string& tag) const {
    return dockhone::image::spoken(tag, Shell("kNone"), [&](std::string_view word) -> std::optional<Shell> {
      const auto found = words.find(std::string(word));
      return found == words.end() ? std::nullopt : std::optional(found->second);
    });
  }
};

Texts split(const std::string& line) {
  std::istringstream in(line);
  Texts words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

Entry read_entry(const Page& page, const YAML::Node& node, std::set<std::string>& seen) {
  check_keys(page, node, {"names", "exact", "distro", "variant"});
  Entry entry;
  entry.names = split(text(page, node, "names"));
  for (const auto& name : entry.names) {
    if (!seen.insert(name).second) fail(page.file, node["names"], "two entries have the tag '" + name + "'");
  }
  if (node["exact"]) entry.exact = node["exact"].as<bool>();
  if (node["distro"]) entry.distro = text(page, node, "distro");
  if (node["variant"]) entry.variant = text(page, node, "variant");
  return entry;
}

void read_image(const Page& page, Knowledge& knowledge) {
  check_keys(page, page.root, {"image", "latest", "tags"});
  const auto name = text(page, page.root, "image");
  if (knowledge.images.contains(name))
    fail(page.file, page.root["image"], "a second file for '" + name + "'");
  auto& image = knowledge.images[name];
  std::set<std::string> seen;
  const auto tags = child(page, page.root, "tags");
  if (!tags.IsSequence()) fail(page.file, tags, "'tags' wants a list");
  for (const auto& node : tags) image.entries.push_back(read_entry(page, node, seen));

  const auto latest = text(page, page.root, "latest");
  if (latest == "none") {
    image.reason =
        seen.contains("latest") ? "no tag of latest names an exact version" : "there is no tag latest";
    return;
  }
  if (!seen.contains(latest)) fail(page.file, page.root["latest"], "no entry has the tag '" + latest + "'");
  image.latest = latest;
}

void read_official(const Page& page, const YAML::Node& map, Knowledge& knowledge) {
  for (const auto& pair : map) {
    check_keys(page, pair.second, {"shell", "older", "tags"});
    const auto name = pair.first.as<std::string>();
    if (knowledge.officials.contains(name)) fail(page.file, pair.first, "'" + name + "' stands here twice");
    auto& official = knowledge.officials[name];
    if (const auto node = pair.second["shell"]) official.shell = shell(page, node);
    if (const auto node = pair.second["older"]) official.older = shell(page, node);
    if (const auto node = pair.second["tags"]) {
      for (const auto& tag : node)
        official.tags.push_back({tag.first.as<std::string>(), shell(page, tag.second)});
    }
  }
}

void read_shells(const Page& page, Knowledge& knowledge) {
  check_keys(page, page.root, {"words", "official", "same-as-official", "others"});
  for (const auto& pair : child(page, page.root, "words")) {
    for (const auto& word : texts(page, pair.second)) {
      if (!knowledge.words.emplace(word, shell(page, pair.first)).second) {
        fail(page.file, pair.second, "the word '" + word + "' stands here twice");
      }
    }
  }
  read_official(page, child(page, page.root, "official"), knowledge);
  for (const auto& prefix : texts(page, child(page, page.root, "same-as-official"))) {
    if (!prefix.ends_with("/*"))
      fail(page.file, page.root["same-as-official"], "'" + prefix + "' does not end in /*");
    knowledge.mirrors.push_back(prefix.substr(0, prefix.size() - 1));
  }
  for (const auto& rule : child(page, page.root, "others")) {
    check_keys(page, rule, {"image", "shell"});
    for (const auto& pattern : texts(page, child(page, rule, "image"))) {
      knowledge.others.push_back({pattern, shell(page, child(page, rule, "shell"))});
    }
  }
}

void read(const std::string& file, const YAML::Node& root, Knowledge& knowledge) {
  const Page page{file, root};
  if (!page.root.IsMap()) fail(page.file, page.root, "expected a mapping");
  if (page.root["image"]) return read_image(page, knowledge);
  if (page.root["words"]) return read_shells(page, knowledge);
  check_keys(page, page.root, {"date"});
  knowledge.date = text(page, page.root, "date");
}

// The shell of each entry: from its distribution, else the words of its tags, else what the hand-written list
// says.
void decide_shells(Knowledge& knowledge) {
  for (auto& [name, image] : knowledge.images) {
    auto& official = knowledge.officials[name];
    bool all_dash = true;
    bool any_plain = false;
    for (auto& entry : image.entries) {
      auto words = knowledge.spoken(entry.distro);
      bool plain = false;
      for (const auto& tag : entry.names) {
        const auto said = knowledge.spoken(tag);
        plain |= !said.any;
        if (!words.any) words = said;
      }
      entry.shell = words.any ? words.shell : official.shell.value_or("");
      any_plain |= plain;
      all_dash &= !plain || entry.shell == "kDash";
    }
    if (!official.older && any_plain && all_dash) official.older = "kDash";
  }
}

class Writer {
 public:
  std::string text(const std::string& value) { return place(offset(value), value.size()); }

  // Where a text stands that begins `skip` bytes into another.
  std::string part(const std::string& whole, std::size_t skip, std::size_t size) {
    return place(offset(whole) + skip, size);
  }

  template <class Items, class Row>
  void table(std::ostream& out, const char* type, const char* name, const Items& items, Row row) {
    out << "constexpr " << type << " k" << name << "Table[] = {\n";
    for (const auto& item : items) out << "    {" << row(item) << "},\n";
    out << "};\n";
    names_.push_back({type, name});
  }

  void finish(std::ostream& out, const std::string& date) const {
    out << "constexpr char kTextBytes[] =";
    for (std::size_t at = 0; at < text_.size(); at += 100) out << "\n    \"" << text_.substr(at, 100) << '"';
    out << ";\n\n}  // namespace\n\nconstinit const char* const kText = kTextBytes;\n"
        << "constinit const std::string_view kDate = \"" << date << "\";\n";
    for (const auto& [type, name] : names_) {
      out << "constinit const std::span<const " << type << "> k" << name << " = k" << name << "Table;\n";
    }
  }

 private:
  std::size_t offset(const std::string& value) {
    if (value.size() > UINT16_MAX)
      dockhone::generator::fail("text", YAML::Mark::null_mark(), "too long: " + value.substr(0, 40));
    const auto [found, added] = offsets_.emplace(value, text_.size());
    if (added) text_ += value;
    return found->second;
  }

  static std::string place(std::size_t offset, std::size_t size) {
    return "{" + std::to_string(offset) + ", " + std::to_string(size) + "}";
  }

  std::map<std::string, std::size_t> offsets_;
  std::string text_;
  std::vector<std::pair<std::string, std::string>> names_;
};

std::string shell_name(const Shell& shell) { return "SystemShell::" + (shell.empty() ? "kUnknown" : shell); }

std::string range(std::size_t first, std::size_t count) {
  return "{" + std::to_string(first) + ", " + std::to_string(count) + "}";
}

void write_images(const Knowledge& knowledge, Writer& writer, Texts& images, Texts& entries, Texts& names) {
  for (const auto& [name, image] : knowledge.images) {
    std::map<std::string, std::string> index;  // tag -> row of Name
    const auto first = entries.size();
    for (std::size_t i = 0; i < image.entries.size(); ++i) {
      const auto& entry = image.entries[i];
      std::string joined;
      for (const auto& tag : entry.names) joined += (joined.empty() ? "" : " ") + tag;
      std::size_t skip = 0;
      for (const auto& tag : entry.names) {
        index[tag] = writer.part(joined, skip, tag.size()) + ", " + std::to_string(i);
        skip += tag.size() + 1;
      }
      entries.push_back(writer.text(joined) + ", " +
                        writer.part(joined, 0, entry.exact ? entry.names.front().size() : 0) + ", " +
                        writer.text(entry.distro) + ", " + writer.text(entry.variant) + ", " +
                        shell_name(entry.shell));
    }
    images.push_back(writer.text(name) + ", " + writer.text(image.latest) + ", " + writer.text(image.reason) +
                     ", " + range(first, image.entries.size()) + ", " + range(names.size(), index.size()));
    for (const auto& [tag, row] : index) names.push_back(row);
  }
}

void write(std::ostream& out, const Knowledge& knowledge) {
  Writer writer;
  Texts images, entries, names, officials, patterns;
  write_images(knowledge, writer, images, entries, names);
  for (const auto& [name, official] : knowledge.officials) {
    officials.push_back(writer.text(name) + ", " + shell_name(official.older.value_or("")) + ", " +
                        range(patterns.size(), official.tags.size()));
    for (const auto& tag : official.tags)
      patterns.push_back(writer.text(tag.text) + ", " + shell_name(tag.shell));
  }

  out << "#include \"dockhone/image/tables.h\"\n\nnamespace dockhone::image::tables {\nnamespace {\n\n";
  const auto same = [](const std::string& row) { return row; };
  const auto pattern = [&](const Pattern& p) { return writer.text(p.text) + ", " + shell_name(p.shell); };
  writer.table(out, "Image", "Images", images, same);
  writer.table(out, "Entry", "Entries", entries, same);
  writer.table(out, "Name", "Names", names, same);
  writer.table(out, "OfficialShell", "OfficialShells", officials, same);
  writer.table(out, "Word", "Words", knowledge.words,
               [&](const auto& word) { return writer.text(word.first) + ", " + shell_name(word.second); });
  writer.table(out, "Pattern", "Patterns", patterns, same);
  writer.table(out, "Text", "Mirrors", knowledge.mirrors, [&](const std::string& prefix) {
    const auto braced = writer.text(prefix);
    return braced.substr(1, braced.size() - 2);
  });
  writer.table(out, "Pattern", "Others", knowledge.others, pattern);
  writer.finish(out, knowledge.date);
  out << "\n}  // namespace dockhone::image::tables\n";
}

void write_decided(std::ostream& out, const Knowledge& knowledge) {
  if (knowledge.date.empty()) {
    dockhone::generator::fail("knowledge/images", YAML::Mark::null_mark(),
                              "no file gives the date of the facts (date: YYYY-MM-DD)");
  }
  Knowledge decided = knowledge;
  decide_shells(decided);
  write(out, decided);
}

}  // namespace

int main(int argc, char** argv) { return run<Knowledge>(argc, argv, read, write_decided); }
