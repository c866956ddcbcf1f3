#include "tree_json.h"

namespace dockhone::app {

namespace {

using report::JsonWriter;

class ShellJson {
 public:
  ShellJson(JsonWriter& json, const SourceMap& map) : json_(json), map_(map) {}

  void list(const shell::List& list) {
    json_.begin_object();
    span(list.span);
    json_.key("items").begin_array();
    for (const shell::AndOr& item : list.items) and_or(item);
    json_.end_array().end_object();
  }

 private:
  void span(Span value) { add_span(json_, "span", map_.source(value)); }

  void and_or(const shell::AndOr& item) {
    constexpr std::string_view kTerminators[] = {"", ";", "\n", "&"};
    json_.begin_object();
    span(item.span);
    json_.key("ops").begin_array();
    for (shell::AndOrOp op : item.ops) json_.string(op == shell::AndOrOp::kAnd ? "&&" : "||");
    json_.end_array().key("terminator").string(kTerminators[static_cast<std::size_t>(item.terminator)]);
    json_.key("pipelines").begin_array();
    for (const shell::Pipeline& pipeline : item.pipelines) {
      json_.begin_object();
      span(pipeline.span);
      if (pipeline.negated) json_.key("negated").boolean(true);
      if (pipeline.timed) json_.key("timed").boolean(true);
      json_.key("commands").begin_array();
      for (const shell::Command& each : pipeline.commands) command(each);
      json_.end_array().end_object();
    }
    json_.end_array().end_object();
  }

  void command(const shell::Command& command) {
    constexpr std::string_view kKinds[] = {"simple",         "subshell", "brace-group", "if",    "for",
                                           "arithmetic-for", "select",   "while",       "until", "case",
                                           "function",       "test",     "arithmetic"};
    json_.begin_object().key("kind").string(kKinds[static_cast<std::size_t>(command.kind)]);
    span(command.span);
    if (!command.name.empty()) json_.key("name").string(map_.text(command.name));
    if (!command.assignments.empty()) assignments(command.assignments);
    if (!command.words.empty()) words("words", command.words);
    if (!command.redirects.empty()) redirects(command.redirects);
    if (!command.lists.empty()) {
      json_.key("lists").begin_array();
      for (const shell::List* each : command.lists) list(*each);
      json_.end_array();
    }
    if (command.has_else) json_.key("has_else").boolean(true);
    if (command.has_in) json_.key("has_in").boolean(true);
    if (!command.case_items.empty()) case_items(command.case_items);
    if (command.body != nullptr) {
      json_.key("body");
      this->command(*command.body);
    }
    json_.end_object();
  }

  void assignments(std::span<const shell::Assignment> list) {
    json_.key("assignments").begin_array();
    for (const shell::Assignment& each : list) {
      json_.begin_object();
      span(each.span);
      json_.key("name").string(map_.text(each.name));
      if (!each.subscript.empty()) json_.key("subscript").string(map_.text(each.subscript));
      if (each.append) json_.key("append").boolean(true);
      if (each.array) {
        words("elements", each.elements);
      } else {
        json_.key("value");
        word(each.value);
      }
      json_.end_object();
    }
    json_.end_array();
  }

  void redirects(std::span<const shell::Redirect> list) {
    constexpr std::string_view kOps[] = {"<", ">", ">>", ">|", "<>", "<&", ">&", "&>", "&>>", "<<", "<<<"};
    json_.key("redirects").begin_array();
    for (const shell::Redirect& each : list) {
      json_.begin_object().key("op").string(kOps[static_cast<std::size_t>(each.op)]);
      span(each.span);
      if (!each.descriptor.empty()) json_.key("descriptor").string(map_.text(each.descriptor));
      json_.key("target");
      word(each.target);
      if (each.op == shell::RedirectOp::kHereDoc) {
        json_.key("quoted").boolean(each.quoted).key("strip_tabs").boolean(each.strip_tabs);
        add_span(json_, "body", map_.source(each.body));
        parts("body_parts", each.body_parts);
      }
      json_.end_object();
    }
    json_.end_array();
  }

  void case_items(std::span<const shell::CaseItem> items) {
    json_.key("case_items").begin_array();
    for (const shell::CaseItem& item : items) {
      json_.begin_object();
      span(item.span);
      words("patterns", item.patterns);
      if (item.list != nullptr) {
        json_.key("list");
        list(*item.list);
      }
      json_.end_object();
    }
    json_.end_array();
  }

  void words(std::string_view key, std::span<const shell::Word> list) {
    json_.key(key).begin_array();
    for (const shell::Word& each : list) word(each);
    json_.end_array();
  }

  void word(const shell::Word& word) {
    json_.begin_object();
    span(word.span);
    json_.key("text").string(map_.text(word.span));
    // One literal says no more than the text.
    bool plain = word.parts.size() == 1 && word.parts[0].kind == shell::PartKind::kLiteral;
    if (!plain) parts("parts", word.parts);
    json_.end_object();
  }

  void parts(std::string_view key, std::span<const shell::WordPart> list) {
    constexpr std::string_view kKinds[] = {"literal",       "escaped",         "glob",
                                           "tilde",         "brace-expansion", "ext-glob",
                                           "single-quoted", "ansi-quoted",     "double-quoted",
                                           "locale-quoted", "parameter",       "command-substitution",
                                           "backquoted",    "arithmetic",      "process-substitution"};
    constexpr std::string_view kOps[] = {"plain", "length",      "default", "assign",
                                         "error", "alternative", "trim",    "other"};
    json_.key(key).begin_array();
    for (const shell::WordPart& part : list) {
      json_.begin_object().key("kind").string(kKinds[static_cast<std::size_t>(part.kind)]);
      span(part.span);
      if (part.kind == shell::PartKind::kParameter) {
        json_.key("name").string(map_.text(part.name));
        json_.key("op").string(kOps[static_cast<std::size_t>(part.op)]);
      }
      if (!part.parts.empty()) parts("parts", part.parts);
      if (part.list != nullptr) {
        json_.key("list");
        this->list(*part.list);
      }
      json_.end_object();
    }
    json_.end_array();
  }

  JsonWriter& json_;
  const SourceMap& map_;
};

void add_pairs(JsonWriter& json, const syntax::Instruction& instruction) {
  json.key("pairs").begin_array();
  for (const syntax::KeyValue& pair : instruction.pairs) {
    json.begin_object().key("key").string(pair.key_text).key("value");
    pair.has_value ? json.string(pair.value_text) : json.null();
    if (pair.old_form) json.key("old_form").boolean(true);
    add_span(json, "span", pair.span);
    add_span(json, "key_span", pair.key);
    add_span(json, "value_span", pair.value);
    json.end_object();
  }
  json.end_array();
}

void add_heredocs(JsonWriter& json, const syntax::Instruction& instruction) {
  json.key("heredocs").begin_array();
  for (const syntax::Heredoc& heredoc : instruction.heredocs) {
    json.begin_object().key("name").string(heredoc.name).key("fd").number(heredoc.fd);
    json.key("expand").boolean(heredoc.expand).key("chomp").boolean(heredoc.chomp);
    add_span(json, "op", heredoc.op);
    add_span(json, "body", heredoc.body);
    add_span(json, "terminator", heredoc.terminator);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void add_span(JsonWriter& json, Span span) {
  json.begin_array().number(span.begin).number(span.end).end_array();
}

void add_span(JsonWriter& json, std::string_view key, Span span) {
  json.key(key);
  add_span(json, span);
}

void add_instruction(JsonWriter& json, const syntax::Instruction& instruction,
                     const syntax::Document& document) {
  json.key("keyword").string(syntax::name(instruction.keyword));
  add_span(json, "span", instruction.span);
  add_span(json, "keyword_span", instruction.keyword_span);
  json.key("lines").begin_array();
  json.number(document.lines().position(instruction.span.begin).line);
  json.number(document.lines().position(instruction.span.end).line).end_array();
  json.key("json").boolean(instruction.json);
  json.key("comments").begin_array();
  for (Span comment : instruction.comments) add_span(json, comment);
  json.end_array().key("flags").begin_array();
  for (const syntax::Flag& flag : instruction.flags) {
    json.begin_object().key("name").string(flag.name).key("value");
    flag.has_value ? json.string(flag.value) : json.null();
    add_span(json, "span", flag.span);
    json.end_object();
  }
  json.end_array().key("args").begin_array();
  for (const syntax::Argument& argument : instruction.args) {
    json.begin_object().key("value").string(argument.value);
    add_span(json, "span", argument.span);
    json.end_object();
  }
  json.end_array();
  if (!instruction.pairs.empty()) add_pairs(json, instruction);
  if (!instruction.heredocs.empty()) add_heredocs(json, instruction);
  if (instruction.trigger != nullptr) {
    json.key("trigger").begin_object();
    add_instruction(json, *instruction.trigger, document);
    json.end_object();
  }
}

void add_list(JsonWriter& json, const shell::List& list, const SourceMap& map) {
  ShellJson(json, map).list(list);
}

std::string_view dialect_name(shell::Dialect dialect) {
  constexpr std::string_view kNames[] = {"dash", "bash", "ash"};
  return kNames[static_cast<std::size_t>(dialect)];
}

}  // namespace dockhone::app
