// yaml-cpp is used here alone; its exceptions end here.
#include "config.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <optional>
#include <sstream>

#include "dockhone/image/catalog.h"
#include "dockhone/image/reference.h"

namespace dockhone::app {

namespace {

struct Wrong {
  YAML::Mark mark;
  Error error;
};

[[noreturn]] void wrong(const YAML::Mark& mark, std::string message, std::string help = {}) {
  throw Wrong{mark, {ErrorKind::kUsage, std::move(message), std::move(help), {}}};
}

constexpr std::string_view kKeys[] = {"risk", "builder-target", "passes", "ignore", "catalog"};

[[noreturn]] void unknown_key(const YAML::Node& key, std::string_view of,
                              std::span<const std::string_view> known) {
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

template <class T>
T must(tl::expected<T, Error> value, const YAML::Node& node) {
  if (value) return *value;
  throw Wrong{node.Mark(), value.error()};
}

class Reader {
 public:
  explicit Reader(rewrite::Pipeline pipeline) : pipeline_(pipeline) {}

  Config read(const YAML::Node& root) {
    if (root.IsNull()) return {};
    for (const auto& [key, value] : pairs(root, "the configuration")) {
      const std::string& name = key.Scalar();
      if (name == "risk") {
        config_.risk = must(risk_named(scalar(value, "risk")), value);
      } else if (name == "builder-target") {
        builder_target(value);
      } else if (name == "passes") {
        passes(value);
      } else if (name == "ignore") {
        ignore(value);
      } else if (name == "catalog") {
        catalog(value);
      } else {
        unknown_key(key, "", kKeys);
      }
    }
    return std::move(config_);
  }

 private:
  static void builder_target(const YAML::Node& value) {
    const std::string& name = scalar(value, "builder-target");
    if (name == "buildkit") return;
    constexpr std::string_view kTargets[] = {"buildkit", "docker-20", "buildah-1.28"};
    bool later = std::find(std::begin(kTargets), std::end(kTargets), name) != std::end(kTargets);
    if (later)
      wrong(value.Mark(), "builder-target " + name + " is not available in this version", "buildkit is");
    wrong(value.Mark(), "unknown builder-target '" + name + "'", did_you_mean(name, kTargets));
  }

  void passes(const YAML::Node& value) {
    for (const auto& [key, setting] : pairs(value, "passes")) {
      const rewrite::Pass* pass = must(pass_named(key.Scalar(), pipeline_), key);
      if (setting.IsMap()) {
        for (const auto& [option, chosen] : pairs(setting, pass->name)) {
          const std::string& text = scalar(chosen, option.Scalar());
          // clang 14 cannot capture a structured binding.
          const std::string& name = option.Scalar();
          bool known_name = std::any_of(pass->options.begin(), pass->options.end(),
                                        [&name](const auto& spec) { return spec.name == name; });
          must(check_option(*pass, option.Scalar(), text), known_name ? chosen : option);
          config_.options[std::string(pass->name) + "." + option.Scalar()] = text;
        }
        continue;
      }
      constexpr const char* kForms = "off, on or {option: value}";
      if (setting.IsNull()) wrong(key.Mark(), "pass " + std::string(pass->name) + " has no value", kForms);
      // `off` is a boolean to programs that rewrite YAML, which leaves `false`.
      const std::string state = setting.IsScalar() ? setting.Scalar() : std::string();
      if (state == "off" || state == "false") {
        config_.off.emplace(pass->name);
      } else if (state != "on" && state != "true") {
        wrong(setting.Mark(), std::string(pass->name) + " has to be " + kForms);
      }
    }
  }

  void ignore(const YAML::Node& value) {
    if (!value.IsSequence()) wrong(value.Mark(), "ignore has to be a list of patterns");
    for (const YAML::Node& pattern : value) {
      const std::string& text = scalar(pattern, "a pattern of ignore");
      if (text.empty() || text[0] == '!')
        wrong(pattern.Mark(), "a pattern of ignore cannot be empty or start with '!'");
      config_.ignore.push_back(text);
    }
  }

  void catalog(const YAML::Node& value) {
    constexpr std::string_view kImageKeys[] = {"latest", "user"};
    for (const auto& [key, facts] : pairs(value, "catalog")) {
      check_image(key);
      rewrite::Facts::UserImage image;
      for (const auto& [fact, node] : pairs(facts, key.Scalar())) {
        const std::string& text = scalar(node, fact.Scalar());
        if (fact.Scalar() == "latest") {
          auto reference = image::parse_reference(key.Scalar() + ":" + text);
          if (!reference || reference->tag != text)
            wrong(node.Mark(), "'" + text + "' is no tag of an image");
          image.latest = text;
        } else if (fact.Scalar() != "user") {
          unknown_key(fact, key.Scalar(), kImageKeys);
        }
      }
      config_.catalog[key.Scalar()] = std::move(image);
    }
  }

  static void check_image(const YAML::Node& key) {
    auto reference = image::parse_reference(key.Scalar());
    if (!reference) wrong(key.Mark(), "'" + key.Scalar() + "' is no name of an image");
    if (!reference->tag.empty() || !reference->digest.empty()) {
      wrong(key.Mark(), "an image of the catalog is named without tag or digest");
    }
    std::string_view official = reference->official();
    if (!official.empty() && image::find_image(official)) {
      wrong(key.Mark(), "'" + key.Scalar() + "' is an official image, whose facts cannot be overridden");
    }
  }

  rewrite::Pipeline pipeline_;
  Config config_;
};

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

Expected<Config> parse_config(const std::string& path, std::string_view text, rewrite::Pipeline pipeline) {
  Error error{ErrorKind::kUsage, {}, {}, 0};
  try {
    if (auto second = second_document(text)) wrong(*second, "more than one YAML document");
    return Reader(pipeline).read(YAML::Load(std::string(text)));
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

}  // namespace dockhone::app
