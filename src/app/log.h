// What -v adds on standard error. Nothing of it is set up unless asked for.
#pragma once

#include <string>
#include <string_view>

namespace dockhone::app {

class Log {
 public:
  explicit Log(bool on) : on_(on) {}
  bool on() const { return on_; }
  // For callers that have something to say only when it is on. Safe from several threads.
  void operator()(std::string_view message) const;

 private:
  bool on_;
};

}  // namespace dockhone::app
