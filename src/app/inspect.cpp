#include "inspect.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "dockhone/base/printable.h"
#include "dockhone/image/catalog.h"
#include "dockhone/image/details.h"
#include "dockhone/image/lifecycle.h"
#include "dockhone/image/reference.h"

namespace dockhone::app {

namespace {

std::string padded(std::string_view text, std::size_t width) {
  std::string out(text);
  out.append(width > out.size() ? width - out.size() : 1, ' ');
  return out;
}

int usage(Terminal& terminal, std::string message, std::string help) {
  terminal.err(
      report::error_text({ErrorKind::kUsage, std::move(message), std::move(help), {}}, terminal.err_color()));
  return 2;
}

std::string_view shell_name(image::SystemShell shell) {
  switch (shell) {
    case image::SystemShell::kUnknown:
      return "not known";
    case image::SystemShell::kDash:
      return "dash";
    case image::SystemShell::kBash:
      return "bash";
    case image::SystemShell::kAsh:
      return "busybox ash";
    case image::SystemShell::kNone:
      break;
  }
  return "none";
}

std::string entry_text(const image::CatalogTag& entry) {
  std::string out = entry.exact.empty() ? "(no exact tag)" : std::string(entry.exact);
  out += "\n  tags    " + std::string(entry.tags.text()) + "\n  variant " + std::string(entry.variant);
  if (!entry.distro.empty()) out += ", " + std::string(entry.distro);
  return out + ", /bin/sh: " + std::string(shell_name(entry.shell)) + "\n";
}

// What is known beside the tags, and where support has ended.
std::string details_text(std::string_view official) {
  const image::Details* details = image::find_details(official);
  if (details == nullptr) return {};
  std::string out;
  if (!details->successor.empty())
    out += "gets no fixes any more; in its place: " + std::string(details->successor) + "\n";
  for (const image::Fact& fact : details->facts)
    out += padded(fact.about, 12) + std::string(fact.what) + "\n";
  return out;
}

std::string support_text(const image::ImageRef& reference) {
  std::string out;
  for (const image::Ended& each : image::ended(reference, image::catalog_date())) {
    out += std::string(each.product) + ' ' + std::string(each.cycle->name) + ": without support since " +
           std::string(each.cycle->ends) + "\n";
  }
  return out;
}

std::string nearest_image(std::string_view name) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < image::catalog_size(); ++i) names.push_back(image::catalog_image(i).name);
  return did_you_mean(name, names);
}

}  // namespace

int list_passes(rewrite::Pipeline pipeline, Terminal& terminal) {
  std::size_t width = 0;
  for (const rewrite::Pass& pass : pipeline) width = std::max(width, pass.name.size() + 2);
  std::size_t number = 0;
  for (const rewrite::Pass& pass : pipeline) {
    std::string position = std::to_string(++number);
    if (position.size() < 2) position.insert(0, " ");
    terminal.out(position + "  " + padded(pass.name, width) + padded(rewrite::name(pass.highest), 9) +
                 std::string(pass.summary) + "\n");
  }
  return 0;
}

int explain(const std::string& name, rewrite::Pipeline pipeline, Terminal& terminal) {
  auto found = pass_named(name, pipeline);
  if (!found) return usage(terminal, found.error().message, found.error().help);
  const rewrite::Pass& pass = **found;
  std::string out = std::string(pass.name) + ": " + std::string(pass.summary) + "\n";
  out += "highest risk: " + std::string(rewrite::name(pass.highest)) + "\n";
  for (const rewrite::OptionSpec& option : pass.options) {
    out += "option " + std::string(option.name) + ": " + joined(option.values, " | ");
    if (!option.values.empty()) out += " (default " + std::string(option.values.front()) + ")";
    out += "\n    " + std::string(option.summary) + "\n";
    out += "    --set " + std::string(pass.name) + "." + std::string(option.name) + "=VALUE\n";
  }
  for (const Page& page : pages()) {
    if (page.name == pass.name) out += "\n" + std::string(page.text);
  }
  terminal.out(out);
  return 0;
}

int show_catalog(const std::string& name, Terminal& terminal) {
  auto reference = image::parse_reference(name);
  if (!reference) return usage(terminal, "'" + name + "' is no name of an image", {});
  std::string_view official = reference->official();
  std::optional<image::CatalogImage> image;
  if (!official.empty()) image = image::find_image(official);
  if (!image) {
    if (std::string known = details_text(official); !known.empty()) {
      terminal.out(std::string(official) + ", as of " + std::string(image::catalog_date()) + "\n" + known);
      return 0;
    }
    return usage(terminal, "'" + name + "' is not in the catalog, which holds official images",
                 nearest_image(official.empty() ? std::string_view(name) : official));
  }
  std::string out = std::string(image->name) + ", as of " + std::string(image::catalog_date()) + "\n";
  if (image->latest.empty()) {
    out += "latest: " + std::string(image->no_latest_reason) + "\n";
  } else {
    out += "latest is " + std::string(image->latest) + "\n";
  }
  out += details_text(official) + support_text(*reference);
  if (!reference->tag.empty()) {
    auto entry = image::find_tag(*image, reference->tag);
    if (!entry)
      return usage(terminal, std::string(image->name) + " has no tag '" + reference->tag + "' in the catalog",
                   {});
    terminal.out(out + "\n" + entry_text(*entry));
    return 0;
  }
  for (std::size_t i = 0; i < image->entry_count; ++i) out += "\n" + entry_text(image->entry(i));
  terminal.out(out);
  return 0;
}

}  // namespace dockhone::app
