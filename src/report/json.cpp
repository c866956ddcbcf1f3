#include "dockhone/report/json_writer.h"
#include "dockhone/report/report.h"

namespace dockhone::report {

namespace {

std::string_view status_name(Status status) {
  switch (status) {
    case Status::kUnchanged:
      return "unchanged";
    case Status::kChanged:
      return "changed";
    case Status::kFailed:
      break;
  }
  return "failed";
}

std::string_view kind_name(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kUsage:
      return "usage";
    case ErrorKind::kIo:
      return "io";
    case ErrorKind::kSyntax:
      return "syntax";
    case ErrorKind::kTemporary:
      break;
  }
  return "temporary";
}

void add_lines(JsonWriter& json, rewrite::LineRange lines) {
  json.key("lines").begin_array().number(lines.first).number(lines.last).end_array();
}

void add_differences(JsonWriter& json, const std::vector<rewrite::Difference>& differences) {
  json.key("differences").begin_array();
  for (const rewrite::Difference& difference : differences) {
    json.begin_object();
    json.key("kind").string(rewrite::name(difference.kind));
    json.key("command").string(difference.command);
    json.key("was").string(difference.was);
    json.key("now").string(difference.now);
    json.end_object();
  }
  json.end_array();
}

void add_changes(JsonWriter& json, const std::vector<rewrite::Change>& changes) {
  json.begin_array();
  for (const rewrite::Change& change : changes) {
    json.begin_object();
    json.key("id").string(change.id);
    json.key("pass").string(change.pass);
    json.key("risk").string(rewrite::name(change.risk));
    add_lines(json, change.lines);
    json.key("what").string(change.what);
    json.key("why").string(change.why);
    json.key("evidence").begin_array();
    for (const std::string& fact : change.evidence) json.string(fact);
    json.end_array();
    if (!change.differences.empty()) add_differences(json, change.differences);
    json.end_object();
  }
  json.end_array();
}

void add_declined(JsonWriter& json, const std::vector<rewrite::Declined>& declined) {
  json.begin_array();
  for (const rewrite::Declined& place : declined) {
    json.begin_object();
    json.key("pass").string(place.pass);
    json.key("line").number(place.lines.first);
    add_lines(json, place.lines);
    json.key("reason").string(place.reason);
    json.key("why").string(place.why);
    json.end_object();
  }
  json.end_array();
}

void add_findings(JsonWriter& json, const std::vector<model::Finding>& findings) {
  json.begin_array();
  for (const model::Finding& finding : findings) {
    json.begin_object();
    json.key("check").string(finding.check);
    json.key("subject").string(finding.subject);
    json.key("line").number(finding.first);
    add_lines(json, {finding.first, finding.last});
    json.key("message").string(finding.message);
    json.key("help").string(finding.help);
    if (finding.error) json.key("error").boolean(true);
    json.end_object();
  }
  json.end_array();
}

void add_size(JsonWriter& json, const rewrite::Size& size) {
  json.begin_object();
  json.key("instructions").number(size.instructions);
  json.key("layers").number(size.layers);
  json.end_object();
}

void add_error(JsonWriter& json, const FileReport& file) {
  json.begin_object();
  json.key("kind").string(kind_name(file.error.kind));
  json.key("message").string(file.error.message);
  if (!file.error.help.empty()) json.key("help").string(file.error.help);
  if (!file.error_path.empty()) json.key("path").string(file.error_path);
  if (file.error_position.line > 0) {
    json.key("line").number(file.error_position.line);
    json.key("column").number(file.error_position.column);
  }
  json.end_object();
}

}  // namespace

std::string json_file(const FileReport& file) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("path").string(file.path);
  json.key("status").string(status_name(file.status));
  if (file.status == Status::kFailed) {
    json.key("error");
    add_error(json, file);
  } else {
    json.key("before");
    add_size(json, file.outcome.before);
    json.key("after");
    add_size(json, file.outcome.after);
  }
  json.key("changes");
  add_changes(json, file.outcome.changes);
  json.key("held_back");
  add_changes(json, file.outcome.held_back);
  json.key("declined");
  add_declined(json, file.outcome.declined);
  json.key("findings");
  add_findings(json, file.findings);
  json.key("written").begin_array();
  for (const std::string& path : file.written) json.string(path);
  json.end_array().end_object();
  return out;
}

std::string json(std::span<const FileReport> files) {
  std::string out(kJsonBegin);
  for (const FileReport& file : files) {
    if (&file != files.data()) out += ',';
    out += json_file(file);
  }
  return out += kJsonEnd;
}

}  // namespace dockhone::report
