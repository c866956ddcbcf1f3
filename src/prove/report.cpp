// What people and programs read of a proof.
#include <algorithm>
#include <cstdio>

#include "dockhone/base/printable.h"
#include "dockhone/prove/prove.h"

namespace dockhone::prove {

namespace {

using nlohmann::json;

constexpr std::size_t kShown = 12;  // findings of one list that a person is shown
constexpr std::size_t kBar = 30;

std::string megabytes(std::uint64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / 1e6);
  return text;
}

std::string seconds(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f s", value);
  return text;
}

std::string count(std::size_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + ' ' + std::string(n == 1 ? one : many);
}

std::string indented(std::string_view text, std::string_view by) {
  std::string out;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    out.append(by).append(printable(line)) += '\n';
  }
  return out;
}

void list(std::string& out, const std::vector<Finding>& findings, std::string_view by) {
  for (std::size_t i = 0; i < findings.size() && i < kShown; ++i)
    out += indented("- " + findings[i].what, by);
  if (findings.size() > kShown)
    out.append(by).append("- and ").append(count(findings.size() - kShown, "other", "others")) += '\n';
}

// One bar for each layer, in the measure of the larger image.
void layers(std::string& out, std::string_view name, const Cost& cost, std::uint64_t most) {
  char head[96];
  std::snprintf(head, sizeof head, "  %-10s %10s  %s, built in %s\n", std::string(name).c_str(),
                megabytes(cost.bytes).c_str(), count(cost.layers.size(), "layer", "layers").c_str(),
                seconds(cost.build_seconds).c_str());
  out += head;
  for (const Layer& each : cost.layers) {
    std::size_t full = most == 0 ? 0 : static_cast<std::size_t>(each.bytes * kBar / most);
    std::string bar(full, '#');
    char line[256];
    std::string by = printable(each.created_by.substr(0, 44));
    std::snprintf(line, sizeof line, "    %10s  %-30s  %s\n", megabytes(each.bytes).c_str(), bar.c_str(),
                  by.c_str());
    out += line;
  }
  if (cost.times)
    out += "    built without cache in " + seconds(cost.times->cold) + ", after a change in " +
           seconds(cost.times->rebuild) + '\n';
  if (cost.shadowed > 0)
    out += "    of these " + megabytes(cost.shadowed) + " are removed or replaced by later layers\n";
}

json to_json(const std::vector<Finding>& findings) {
  json out = json::array();
  for (const Finding& each : findings)
    out.push_back({{"key", each.key}, {"place", each.place}, {"what", each.what}});
  return out;
}

json to_json(const std::optional<Cost>& cost) {
  if (!cost) return nullptr;
  json layers = json::array();
  for (const Layer& each : cost->layers)
    layers.push_back({{"created_by", each.created_by}, {"bytes", each.bytes}, {"shadowed", each.shadowed}});
  json times = nullptr;
  if (cost->times) times = {{"cold_seconds", cost->times->cold}, {"rebuild_seconds", cost->times->rebuild}};
  return {{"build_seconds", cost->build_seconds},
          {"times", times},
          {"bytes", cost->bytes},
          {"shadowed", cost->shadowed},
          {"layers", layers}};
}

}  // namespace

std::string_view key(Verdict verdict) {
  constexpr std::string_view kKeys[] = {"proven",          "proven-as-declared", "differs",  "original-fails",
                                        "optimized-fails", "fails-alike",        "unchanged"};
  return kKeys[static_cast<int>(verdict)];
}

std::string_view sentence(Verdict verdict) {
  constexpr std::string_view kSentences[] = {
      "proven: both images are equal",
      "proven, with the differences that its changes declare",
      "not proven: the images differ",
      "not proven: the original does not build, the optimized one does",
      "not proven: it does not build any more",
      "not proven: neither of them builds, and both may fail for the same reason",
      "nothing to prove: nothing is changed"};
  return kSentences[static_cast<int>(verdict)];
}

std::string text_report(const Report& report, std::string_view name, std::size_t) {
  std::string out = printable(name) + ": " + std::string(sentence(report.verdict)) + "\n";
  if (report.before) {
    std::uint64_t most = std::max(report.before->bytes, report.after ? report.after->bytes : 0);
    out += '\n';
    layers(out, "original", *report.before, most);
    if (report.after) layers(out, "optimized", *report.after, most);
  }
  const Comparison& seen = report.comparison;
  if (!seen.wrong.empty()) {
    out += "\nDiffers\n";
    list(out, seen.wrong, "  ");
  }
  if (!report.failure.empty()) out += "\nThe build ended with\n" + indented(report.failure, "  | ");
  if (!report.dropped.empty()) out += "\nDropped\n";
  for (const Dropped& each : report.dropped) {
    out += "  " + std::string(each.change.pass) + ", line " + std::to_string(each.change.lines.first) + ": " +
           printable(each.change.what) + "\n    " + each.change.id + '\n';
    for (const std::string& other : each.together) out += "    together with " + other + '\n';
    list(out, each.why, "    ");
  }
  if (!seen.declared.empty()) {
    out += "\nDiffers as the changes declare\n";
    list(out, seen.declared, "  ");
  }
  if (!seen.left_out.empty()) {
    out += "\nLeft out on purpose\n";
    std::vector<std::pair<std::uint64_t, std::string>> all;
    for (const auto& [place, bytes] : seen.left_out) all.emplace_back(bytes, place);
    std::sort(all.rbegin(), all.rend());
    for (std::size_t i = 0; i < all.size() && i < kShown; ++i)
      out += "  - " + printable(all[i].second) + ", " + megabytes(all[i].first) + '\n';
    if (all.size() > kShown)
      out += "  - and " + count(all.size() - kShown, "other directory", "other directories") + '\n';
  }
  if (!report.checks.empty()) out += "\nLooked at, with " + report.builder + ' ' + report.version + "\n";
  for (const std::string& each : report.checks) out += "  - " + printable(each) + '\n';
  if (report.before && report.after)
    out += "  - " + count(seen.files, "path is", "paths are") + " equal, " + std::to_string(seen.noise) +
           " differ as two builds of one Dockerfile do, " + std::to_string(seen.of_base) +
           " with the base image\n";
  if (!report.unchecked.empty()) out += "\nNot looked at\n";
  for (const std::string& each : report.unchecked) out += "  - " + printable(each) + '\n';
  return out;
}

std::string markdown_report(const Report& report, std::string_view name) {
  std::string out = "### " + printable(name) + "\n\n" + std::string(sentence(report.verdict)) + ", with " +
                    report.builder + ' ' + report.version + ".\n\n";
  if (report.before && report.after) {
    out += "| | original | optimized |\n|---|---|---|\n| size | " + megabytes(report.before->bytes) + " | " +
           megabytes(report.after->bytes) + " |\n| layers | " + std::to_string(report.before->layers.size()) +
           " | " + std::to_string(report.after->layers.size()) + " |\n| build | " +
           seconds(report.before->build_seconds) + " | " + seconds(report.after->build_seconds) + " |\n";
    if (report.before->times && report.after->times) {
      out += "| build without cache | " + seconds(report.before->times->cold) + " | " +
             seconds(report.after->times->cold) + " |\n| build after a change | " +
             seconds(report.before->times->rebuild) + " | " + seconds(report.after->times->rebuild) + " |\n";
    }
    out += '\n';
  }
  if (!report.dropped.empty()) out += "Dropped:\n\n| change | broke |\n|---|---|\n";
  for (const Dropped& each : report.dropped) {
    out += "| `" + each.change.id + "` " + printable(each.change.what) + " | ";
    for (std::size_t i = 0; i < each.why.size() && i < 3; ++i) {
      std::string what = printable(each.why[i].what.substr(0, each.why[i].what.find('\n')));
      out += (i > 0 ? "; " : "") + what;
    }
    out += " |\n";
  }
  if (!report.dropped.empty()) out += '\n';
  for (const auto* findings : {&report.comparison.wrong, &report.comparison.declared}) {
    if (findings->empty()) continue;
    out += findings == &report.comparison.wrong ? "Differs:\n\n" : "Differs as the changes declare:\n\n";
    list(out, *findings, "");
    out += '\n';
  }
  return out;
}

std::string json_report(const Report& report, std::string_view name, const Request& request) {
  json dropped = json::array();
  for (const Dropped& each : report.dropped)
    dropped.push_back({{"id", each.change.id},
                       {"pass", each.change.pass},
                       {"what", each.change.what},
                       {"together", each.together},
                       {"why", to_json(each.why)}});
  json changes = json::array();
  for (const rewrite::Change& each : report.changes) {
    json differences = json::array();
    for (const rewrite::Difference& one : each.differences)
      differences.push_back(
          {{"kind", rewrite::name(one.kind)}, {"command", one.command}, {"was", one.was}, {"now", one.now}});
    changes.push_back(
        {{"id", each.id}, {"pass", each.pass}, {"what", each.what}, {"differences", differences}});
  }
  json out = {{"version", 1},
              {"path", name},
              {"verdict", key(report.verdict)},
              {"builder", {{"name", report.builder}, {"version", report.version}}},
              {"original", request.original},
              {"optimized", report.text},
              {"changes", changes},
              {"dropped", dropped},
              {"wrong", to_json(report.comparison.wrong)},
              {"declared", to_json(report.comparison.declared)},
              {"left_out", report.comparison.left_out},
              {"equal_paths", report.comparison.files},
              {"noise", report.comparison.noise},
              {"before", to_json(report.before)},
              {"after", to_json(report.after)},
              {"checks", report.checks},
              {"unchecked", report.unchecked},
              {"failure", report.failure},
              {"builds", report.builds}};
  return out.dump(2, ' ', false, json::error_handler_t::replace) + '\n';
}

}  // namespace dockhone::prove
