// Writes JSON piece by piece, so that a large tree never exists twice in memory.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace dockhone::report {

// The caller keeps the grammar: keys only inside objects, every begin with its end. Strings may hold any
// bytes: what is not UTF-8 becomes U+FFFD, and characters that a terminal would act on or hide are escaped.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(&out) {}
  // `full` is called now and then with what is written so far, and may take it away.
  JsonWriter(std::string& out, std::function<void(std::string&)> full) : out_(&out), full_(std::move(full)) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view text);
  JsonWriter& number(std::int64_t value);
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }
  // A value that is JSON already.
  JsonWriter& raw(std::string_view json);

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate();

  std::string* out_;
  std::function<void(std::string&)> full_;
  bool comma_ = false;  // a value stands before this place
};

}  // namespace dockhone::report
