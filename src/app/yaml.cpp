// yaml-cpp's exceptions end here.
#include "yaml.h"

#include <yaml-cpp/eventhandler.h>

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>

namespace dockhone::app::yaml {

void wrong(const YAML::Mark& mark, std::string message, std::string help) {
  throw Wrong{mark, {ErrorKind::kUsage, std::move(message), std::move(help), {}}};
}

void unknown_key(const YAML::Node& key, std::string_view of, std::span<const std::string_view> known) {
  std::string near = did_you_mean(key.Scalar(), known);
  wrong(key.Mark(), "unknown key '" + key.Scalar() + "'" + (of.empty() ? "" : " of " + std::string(of)),
        near.empty() ? "known here: " + joined(known) : near);
}

const std::string& scalar(const YAML::Node& node, std::string_view what) {
  if (node.IsNull()) wrong(node.Mark(), std::string(what) + " has no value");
  if (!node.IsScalar()) wrong(node.Mark(), std::string(what) + " has to be a single value");
  return node.Scalar();
}

// The pairs of a mapping, in order; keys are scalars and occur once.
std::vector<std::pair<YAML::Node, YAML::Node>> pairs(const YAML::Node& node, std::string_view what) {
  if (node.IsNull()) wrong(node.Mark(), std::string(what) + " has no value");
  if (!node.IsMap()) wrong(node.Mark(), std::string(what) + " has to be a mapping");
  std::vector<std::pair<YAML::Node, YAML::Node>> out;
  std::set<std::string, std::less<>> seen;
  for (const auto& pair : node) {
    if (!pair.first.IsScalar())
      wrong(pair.first.Mark(), "a key of " + std::string(what) + " has to be a single value");
    if (!seen.insert(pair.first.Scalar()).second)
      wrong(pair.first.Mark(), "'" + pair.first.Scalar() + "' stands twice");
    out.emplace_back(pair.first, pair.second);
  }
  return out;
}

namespace {

std::uint32_t offset_of(const YAML::Mark& mark, std::string_view text) {
  if (mark.is_null() || mark.line < 0) return 0;
  LineMap lines(text);
  auto line = std::min(static_cast<std::uint32_t>(mark.line) + 1, lines.line_count());
  Span span = lines.line(line, text);
  return std::min(span.begin + static_cast<std::uint32_t>(std::max(mark.column, 0)), span.end);
}

// Remembers where the root of the last document stands.
struct DocumentRoots : YAML::EventHandler {
  void OnDocumentStart(const YAML::Mark&) override { root.reset(); }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { node(mark); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { node(mark); }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t, const std::string&) override {
    node(mark);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    node(mark);
  }
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    node(mark);
  }
  void OnMapEnd() override {}

  void node(const YAML::Mark& mark) {
    if (!root) root = mark;
  }

  std::optional<YAML::Mark> root;
};

// Not YAML::LoadAll: it never comes back from a text such as `,`, which it reads as documents without end.
std::optional<YAML::Mark> second_document(std::string_view text) {
  std::istringstream in{std::string(text)};
  YAML::Parser parser(in);
  DocumentRoots roots;
  bool second = parser.HandleNextDocument(roots) && parser.HandleNextDocument(roots);
  return second ? roots.root : std::nullopt;
}

}  // namespace

Expected<bool> read(const std::string& path, std::string_view text,
                    const std::function<void(const YAML::Node&)>& take) {
  Error error{ErrorKind::kUsage, {}, {}, 0};
  try {
    if (auto second = second_document(text)) wrong(*second, "more than one YAML document");
    take(YAML::Load(std::string(text)));
    return true;
  } catch (const Wrong& found) {
    error = found.error;
    error.offset = offset_of(found.mark, text);
  } catch (const YAML::Exception& found) {
    error.message = found.msg;
    error.offset = offset_of(found.mark, text);
  } catch (const std::exception& found) {
    error.message = found.what();
  }
  return tl::unexpected<Failure>(failure_at(std::move(error), path, text));
}

}  // namespace dockhone::app::yaml
