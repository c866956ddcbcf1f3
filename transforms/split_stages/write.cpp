#include "transforms/split_stages/write.h"

#include <algorithm>
#include <set>

#include "dockhone/base/contains.h"
#include "dockhone/image/configuration.h"
#include "dockhone/syntax/expand.h"
#include "transforms/shared/comment_block.h"
#include "transforms/shared/keyword_case.h"

namespace dockhone::transforms::split_stages {

using rewrite::Edit;
using syntax::Instruction;
using syntax::Keyword;

namespace {

// Adds to the image's configuration only.
bool is_metadata(Keyword keyword) {
  switch (keyword) {
    case Keyword::kCmd:
    case Keyword::kEntrypoint:
    case Keyword::kExpose:
    case Keyword::kHealthcheck:
    case Keyword::kLabel:
    case Keyword::kMaintainer:
    case Keyword::kStopsignal:
    case Keyword::kVolume:
      return true;
    default:
      return false;
  }
}

bool is_step(Keyword keyword) {
  return keyword == Keyword::kRun || keyword == Keyword::kCopy || keyword == Keyword::kAdd;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

class Writer {
 public:
  Writer(const CarryQuestion& question, const Carried& carried)
      : q_(question),
        carried_(carried),
        document_(question.model.document()),
        text_(document_.text()),
        lower_(mostly_lower_keywords(document_)) {}

  tl::expected<Text, Decline> write() {
    auto instructions = document_.instructions();
    tail_ = q_.stage.from + 1;
    for (std::size_t i = q_.stage.from + 1; i < q_.stage.end; ++i) {
      if (is_step(instructions[i].keyword)) tail_ = i + 1;
    }
    out_.builder = free_name();
    from();
    lines_.push_back(from_line());
    configuration();
    workdir();
    steps();
    metadata();
    if (problem_) return tl::unexpected(*problem_);
    out_.added = lines_.size() - moved_;
    place();
    return std::move(out_);
  }

 private:
  std::string word(std::string_view keyword) const { return lower_ ? lower(keyword) : std::string(keyword); }
  const Instruction& at(std::size_t index) const { return document_.instructions()[index]; }

  std::string free_name() const {
    std::set<std::string> taken;
    for (const model::Stage& stage : q_.model.stages()) taken.insert(lower(stage.name));
    for (const char* name : {"build", "builder", "compile"}) {
      if (!taken.contains(name)) return name;
    }
    for (int i = 2;; ++i) {
      if (!taken.contains("build" + std::to_string(i))) return "build" + std::to_string(i);
    }
  }

  // FROM image -> FROM image AS build; what named the stage names the last one.
  void from() {
    const Instruction& from = at(q_.stage.from);
    if (!q_.bases.tag.empty()) {
      const auto& ref = *q_.stage.base.image;
      Span written = from.args[0].span;
      Span tag{written.begin + ref.tag_span.begin, written.begin + ref.tag_span.end};
      if (!q_.stage.base.templated && tag.in(text_) == ref.tag) out_.edits.push_back({tag, q_.bases.tag});
    }
    if (from.args.size() >= 3) {
      out_.edits.push_back(
          {{from.args[1].span.begin, from.args[2].span.end}, word("AS") + ' ' + out_.builder});
    } else {
      out_.edits.push_back(
          {{from.args[0].span.end, from.args[0].span.end}, ' ' + word("AS") + ' ' + out_.builder});
    }
  }

  std::string from_line() {
    const Instruction& from = at(q_.stage.from);
    std::string line = word("FROM") + ' ';
    for (const auto& flag : from.flags) {
      if (flag.value.find('$') != std::string_view::npos)
        stop("platform", "the platform of the base image depends on a variable");
      line += std::string(flag.span.in(text_)) + ' ';
    }
    line += q_.bases.runtime.empty() ? std::string(from.args[0].span.in(text_)) : q_.bases.runtime;
    if (from.args.size() >= 3) line += ' ' + word("AS") + ' ' + std::string(from.args[2].span.in(text_));
    return line;
  }

  // Environment of the replaced base, then ENV, SHELL and the ARGs that they and what follows need.
  void configuration() {
    std::set<std::string, std::less<>> used;
    for (std::size_t i = q_.stage.from + 1; i < q_.stage.end; ++i) {
      Keyword keyword = at(i).keyword;
      bool repeated = keyword == Keyword::kEnv || is_metadata(keyword) || i >= tail_ || is_in_copies(i);
      if (!repeated) continue;
      for (const auto& variable : syntax::variables(at(i).rest_text(), document_.escape()))
        used.insert(std::string(variable.name.in(at(i).rest_text())));
    }
    if (q_.bases.builder != nullptr) {
      for (std::string_view name : q_.bases.builder->variables) {
        if (used.contains(name))
          stop("environment", std::string(name) + " is known to the builder's base image only");
      }
    }
    environment(used);
    for (std::size_t i = q_.stage.from + 1; i < tail_; ++i) {
      Keyword keyword = at(i).keyword;
      bool wanted_arg = keyword == Keyword::kArg && std::any_of(at(i).pairs.begin(), at(i).pairs.end(),
                                                                [&](const syntax::KeyValue& pair) {
                                                                  return used.contains(pair.key_text);
                                                                });
      if (keyword == Keyword::kEnv || keyword == Keyword::kShell || wanted_arg) repeat(i);
    }
  }

  // Of the replaced base. What only says where the builder has its own directories is of no use to a process.
  void environment(const std::set<std::string, std::less<>>& used) {
    if (q_.bases.builder == nullptr || q_.bases.runtime.empty()) return;
    std::string line = word("ENV");
    std::string names;
    bool wanted = false;
    for (std::string_view pair : q_.bases.builder->environment) {
      std::string name(pair.substr(0, pair.find('=')));
      line += ' ' + std::string(pair);
      names += name + ' ';
      wanted = wanted || used.contains(name) || read_by_script(name) ||
               leads_to_root(pair.substr(name.size() + 1));
    }
    if (wanted) {
      lines_.push_back(line);
      out_.set_again += names;
    } else {
      out_.not_set_again = names;
    }
  }

  bool read_by_script(const std::string& name) const {
    return std::any_of(q_.entry.scripts.begin(), q_.entry.scripts.end(), [&](const std::string& script) {
      const std::string* text = q_.context == nullptr ? nullptr : q_.context->text(script);
      return text == nullptr || contains(*text, '$' + name) || contains(*text, "${" + name);
    });
  }

  // Does a directory of the list hold anything that the runtime stage has?
  bool leads_to_root(std::string_view value) const {
    while (!value.empty()) {
      std::string_view directory = value.substr(0, value.find(':'));
      value.remove_prefix(std::min(directory.size() + 1, value.size()));
      if (!directory.starts_with('/')) continue;
      auto near = [&](const std::string& path) { return within(path, directory) || within(directory, path); };
      for (const Root& root : carried_.roots) {
        if (near(root.path)) return true;
      }
      for (std::size_t i : carried_.copies) {
        auto to = q_.surroundings.path(at(i).args.back().value, q_.surroundings.before(i));
        if (!to || within(*to, directory)) return true;
      }
    }
    return false;
  }

  bool is_in_copies(std::size_t index) const {
    const auto& all = carried_.copies;
    const auto& runs = carried_.runs;
    return std::find(all.begin(), all.end(), index) != all.end() ||
           std::find(runs.begin(), runs.end(), index) != runs.end();
  }

  void repeat(std::size_t index) {
    const Instruction& each = at(index);
    lines_.push_back(std::string(each.span.in(text_)));
  }

  // The directory that relative paths start from, up to where the tail changes it.
  void workdir() {
    const model::State& state = q_.surroundings.before(tail_ < q_.stage.end ? tail_ : q_.stage.end - 1);
    const model::State& there = tail_ < q_.stage.end ? state : q_.surroundings.at_end();
    bool set = false;
    bool expanded = false;
    for (std::size_t i = q_.stage.from + 1; i < tail_; ++i) {
      if (at(i).keyword != Keyword::kWorkdir) continue;
      set = true;
      expanded = expanded || contains(at(i).rest_text(), "$");
    }
    bool replaced = !q_.bases.runtime.empty();
    if (!set && !replaced) return;
    for (std::size_t i = tail_; i < q_.stage.end; ++i)
      expanded = expanded || (at(i).keyword == Keyword::kWorkdir && contains(at(i).rest_text(), "$"));
    if (expanded && q_.surroundings.at_end().workdir)
      out_.set_again += "WorkingDir=" + std::string(*q_.surroundings.at_end().workdir) + ' ';
    for (std::size_t i = tail_; i < q_.stage.end; ++i) {
      if (at(i).keyword == Keyword::kWorkdir && at(i).rest_text().starts_with('/')) return;
    }
    if (!there.workdir)
      return stop("workdir-unknown", "the directory that the process starts in is not known");
    if (*there.workdir == "/" && !set) return;
    std::string path(*there.workdir);
    if (path.find_first_of(" \t\"'$\\`#") != std::string::npos)
      return stop("workdir-unknown", "the working directory has odd characters");
    if (!set && !expanded) out_.set_again += "WorkingDir=" + path + ' ';
    lines_.push_back(word("WORKDIR") + ' ' + path);
  }

  void steps() {
    std::string install = install_text(q_.packages, q_.bases.release);
    if (!install.empty()) lines_.push_back(lower_ ? "run" + install.substr(3) : install);
    for (std::size_t i : carried_.runs) repeat(i);
    for (std::size_t i : carried_.copies) repeat(i);
    if (q_.bases.builder != nullptr && !q_.bases.runtime.empty()) {
      for (std::string_view file : q_.bases.builder->files) {
        auto same = [&](const Root& root) { return within(file, root.path); };
        if (std::none_of(carried_.roots.begin(), carried_.roots.end(), same)) take(std::string(file));
      }
      const BuilderImage& builder = *q_.bases.builder;
      bool alpine = q_.bases.release.distribution == image::Distribution::kAlpine;
      bool in_range = !q_.bases.version.empty() && !before(q_.bases.version, builder.alpine_file_since) &&
                      !before(builder.alpine_file_until, q_.bases.version);
      if (alpine && in_range) take(std::string(builder.alpine_file));
    }
    directories();
    for (const Root& root : carried_.roots) {
      if (!root.bare) take(root.path, root.owner);
    }
    itself();
    // The cache of the dynamic linker does not know what was copied.
    bool libraries = std::any_of(carried_.roots.begin(), carried_.roots.end(), [](const Root& root) {
      return root.path == "/usr/local" || within(root.path, "/usr/local/lib") ||
             within(root.path, "/etc/ld.so.conf.d");
    });
    if (libraries && q_.bases.release.manager == image::PackageManager::kApt)
      lines_.push_back(word("RUN") + " ldconfig");
    for (std::size_t i = tail_; i-- > q_.stage.from + 1;) {
      if (at(i).keyword != Keyword::kUser) continue;
      repeat(i);
      break;
    }
  }

  // Empty ones are made, not copied.
  void directories() {
    std::string line;
    for (const Root& root : carried_.roots) {
      if (!root.bare) continue;
      check(root.path);
      line += (line.empty() ? word("RUN") + " mkdir -p " : " ") + root.path;
    }
    if (line.empty()) return;
    for (const Root& root : carried_.roots) {
      if (!root.bare) continue;
      if (!root.owner.empty()) line += " && chown " + root.owner + ' ' + root.path;
      for (const std::string& each : root.itself) line += " && " + each;
    }
    lines_.push_back(line);
  }

  void itself() {
    std::string line;
    for (const Root& root : carried_.roots) {
      if (root.bare) continue;
      for (const std::string& each : root.itself) line += (line.empty() ? word("RUN") + ' ' : " && ") + each;
    }
    if (!line.empty()) lines_.push_back(line);
  }

  void check(const std::string& path) {
    bool odd = path.find_first_of(" \t\"'$\\`#*?[") != std::string::npos;
    if (odd)
      return stop("odd-path", "the path " + path + " has characters that COPY would read in another way");
  }

  void take(const std::string& path, const std::string& owner = "") {
    check(path);
    lines_.push_back(word("COPY") + " --from=" + out_.builder + (owner.empty() ? "" : " --chown=" + owner) +
                     ' ' + path + ' ' + path);
  }

  // Moved as they are, with their comments.
  void metadata() {
    for (std::size_t i = q_.stage.from + 1; i < tail_; ++i) {
      if (!is_metadata(at(i).keyword)) continue;
      Span block{block_begin(document_, at(i)), at(i).lines.end};
      std::string moved(block.in(text_));
      while (moved.ends_with('\n') || moved.ends_with('\r')) moved.pop_back();
      lines_.push_back(moved);
      ++moved_;
      // Of the blank lines around it one is enough.
      bool blank_before =
          block.begin >= 2 && text_[block.begin - 1] == '\n' && text_[block.begin - 2] == '\n';
      if (blank_before && block.end < text_.size() && text_[block.end] == '\n') ++block.end;
      out_.edits.push_back({block, ""});
    }
  }

  void place() {
    std::string newline(document_.newline());
    std::string text;
    for (const std::string& line : lines_) text += line + newline;
    bool end = tail_ >= q_.stage.end;
    std::uint32_t offset = end ? at(q_.stage.end - 1).lines.end : block_begin(document_, at(tail_));
    std::string before_it(text_.substr(0, offset));
    bool after_blank = before_it.ends_with("\n\n") || before_it.ends_with("\n\r\n");
    if (!before_it.ends_with('\n')) {
      text = newline + text;
      text.resize(text.size() - newline.size());
    }
    if (!after_blank) text = newline + text;
    if (!end && after_blank) text += newline;
    out_.edits.push_back({{offset, offset}, text});
    merge_neighbours();
  }

  // An insertion where a removal ends is one edit.
  void merge_neighbours() {
    std::sort(out_.edits.begin(), out_.edits.end(), [](const Edit& a, const Edit& b) {
      return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end < b.span.end;
    });
    std::vector<Edit> merged;
    for (Edit& edit : out_.edits) {
      if (!merged.empty() && merged.back().span.end >= edit.span.begin && !merged.back().span.empty()) {
        merged.back().span.end = std::max(merged.back().span.end, edit.span.end);
        merged.back().text += edit.text;
      } else {
        merged.push_back(std::move(edit));
      }
    }
    out_.edits = std::move(merged);
  }

  void stop(std::string_view reason, std::string why) {
    if (!problem_) problem_ = Decline{reason, std::move(why)};
  }

  const CarryQuestion& q_;
  const Carried& carried_;
  const syntax::Document& document_;
  std::string_view text_;
  bool lower_;
  std::size_t tail_ = 0;
  std::size_t moved_ = 0;  // of `lines_`
  std::vector<std::string> lines_;
  Text out_;
  std::optional<Decline> problem_;
};

}  // namespace

tl::expected<Text, Decline> write(const CarryQuestion& question, const Carried& carried) {
  return Writer(question, carried).write();
}

}  // namespace dockhone::transforms::split_stages
