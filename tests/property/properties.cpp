#include "properties.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

#include "dockhone/model/checks.h"
#include "dockhone/rewrite/pipeline.h"
#include "mess_up.h"
#include "tests/syntax/invariants.h"
#include "transforms/pipeline.h"

namespace dockhone::property {

namespace {

using rewrite::Change;
using rewrite::Declined;
using rewrite::Outcome;
using rewrite::Pass;
using rewrite::Settings;
using syntax::Document;

// More is found where more passes have something to do.
Settings eager() {
  Settings settings;
  settings.facts.options["pin-base.pin"] = "all";
  settings.facts.options["merge-runs.stages"] = "all";
  return settings;
}

Outcome optimized(const Document& document, rewrite::Pipeline pipeline = transforms::pipeline(),
                  const Settings& settings = eager()) {
  return rewrite::optimize(document, pipeline, settings);
}

std::vector<Pass> alone(const Pass& pass) { return {pass}; }

std::string shown(const Change& change) {
  return change.id + " lines " + std::to_string(change.lines.first) + "-" +
         std::to_string(change.lines.last) + ": " + change.what;
}

std::string shown(const Declined& declined) {
  return std::string(declined.pass) + " " + std::string(declined.reason) + " lines " +
         std::to_string(declined.lines.first) + "-" + std::to_string(declined.lines.last) + ": " +
         declined.why;
}

template <class T>
std::vector<std::string> shown_all(const std::vector<T>& list, std::string_view without = {}) {
  std::vector<std::string> out;
  for (const T& item : list) {
    if (without.empty() || item.pass != without) out.push_back(shown(item));
  }
  return out;
}

std::string everything(const Outcome& outcome) {
  std::string out = outcome.text;
  for (const std::string& line : shown_all(outcome.changes)) out += "\nchange " + line;
  for (const std::string& line : shown_all(outcome.held_back)) out += "\nheld back " + line;
  for (const std::string& line : shown_all(outcome.declined)) out += "\ndeclined " + line;
  return out;
}

std::string round_trip(const std::string& text) {
  auto document = Document::parse(text);
  return syntax::broken_invariant(*document, text);
}

std::string fixed_point(const Document& document, rewrite::Pipeline pipeline, std::string_view who) {
  Outcome first = optimized(document, pipeline);
  if ((first.text != document.text()) != !first.changes.empty())
    return std::string(who) + ": changes and text disagree";
  for (const Declined& declined : first.declined) {
    if (declined.reason == "would-not-parse" || declined.reason == "overlap")
      return std::string(who) + ": " + shown(declined);
  }
  auto again = Document::parse(first.text);
  if (!again)
    return std::string(who) + ": the output does not parse: " + again.error().message + "\n" + first.text;
  Outcome second = optimized(*again, pipeline);
  if (second.text != first.text)
    return std::string(who) + ": a second run changes the output again, from\n" + first.text + "\nto\n" +
           second.text;
  return {};
}

std::string idempotent(const std::string& text) {
  auto document = Document::parse(text);
  for (const Pass& pass : transforms::pipeline()) {
    if (std::string broken = fixed_point(*document, alone(pass), pass.name); !broken.empty()) return broken;
  }
  return fixed_point(*document, transforms::pipeline(), "pipeline");
}

std::string stable(const std::string& text) {
  auto one = Document::parse(text);
  auto two = Document::parse(text);
  return everything(optimized(*one)) == everything(optimized(*two)) ? std::string() : "two runs differ";
}

// The output is the input's lines outside of all changes, in order, with anything in the place of those
// inside.
std::string outside_unchanged(const std::string& text) {
  auto document = Document::parse(text);
  Outcome outcome = optimized(*document);
  std::uint32_t count = document->lines().line_count();
  std::vector<bool> touched(count + 2, false);
  for (const Change& change : outcome.changes) {
    if (change.lines.first < 1 || change.lines.last < change.lines.first || change.lines.last > count)
      return "no such lines: " + shown(change);
    std::fill(touched.begin() + change.lines.first, touched.begin() + change.lines.last + 1, true);
  }
  std::size_t from = 0;
  std::string kept;
  bool free_before = false;  // something may stand before `kept`
  auto place = [&](bool last) {
    std::size_t at = from;
    if (last && free_before) {
      at = outcome.text.size() - std::min(outcome.text.size(), kept.size());
    } else if (free_before) {
      while ((at = outcome.text.find(kept, at)) != std::string::npos && at > 0 &&
             outcome.text[at - 1] != '\n')
        ++at;
    }
    bool fits = at >= from && at != std::string::npos && outcome.text.compare(at, kept.size(), kept) == 0;
    from = at + kept.size();
    return fits && (!last || from == outcome.text.size());
  };
  std::size_t begin = 0;
  for (std::uint32_t line = 1; line <= count; ++line) {
    std::size_t end = std::min(text.size(), text.find('\n', begin));
    end = std::min(text.size(), end + 1);
    if (!touched[line]) {
      kept.append(text, begin, end - begin);
    } else {
      if (!place(false))
        return "lines before line " + std::to_string(line) + " changed:\n" + kept + "output:\n" +
               outcome.text;
      kept.clear();
      free_before = true;
    }
    begin = end;
  }
  return place(true) ? std::string() : "the last lines changed:\n" + kept + "output:\n" + outcome.text;
}

bool touched(const Outcome& outcome, rewrite::LineRange lines) {
  return std::any_of(outcome.changes.begin(), outcome.changes.end(), [&](const Change& change) {
    return change.lines.first <= lines.last && lines.first <= change.lines.last;
  });
}

// As many instructions as the changes say, and those outside of changes are there with the same meaning, in
// order.
std::string kept(const std::string& text) {
  auto document = Document::parse(text);
  Outcome outcome = optimized(*document);
  auto output = Document::parse(outcome.text);
  auto expected = static_cast<long>(document->instructions().size());
  for (const Change& change : outcome.changes) {
    if (change.pass == "overridden") --expected;
    // An update that moved into another RUN.
    if (change.what.starts_with("update the package lists")) --expected;
    for (const std::string& fact : change.evidence) {
      if (fact.starts_with("adds ")) expected += std::stol(fact.substr(5));
      if (fact.starts_with("removes ")) expected -= std::stol(fact.substr(8));
    }
    if (change.pass == "merge-runs") expected -= std::stol(change.what.substr(change.what.find(' '))) - 1;
  }
  auto got = static_cast<long>(output->instructions().size());
  if (got != expected) {
    return "the output has " + std::to_string(got) + " instructions, the changes speak of " +
           std::to_string(expected) + "\n" + outcome.text;
  }
  auto next = output->instructions().begin();
  for (const syntax::Instruction& each : document->instructions()) {
    rewrite::LineRange lines{document->lines().position(each.span.begin).line,
                             document->lines().position(each.span.end - 1).line};
    if (touched(outcome, lines)) continue;
    std::string wanted = meaning(each);
    while (next != output->instructions().end() && meaning(*next) != wanted) ++next;
    if (next == output->instructions().end()) return "not in the output: " + wanted + "\n" + outcome.text;
    ++next;
  }
  return {};
}

// Without a vetoed change all others are there as they were, with the same id. Only later passes may find
// more to do, and only in the lines of the vetoed one, as that text is still there (two RUNs, not one, that
// mount an image).
std::size_t order(std::string_view name) {
  std::size_t at = 0;
  for (const Pass& pass : transforms::pipeline()) {
    if (pass.name == name) return at;
    ++at;
  }
  return at;
}

// The changes of passes that judge a stage as a whole: what it starts, all that its RUNs do.
std::vector<std::string> of_whole_stages(const Outcome& outcome) {
  std::vector<std::string> all;
  for (const Change& change : outcome.changes) {
    if (change.pass == "base-choice" || change.pass == "split-stages" || change.pass == "slim-base" ||
        change.pass == "nonroot-user")
      all.push_back(shown(change));
  }
  return all;
}
std::string vetoed(const std::string& text) {
  auto document = Document::parse(text);
  Outcome all = optimized(*document);
  // What a split stage holds rests on all that was done before it was split.
  bool split = std::any_of(all.changes.begin(), all.changes.end(),
                           [](const Change& change) { return change.pass == "split-stages"; });
  for (const Change& change : all.changes) {
    Settings settings = eager();
    settings.veto.insert(change.id);
    Outcome rest = optimized(*document, transforms::pipeline(), settings);
    std::vector<std::string> expected;
    // Where the veto changes what is said of a whole stage, all that comes after it may change too.
    bool reshaped =
        of_whole_stages(all) != of_whole_stages(rest) && order(change.pass) < order("nonroot-user");
    // Later passes work on what this change was to write: on its lines they may do something else. A WORKDIR
    // ends a series of RUNs: without it other ones meet; the RUN that makes a user joins the one above.
    // Whether a cache may go depends on all the RUNs behind. What is inserted below the last of a series
    // (USER above the CMDs) stands next to the lines of this change, not on them.
    auto depends = [&](const Change& other) {
      bool makes_runs_meet =
          change.pass == "workdir" || change.pass == "nonroot-user" || change.pass == "split-stages";
      bool touches = other.lines.first <= change.lines.last + 1 && change.lines.first <= other.lines.last + 1;
      // What later passes know of packages and programs is that of the base.
      if (change.pass == "base-choice" && order(other.pass) > order(change.pass)) return true;
      // The builder's updates are joined in a second step of the pass that made it a builder.
      if (change.pass == "split-stages" && other.pass == change.pass) return touches;
      return order(other.pass) > order(change.pass) &&
             (touches || split || (reshaped && order(other.pass) >= order("base-choice")) ||
              other.pass == "clean-caches" || (makes_runs_meet && other.pass == "merge-runs"));
    };
    for (const Change& other : all.changes) {
      if (&other != &change && !depends(other)) expected.push_back(shown(other));
    }
    std::vector<std::string> got;
    for (const Change& other : rest.changes) {
      if (depends(other)) continue;
      got.push_back(shown(other));
    }
    if (got == expected) continue;
    std::string out = "without " + shown(change) + "\nexpected";
    for (const std::string& line : expected) out += "\n  " + line;
    out += "\ngot";
    for (const std::string& line : got) out += "\n  " + line;
    return out;
  }
  return {};
}

std::string skipped(const std::string& text) {
  auto document = Document::parse(text);
  for (const Pass& pass : transforms::pipeline()) {
    Settings settings = eager();
    settings.skip.insert(std::string(pass.name));
    Outcome skip = optimized(*document, transforms::pipeline(), settings);
    std::vector<Pass> others;
    for (const Pass& other : transforms::pipeline()) {
      if (other.name != pass.name) others.push_back(other);
    }
    Outcome without = optimized(*document, others);
    for (const Change& change : skip.changes) {
      if (change.pass == pass.name) return "changed though skipped: " + shown(change);
    }
    for (const Declined& declined : skip.declined) {
      if (declined.pass == pass.name) return "declined though skipped: " + shown(declined);
    }
    // A comment that names the pass is a mistake only where there is no such pass.
    bool same = skip.text == without.text && shown_all(skip.changes) == shown_all(without.changes) &&
                shown_all(skip.declined, "comments") == shown_all(without.declined, "comments");
    if (!same) return "skipping " + std::string(pass.name) + " is not the same as a pipeline without it";
  }
  return {};
}

std::string safe_only(const std::string& text) {
  auto document = Document::parse(text);
  Settings settings = eager();
  settings.risk = rewrite::Risk::kSafe;
  Outcome safe = optimized(*document, transforms::pipeline(), settings);
  for (const Change& change : safe.changes) {
    if (change.risk != rewrite::Risk::kSafe) return "applied: " + shown(change);
  }
  Settings vetoes = eager();
  for (const Change& change : safe.held_back) vetoes.veto.insert(change.id);
  Outcome same = optimized(*document, transforms::pipeline(), vetoes);
  return same.text == safe.text
             ? std::string()
             : "not what vetoes on all that was held back give:\n" + safe.text + "\nvetoes:\n" + same.text;
}

std::vector<std::string> whats(const Outcome& outcome) {
  std::vector<std::string> out;
  for (const Change& change : outcome.changes) out.push_back(std::string(change.pass) + ": " + change.what);
  std::sort(out.begin(), out.end());
  return out;
}

bool declines_for(const Outcome& outcome, std::string_view reasons) {
  return std::any_of(outcome.declined.begin(), outcome.declined.end(), [&](const Declined& declined) {
    return reasons.find(' ' + std::string(declined.reason) + ' ') != std::string_view::npos;
  });
}

// The same changes with the same result; or others, where a pass declines in only one of the two because of
// the layout.
std::string same_changes(const Document& one, const Document& two, const MessUp& how) {
  // How a list is laid out is all that sort-packages looks at.
  Settings settings = eager();
  settings.skip.insert("sort-packages");
  Outcome left = optimized(one, transforms::pipeline(), settings);
  Outcome right = optimized(two, transforms::pipeline(), settings);
  auto told = [&](const char* what) {
    return std::string(how.name) + ": " + what + "\n--- messed up:\n" + std::string(two.text()) +
           "\n--- output:\n" + left.text + "\n--- output of the messed up:\n" + right.text;
  };
  bool same_set = whats(left) == whats(right);
  if (same_set) {
    auto left_document = Document::parse(left.text);
    auto right_document = Document::parse(right.text);
    return meaning(*left_document) == meaning(*right_document) ? std::string()
                                                               : told("the same changes, another meaning");
  }
  for (const Pass& pass : transforms::pipeline()) {
    Outcome left_alone = optimized(one, alone(pass));
    Outcome right_alone = optimized(two, alone(pass));
    if (pass.name == "sort-packages") continue;
    if (whats(left_alone) == whats(right_alone)) continue;
    if (declines_for(left_alone, how.reasons) || declines_for(right_alone, how.reasons)) continue;
    return told(("other changes of " + std::string(pass.name) + ", and no other decline").c_str());
  }
  return {};
}

std::string messed_up(const std::string& text) {
  auto document = Document::parse(text);
  Random random(text.size() * 31 + document->instructions().size());
  std::string before = meaning(*document);
  for (const MessUp& mess_up : kMessUps) {
    std::string other = mess_up.apply(*document, random);
    auto parsed = Document::parse(other);
    if (!parsed)
      return std::string(mess_up.name) + ": the messed up text does not parse: " + parsed.error().message +
             "\n" + other;
    if (meaning(*parsed) != before)
      return std::string(mess_up.name) + ": the mess-up itself changed the meaning:\n" + other;
    if (std::string broken = same_changes(*document, *parsed, mess_up); !broken.empty()) return broken;
  }
  return {};
}

std::vector<std::pair<std::string_view, std::string>> findings(const Document& document) {
  std::vector<std::pair<std::string_view, std::string>> out;
  for (const model::Finding& finding : model::check(model::BuildModel(document)))
    out.emplace_back(finding.check, finding.subject);
  std::sort(out.begin(), out.end());
  return out;
}

// For each check and subject, no more findings than before.
std::string not_worse(const std::string& text) {
  auto document = Document::parse(text);
  Outcome outcome = optimized(*document);
  auto output = Document::parse(outcome.text);
  auto before = findings(*document);
  auto after = findings(*output);
  std::vector<std::pair<std::string_view, std::string>> more;
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(more));
  if (more.empty()) return {};
  return "a new finding: " + std::string(more[0].first) + " of " + more[0].second + "\n" + outcome.text;
}

constexpr Property kProperties[] = {
    {"RoundTrip", round_trip},
    {"Idempotent", idempotent},
    {"Stable", stable},
    {"OutsideUnchanged", outside_unchanged},
    {"Kept", kept},
    {"NotWorse", not_worse},
    {"Vetoed", vetoed},
    {"Skipped", skipped},
    {"SafeOnly", safe_only},
    {"MessedUp", messed_up},
};

}  // namespace

std::span<const Property> properties() { return kProperties; }

}  // namespace dockhone::property
