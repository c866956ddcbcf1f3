#include "config.h"

#include <algorithm>
#include <iterator>

#include "dockhone/image/catalog.h"
#include "dockhone/image/reference.h"
#include "yaml.h"

namespace dockhone::app {

namespace {

constexpr std::string_view kKeys[] = {"risk", "builder-target", "passes", "ignore", "catalog"};

using yaml::must;
using yaml::pairs;
using yaml::scalar;
using yaml::unknown_key;
using yaml::wrong;

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

}  // namespace

Expected<Config> parse_config(const std::string& path, std::string_view text, rewrite::Pipeline pipeline) {
  Config config;
  auto read = yaml::read(path, text, [&](const YAML::Node& root) { config = Reader(pipeline).read(root); });
  if (!read) return tl::unexpected<Failure>(std::move(read.error()));
  return config;
}

}  // namespace dockhone::app
