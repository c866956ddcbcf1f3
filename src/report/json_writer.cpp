#include "dockhone/report/json_writer.h"

#include <algorithm>
#include <charconv>

#include "dockhone/base/printable.h"

namespace dockhone::report {

namespace {

// Length of the well-formed UTF-8 sequence at the start of `text`, and its code point; 0 when there is none.
std::size_t sequence(std::string_view text, std::uint32_t& point) {
  auto lead = static_cast<unsigned char>(text[0]);
  std::size_t length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (length == 0 || text.size() < length) return 0;
  point = lead & (0x7fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xc0) != 0x80) return 0;
    point = point << 6 | (byte & 0x3fu);
  }
  if (length == 3 && (point < 0x800 || (point >= 0xd800 && point < 0xe000))) return 0;
  if (length == 4 && (point < 0x10000 || point > 0x10ffff)) return 0;
  return length;
}

void add_unit(std::string& out, std::uint32_t unit) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHex[unit >> shift & 15];
}

void add_escape(std::string& out, std::uint32_t point) {
  if (point < 0x10000) return add_unit(out, point);
  add_unit(out, 0xd800 + ((point - 0x10000) >> 10));
  add_unit(out, 0xdc00 + ((point - 0x10000) & 0x3ff));
}

bool plain(char c) {
  auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\';
}

void add_ascii(std::string& out, char c) {
  switch (c) {
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    default:
      add_unit(out, static_cast<unsigned char>(c));
  }
}

void add_text(std::string& out, std::string_view text) {
  while (!text.empty()) {
    std::size_t run =
        static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), plain) - text.begin());
    out += text.substr(0, run);
    text.remove_prefix(run);
    if (text.empty()) return;
    std::uint32_t point = 0;
    std::size_t length = 1;
    if (static_cast<unsigned char>(text[0]) < 0x80) {
      add_ascii(out, text[0]);
    } else if (std::size_t found = sequence(text, point); found == 0) {
      out += "\xef\xbf\xbd";
    } else {
      length = found;
      std::string_view character = text.substr(0, length);
      if (printable(character) == character) {
        out += character;
      } else {
        add_escape(out, point);
      }
    }
    text.remove_prefix(length);
  }
}

}  // namespace

void JsonWriter::separate() {
  constexpr std::size_t kBlock = 64 * 1024;
  if (full_ && out_->size() >= kBlock) full_(*out_);
  if (comma_) *out_ += ',';
  comma_ = true;
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  *out_ += bracket;
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  *out_ += bracket;
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  string(name);
  *out_ += ':';
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view text) {
  separate();
  *out_ += '"';
  add_text(*out_, text);
  *out_ += '"';
  return *this;
}

JsonWriter& JsonWriter::number(std::int64_t value) {
  char digits[24];
  return raw({digits, std::to_chars(digits, digits + sizeof digits, value).ptr});
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  *out_ += json;
  return *this;
}

}  // namespace dockhone::report
