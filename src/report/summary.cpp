// What a person reads after the diff: grouped by pass, each reason once, places as line numbers.
#include <algorithm>
#include <map>
#include <utility>

#include "dockhone/base/printable.h"
#include "dockhone/report/report.h"
#include "style.h"

namespace dockhone::report {

namespace {

using rewrite::Change;
using rewrite::Declined;
using rewrite::LineRange;

// Different sentences shown for one pass and one key of reason, unless verbose.
constexpr std::size_t kMaxSentences = 3;
constexpr std::size_t kPlaceWidth = 14;

std::string plural(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string range(LineRange lines) {
  if (lines.last <= lines.first) return std::to_string(lines.first);
  return std::to_string(lines.first) + "-" + std::to_string(lines.last);
}

std::string place(LineRange lines) { return (lines.last > lines.first ? "lines " : "line ") + range(lines); }

// "lines 3-4, 9, 12 and 5 more"
std::string places(const std::vector<LineRange>& lines) {
  constexpr std::size_t kShown = 8;
  if (lines.size() == 1) return place(lines[0]);
  std::string out = "lines ";
  for (std::size_t i = 0; i < lines.size() && i < kShown; ++i) out += (i == 0 ? "" : ", ") + range(lines[i]);
  if (lines.size() > kShown) out += " and " + std::to_string(lines.size() - kShown) + " more";
  return out;
}

// Places `text` at `indent`, wrapped at blanks; `lead` stands before it on the first line.
std::string wrapped(std::string_view lead, std::size_t indent, std::string_view text, std::size_t width) {
  auto columns = [](std::string_view part) {
    return static_cast<std::size_t>(std::count_if(
        part.begin(), part.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
  };
  std::string out(lead);
  std::size_t at = columns(lead);
  if (at < indent) {
    out.append(indent - at, ' ');
    at = indent;
  }
  bool first = true;
  while (!text.empty()) {
    std::size_t end = text.find(' ');
    std::string_view word = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!first && width > 0 && at + 1 + columns(word) > width) {
      out += '\n';
      out.append(indent, ' ');
      at = indent;
    } else if (!first) {
      out += ' ';
      ++at;
    }
    out += word;
    at += columns(word);
    first = false;
  }
  return out + "\n";
}

class Summary {
 public:
  Summary(const FileReport& file, const TextOptions& options)
      : file_(file), options_(options), style_{options.color} {}

  std::string write() {
    headline();
    changes(file_.outcome.changes);
    declined();
    held_back();
    findings();
    catalog();
    written();
    return std::move(out_);
  }

 private:
  void headline() {
    const rewrite::Outcome& outcome = file_.outcome;
    out_ += style_.strong(printable(file_.path) + ":") + " ";
    if (outcome.changes.empty()) {
      out_ +=
          outcome.declined.empty() && outcome.held_back.empty() ? "nothing to change\n" : "nothing changed\n";
      return;
    }
    out_ += plural(outcome.changes.size(), "change");
    size("instruction", outcome.before.instructions, outcome.after.instructions);
    size("layer", outcome.before.layers, outcome.after.layers);
    out_ += "\n";
  }

  void size(std::string_view noun, int before, int after) {
    if (before == 0 && after == 0) return;
    std::string count = plural(static_cast<std::size_t>(after), noun);
    out_ += ", " + (before == after ? count : std::to_string(before) + " -> " + count);
  }

  void sentence(std::string_view lead, std::size_t indent, std::string_view text, bool dim) {
    std::string lines = wrapped(lead, indent, printable(text), options_.width);
    if (!dim || !options_.color) {
      out_ += lines;
      return;
    }
    lines.pop_back();
    out_ += style_.dim(lines) + "\n";
  }

  // Changes by pass, in the order of the pipeline; a reason that several share stands once, below the last.
  void changes(const std::vector<Change>& list) {
    for (std::size_t i = 0; i < list.size();) {
      std::size_t end = i;
      while (end < list.size() && list[end].pass == list[i].pass && list[end].risk == list[i].risk) ++end;
      out_ += "\n  " + style_.strong(list[i].pass) +
              style_.dim(" (" + std::string(name(list[i].risk)) + ")") + "\n";
      for (; i < end; ++i) change(list[i], i + 1 < end ? &list[i + 1] : nullptr);
    }
  }

  void change(const Change& change, const Change* next) {
    std::string lead = "    " + place(change.lines);
    std::size_t indent = 4 + kPlaceWidth;
    sentence(lead + (lead.size() < indent ? "" : " "), indent, change.what, false);
    if (options_.verbose) sentence(std::string(indent, ' '), indent, "id " + change.id, true);
    bool shared = next != nullptr && next->why == change.why && next->evidence == change.evidence;
    if (shared) return;
    if (!change.why.empty()) sentence("", indent, change.why, true);
    for (const std::string& fact : change.evidence)
      sentence(std::string(indent, ' ') + "- ", indent + 2, fact, true);
  }

  struct Group {
    std::string_view why;
    std::vector<LineRange> lines;
  };
  struct Groups {
    std::string_view key;
    std::vector<Group> list;
    std::map<std::string_view, std::size_t> by_sentence;

    void add(const Declined& place) {
      auto [at, added] = by_sentence.try_emplace(place.why, list.size());
      if (added) list.push_back({place.why, {}});
      list[at->second].lines.push_back(place.lines);
    }
  };

  void declined() {
    const std::vector<Declined>& list = file_.outcome.declined;
    if (list.empty()) return;
    std::vector<std::string_view> passes;
    std::map<std::pair<std::string_view, std::string_view>, Groups> groups;
    for (const Declined& place : list) {
      if (std::find(passes.begin(), passes.end(), place.pass) == passes.end()) passes.push_back(place.pass);
      Groups& group = groups[{place.pass, place.reason}];
      group.key = place.reason;
      group.add(place);
    }
    out_ += "\n" + style_.strong("Left alone") + "\n";
    for (std::string_view pass : passes) {
      out_ += "\n  " + style_.strong(pass) + "\n";
      for (const auto& [reason, group] : groups) {
        if (reason.first == pass) sentences(group.list, group.key);
      }
    }
  }

  void sentences(const std::vector<Group>& groups, std::string_view key) {
    std::size_t shown = options_.verbose ? groups.size() : std::min(groups.size(), kMaxSentences);
    for (std::size_t i = 0; i < shown; ++i) {
      std::string lead = "    " + places(groups[i].lines);
      if (lead.size() >= 4 + kPlaceWidth) {
        out_ += lead + "\n";
        lead.clear();
      }
      sentence(lead, 4 + kPlaceWidth, groups[i].why, false);
    }
    if (shown == groups.size()) return;
    std::vector<LineRange> rest;
    for (std::size_t i = shown; i < groups.size(); ++i) {
      rest.insert(rest.end(), groups[i].lines.begin(), groups[i].lines.end());
    }
    sentence("    ", 4,
             std::to_string(rest.size()) + " more of this kind (" + std::string(key) + "): " + places(rest),
             true);
  }

  void held_back() {
    for (rewrite::Risk risk : {rewrite::Risk::kSafe, rewrite::Risk::kReview, rewrite::Risk::kSuggest}) {
      std::vector<const Change*> waiting;
      for (const Change& change : file_.outcome.held_back) {
        if (change.risk == risk) waiting.push_back(&change);
      }
      if (waiting.empty()) continue;
      out_ += "\n" +
              style_.strong(std::to_string(waiting.size()) + " more with --risk " + std::string(name(risk))) +
              "\n";
      for (const Change* change : waiting) {
        std::string lead = "    " + place(change->lines);
        sentence(lead + (lead.size() < 4 + kPlaceWidth ? "" : " "), 4 + kPlaceWidth,
                 std::string(change->pass) + ": " + change->what, false);
      }
    }
  }

  void findings() {
    if (file_.findings.empty()) return;
    out_ += "\n" + style_.strong("Worth knowing, and not changed") + "\n\n";
    const auto& list = file_.findings;
    for (std::size_t i = 0; i < list.size(); ++i) {
      const model::Finding& finding = list[i];
      std::string lead = "    " + place({finding.first, finding.last});
      sentence(lead + (lead.size() < 4 + kPlaceWidth ? "" : " "), 4 + kPlaceWidth, finding.message, false);
      bool shared = i + 1 < list.size() && list[i + 1].help == finding.help;
      if (!shared) sentence("", 4 + kPlaceWidth, finding.help, true);
    }
  }

  // Facts of the catalog are dated: said where a change rests on them.
  void catalog() {
    if (options_.catalog_date.empty()) return;
    auto rests = [](const Change& change) {
      return std::any_of(change.evidence.begin(), change.evidence.end(),
                         [](const std::string& fact) { return fact.find("catalog") != std::string::npos; });
    };
    if (std::none_of(file_.outcome.changes.begin(), file_.outcome.changes.end(), rests)) return;
    out_ += "\n" + style_.dim("Catalog of base images: as of " + std::string(options_.catalog_date)) + "\n";
  }

  void written() {
    if (file_.written.empty()) return;
    out_ += "\nWrote ";
    for (std::size_t i = 0; i < file_.written.size(); ++i) {
      out_ += (i == 0 ? "" : i + 1 == file_.written.size() ? " and " : ", ") + printable(file_.written[i]);
    }
    out_ += "\n";
  }

  const FileReport& file_;
  const TextOptions& options_;
  Style style_;
  std::string out_;
};

}  // namespace

std::string summary(const FileReport& file, const TextOptions& options) {
  return Summary(file, options).write();
}

}  // namespace dockhone::report
