#include "challenge.h"

namespace dockhone::registry {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string lowered(std::string_view text) {
  std::string out;
  for (const char c : text) out += lower(c);
  return out;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<Challenge> read() {
    std::optional<Challenge> best;
    Challenge current;
    const auto keep = [&] {
      if (current.scheme == Challenge::Scheme::kNone) return;
      if (!best || current.scheme > best->scheme) best = current;
    };
    while (skip_separators()) {
      const auto name = lowered(token());
      if (name.empty()) break;
      if (at_ < text_.size() && text_[at_] == '=') {
        ++at_;
        auto value = read_value();
        if (name == "realm") current.realm = std::move(value);
        if (name == "service") current.service = std::move(value);
        continue;
      }
      keep();
      current = {};
      current.scheme = name == "bearer"  ? Challenge::Scheme::kBearer
                       : name == "basic" ? Challenge::Scheme::kBasic
                                         : Challenge::Scheme::kNone;
    }
    keep();
    return best;
  }

 private:
  bool skip_separators() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == ',')) ++at_;
    return at_ < text_.size();
  }

  std::string_view token() {
    const auto begin = at_;
    while (at_ < text_.size() && std::string_view(" \t,=\"").find(text_[at_]) == std::string_view::npos)
      ++at_;
    return text_.substr(begin, at_ - begin);
  }

  std::string read_value() {
    if (at_ >= text_.size() || text_[at_] != '"') return std::string(token());
    std::string out;
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      out += text_[at_];
    }
    ++at_;
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<Challenge> parse_challenge(std::string_view value) { return Reader(value).read(); }

}  // namespace dockhone::registry
