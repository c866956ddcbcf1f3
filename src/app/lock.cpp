#include "lock.h"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <set>

#include "dockhone/image/lifecycle.h"
#include "yaml.h"

namespace dockhone::app {

using image::ImageConfig;
using image::Resolution;
using image::Resolutions;
using yaml::pairs;
using yaml::scalar;
using yaml::wrong;

namespace {

constexpr std::string_view kVersion = "1";
constexpr std::string_view kKeys[] = {"version", "images"};
constexpr std::string_view kEntryKeys[] = {"tag", "digest", "resolved", "from", "config"};
constexpr std::string_view kConfigKeys[] = {"user", "workdir", "ports", "entrypoint", "cmd", "env"};

void check_key(const YAML::Node& key) {
  auto reference = image::parse_reference(key.Scalar());
  bool good = reference && reference->digest.empty() && image::canonical(*reference) == key.Scalar();
  if (good) return;
  std::string help = "an image with registry and tag, as in docker.io/library/python:latest";
  if (reference && reference->digest.empty()) help = "write it as " + image::canonical(*reference);
  wrong(key.Mark(), "'" + key.Scalar() + "' is no full name of an image", std::move(help));
}

std::string checked(const YAML::Node& node, const std::string& reference, char separator,
                    std::string_view what) {
  const std::string& text = scalar(node, what);
  auto parsed = image::parse_reference(reference + separator + text);
  bool good = parsed && (separator == ':' ? parsed->tag : parsed->digest) == text;
  if (!good) wrong(node.Mark(), "'" + text + "' is no " + std::string(what) + " of an image");
  return text;
}

std::vector<std::string> texts(const YAML::Node& node, std::string_view what) {
  if (!node.IsSequence()) wrong(node.Mark(), std::string(what) + " has to be a list");
  std::vector<std::string> out;
  for (const YAML::Node& one : node) out.push_back(scalar(one, "an entry of " + std::string(what)));
  return out;
}

ImageConfig config_of(const YAML::Node& node) {
  ImageConfig config;
  for (const auto& [key, value] : pairs(node, "config")) {
    const std::string& name = key.Scalar();
    if (name == "user") {
      config.user = scalar(value, name);
    } else if (name == "workdir") {
      config.workdir = scalar(value, name);
    } else if (name == "ports") {
      config.ports = texts(value, name);
    } else if (name == "entrypoint") {
      config.entrypoint = texts(value, name);
    } else if (name == "cmd") {
      config.cmd = texts(value, name);
    } else if (name == "env") {
      for (const auto& [variable, text] : pairs(value, name))
        config.env.emplace_back(variable.Scalar(), scalar(text, variable.Scalar()));
    } else {
      yaml::unknown_key(key, "config", kConfigKeys);
    }
  }
  return config;
}

Resolution entry_of(const YAML::Node& key, const YAML::Node& node) {
  Resolution entry;
  entry.locked = true;
  entry.searched = true;
  const std::string name = key.Scalar().substr(0, key.Scalar().rfind(':'));
  bool from = false;
  for (const auto& [field, value] : pairs(node, key.Scalar())) {
    const std::string& what = field.Scalar();
    if (what == "tag") {
      entry.tag = checked(value, name, ':', what);
    } else if (what == "digest") {
      entry.digest = checked(value, name, '@', what);
    } else if (what == "resolved") {
      entry.resolved = scalar(value, what);
      if (!image::is_day(entry.resolved))
        wrong(value.Mark(), "'" + entry.resolved + "' is no day", "as in 2026-11-23");
    } else if (what == "from") {
      const std::string& text = scalar(value, what);
      if (text != "registry" && text != "catalog")
        wrong(value.Mark(), "'" + text + "' is not registry or catalog");
      entry.from = text == "registry" ? Resolution::From::kRegistry : Resolution::From::kCatalog;
      from = true;
    } else if (what == "config") {
      entry.config = config_of(value);
      if (!image::is_plain(*entry.config)) wrong(value.Mark(), "config has an odd user or workdir");
    } else {
      yaml::unknown_key(field, key.Scalar(), kEntryKeys);
    }
  }
  if (entry.resolved.empty() || !from) wrong(key.Mark(), key.Scalar() + " lacks resolved or from");
  if (entry.tag.empty() && entry.digest.empty())
    wrong(key.Mark(), key.Scalar() + " has neither tag nor digest");
  return entry;
}

// As it is where every reader of YAML takes it for a text, else in double quotes.
std::string quoted(std::string_view text) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/+-@:";
  constexpr std::string_view kWords[] = {"true", "false", "yes", "no", "on", "off",
                                         "null", "inf",   "nan", "y",  "n"};
  std::string lower;
  for (char c : text) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  bool word = std::find(std::begin(kWords), std::end(kWords), lower) != std::end(kWords);
  bool number = lower.find_first_not_of("0123456789._+-:exo") == std::string::npos;
  bool begins = !text.empty() && (std::isalnum(static_cast<unsigned char>(text[0])) != 0 || text[0] == '/');
  if (begins && !word && !number && text.back() != ':' &&
      text.find_first_not_of(kPlain) == std::string_view::npos)
    return std::string(text);
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      char hex[8];
      std::snprintf(hex, sizeof hex, "\\x%02x", static_cast<unsigned char>(c));
      out += hex;
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string list(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) out += (out.size() > 1 ? ", " : "") + quoted(text);
  return out + "]";
}

void print_config(const ImageConfig& config, std::string& out) {
  out += "    config:\n      user: " + quoted(config.user) + "\n";
  if (!config.workdir.empty()) out += "      workdir: " + quoted(config.workdir) + "\n";
  if (!config.ports.empty()) out += "      ports: " + list(config.ports) + "\n";
  if (!config.entrypoint.empty()) out += "      entrypoint: " + list(config.entrypoint) + "\n";
  if (!config.cmd.empty()) out += "      cmd: " + list(config.cmd) + "\n";
  std::set<std::string> seen;
  std::string env;
  for (const auto& [name, value] : config.env) {
    if (seen.insert(name).second) env += "        " + quoted(name) + ": " + quoted(value) + "\n";
  }
  if (!env.empty()) out += "      env:\n" + env;
}

}  // namespace

Resolutions read_resolutions(const YAML::Node& images) {
  Resolutions all;
  if (images.IsNull()) return all;
  for (const auto& [key, entry] : pairs(images, "images")) {
    check_key(key);
    all[key.Scalar()] = entry_of(key, entry);
  }
  return all;
}

Expected<Resolutions> parse_lock(const std::string& path, std::string_view text) {
  Resolutions images;
  auto read = yaml::read(path, text, [&](const YAML::Node& root) {
    bool version = false;
    for (const auto& [key, value] : pairs(root, "the lock")) {
      if (key.Scalar() == "version") {
        if (scalar(value, "version") != kVersion)
          wrong(value.Mark(), "a lock of version " + value.Scalar() + ", which this program does not know");
        version = true;
      } else if (key.Scalar() == "images") {
        images = read_resolutions(value);
      } else {
        yaml::unknown_key(key, "", kKeys);
      }
    }
    if (!version) wrong(root.Mark(), "the lock has no version", "version: 1");
  });
  if (!read) return tl::unexpected<Failure>(std::move(read.error()));
  return images;
}

std::string print_lock(const Resolutions& images) {
  std::string out =
      "# Written by dockhone optimize --update-lock: what these images stood for.\nversion: 1\nimages:";
  std::string entries;
  for (const auto& [name, entry] : images) {
    if (!entry.failure.empty() || (entry.tag.empty() && entry.digest.empty())) continue;
    entries += "  " + quoted(name) + ":\n";
    if (!entry.tag.empty()) entries += "    tag: " + quoted(entry.tag) + "\n";
    if (!entry.digest.empty()) entries += "    digest: " + entry.digest + "\n";
    entries += "    resolved: " + entry.resolved + "\n";
    entries += entry.from == Resolution::From::kRegistry ? "    from: registry\n" : "    from: catalog\n";
    if (entry.config) print_config(*entry.config, entries);
  }
  return out + (entries.empty() ? " {}\n" : "\n" + entries);
}

}  // namespace dockhone::app
