#include "behaviour.h"

#include <chrono>
#include <thread>

namespace dockhone::prove {

namespace {

constexpr double kSettle = 2;  // seconds after which what was started is asked whether it still runs

std::string last_lines(const std::string& text) {
  constexpr std::size_t kKept = 400;
  std::string out = text.size() > kKept ? "..." + text.substr(text.size() - kKept) : text;
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

void wait_for(const Builder& builder, const std::string& container, double seconds) {
  auto begin = std::chrono::steady_clock::now();
  while (interrupted() == 0 && !builder.exit_status(container) &&
         std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() < seconds)
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
}

void start(const Builder& builder, const Request& request, const std::string& image, Behaviour& out) {
  RunRequest run{image, {}, request.network, request.run_seconds, request.memory};
  auto container = builder.start(run);
  out.starts = true;
  if (!container) {
    out.failure = container.error().message;
    return;
  }
  if (request.http.port != 0) {
    int pid = request.network ? 0 : builder.process_of(*container);
    bool here = request.network || (pid != 0 && Builder::is_here(pid, *container));
    std::string why =
        pid == 0 ? "it does not run any more" : "its process is not on this machine, or in another namespace";
    out.answer = here ? ask(pid, request.http.port, request.http.path, request.run_seconds)
                      : Result<Answer>(tl::unexpected<Error>(Error{ErrorKind::kIo, std::move(why), {}, {}}));
  }
  wait_for(builder, *container, kSettle);
  std::optional<int> status = builder.exit_status(*container);
  out.stays = !status;
  if (status) {
    out.status = *status;
  } else {
    out.stops = builder.stop(*container);
  }
  out.said = last_lines(builder.logs(*container));
}

std::string result(const Ended& ended) {
  if (ended.timed_out) return "did not end in time";
  std::string out = "ended with status " + std::to_string(ended.status);
  std::string said = last_lines(ended.out.empty() ? ended.err : ended.out);
  return said.empty() ? out : out + " and said: " + said;
}

void compare_answers(const Http& http, const Result<Answer>& was, const Result<Answer>& now,
                     std::vector<Finding>& out) {
  std::string place = "http://127.0.0.1:" + std::to_string(http.port) + http.path;
  auto add = [&](std::string what) { out.push_back({"http", place, std::move(what)}); };
  if (!was) return;  // said by list_checks
  if (!now) return add(now.error().message);
  if (was->status != now->status)
    return add("the status was " + std::to_string(was->status) + " and is " + std::to_string(now->status));
  if (was->type != now->type) return add("the type of the content was " + was->type + " and is " + now->type);
  bool expected =
      http.expect.empty() ? was->body == now->body : now->body.find(http.expect) != std::string::npos;
  if (!expected) add(http.expect.empty() ? "the answer is another" : "the answer lacks " + http.expect);
}

}  // namespace

Behaviour observe(const Builder& builder, const Request& request, const std::string& image,
                  bool has_command) {
  Behaviour out;
  for (const std::string& line : request.smoke) {
    RunRequest run{image, words_of(line).value_or(std::vector<std::string>()), request.network,
                   request.run_seconds, request.memory};
    out.smoke.push_back(builder.run(run));
  }
  if (has_command && builder.can_start()) start(builder, request, image, out);
  return out;
}

std::vector<Finding> differences(const Request& request, const Behaviour& before, const Behaviour& after) {
  std::vector<Finding> out;
  for (std::size_t i = 0; i < request.smoke.size(); ++i) {
    const Ended& was = before.smoke[i];
    const Ended& now = after.smoke[i];
    if (was.status != now.status || was.out != now.out || was.timed_out != now.timed_out)
      out.push_back({"smoke", request.smoke[i], "before, it " + result(was) + "; now it " + result(now)});
  }
  if (!before.starts) return out;
  if (before.failure.empty() && !after.failure.empty()) {
    out.push_back({"exit", "start", "it does not start: " + after.failure});
    return out;
  }
  if (before.stays && !after.stays) {
    out.push_back({"exit", "start",
                   "it ended with status " + std::to_string(after.status) + " instead of going on" +
                       (after.said.empty() ? "" : ": " + after.said)});
  } else if (!before.stays && !after.stays && before.status != after.status) {
    out.push_back({"exit", "start",
                   "it ended with status " + std::to_string(before.status) + " and does with " +
                       std::to_string(after.status) + (after.said.empty() ? "" : ": " + after.said)});
  } else if (!before.stays && after.stays) {
    out.push_back(
        {"exit", "start", "it ended with status " + std::to_string(before.status) + " and goes on now"});
  }
  if (before.stops && after.stays && !after.stops)
    out.push_back({"signal", "SIGTERM", "it ended on SIGTERM, and has to be killed now"});
  if (before.answer && after.answer) compare_answers(request.http, *before.answer, *after.answer, out);
  return out;
}

void list_checks(const Request& request, const Builder& builder, const Behaviour& before, Report& report) {
  report.checks = {"configuration", "files: type, mode, owner, content",
                   "programs, shared libraries and interpreters that are named"};
  for (const std::string& each : request.smoke) report.checks.push_back("smoke: " + each);
  if (request.smoke.empty() && request.http.port == 0)
    report.unchecked.emplace_back("what it answers: give --smoke COMMAND, or --port N");
  if (!builder.can_start()) {
    report.unchecked.push_back("its own start and SIGTERM: " + std::string(builder.name()) +
                               " runs no service");
  } else if (!before.starts) {
    report.unchecked.emplace_back("its own start: the image has no command");
  } else if (before.stays) {
    report.checks.push_back(before.stops ? "its own start, and its end on SIGTERM"
                                         : "its own start; it ignores SIGTERM, before and after");
  } else {
    report.checks.push_back("its own start: it ends with status " + std::to_string(before.status));
  }
  if (request.http.port == 0) return;
  std::string place = "http://127.0.0.1:" + std::to_string(request.http.port) + request.http.path;
  if (!before.answer) {
    report.unchecked.push_back(place + ": it was not started");
  } else if (!*before.answer) {
    report.unchecked.push_back(place + ": the original does not answer: " + before.answer->error().message);
  } else if (!request.http.expect.empty() &&
             (*before.answer)->body.find(request.http.expect) == std::string::npos) {
    report.unchecked.push_back(place + ": the original's answer lacks " + request.http.expect);
  } else {
    report.checks.push_back(place);
  }
}

}  // namespace dockhone::prove
