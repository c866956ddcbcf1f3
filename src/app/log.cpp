#include "log.h"

#define FMT_HEADER_ONLY 1
#include <spdlog/sinks/ansicolor_sink.h>
#include <spdlog/spdlog.h>

#include "dockhone/base/printable.h"

namespace dockhone::app {

namespace {

spdlog::logger& logger() {
  static spdlog::logger instance = [] {
    auto sink = std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>(spdlog::color_mode::never);
    spdlog::logger made("dockhone", std::move(sink));
    made.set_pattern("%H:%M:%S.%e %v");
    return made;
  }();
  return instance;
}

}  // namespace

void Log::operator()(std::string_view message) const {
  if (on_) logger().info("{}", printable(message));
}

}  // namespace dockhone::app
