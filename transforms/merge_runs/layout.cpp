#include "layout.h"

#include "dockhone/shell/parser.h"

namespace dockhone::transforms {

namespace {

struct Style {
  std::string indent = "    ";
  bool trailing = false;  // `&&` ends a line, rather than beginning the next
};

bool blank(char c) { return c == ' ' || c == '\t'; }

class Layout {
 public:
  Layout(const syntax::Document& document, const Plan& plan)
      : document_(document), plan_(plan), style_(read_style()) {
    break_ = " ";
    break_ += document.escape();
    break_ += document.newline();
    break_ += style_.indent;
  }

  std::string text(const Comments& comments) {
    std::string out;
    if (plan_.set_errexit) out += "set -e;" + break_;
    for (std::size_t i = 0; i < plan_.pieces.size(); ++i) {
      const Piece& piece = plan_.pieces[i];
      if (i > 0) out += separator(comments[i]);
      if (piece.forget_paths) out += plan_.isolated ? "hash -r;" + break_ : "hash -r" + and_break();
      out += piece_text(piece);
    }
    return out;
  }

 private:
  std::string_view source(const Part& part) const {
    const MappedText& logical = document_.instructions()[part.instruction].logical;
    return logical.source(part.body).in(document_.text());
  }

  // The authors' own joints decide: how the lines behind them are indented, and on which side `&&` stands.
  Style read_style() const {
    Style style;
    int leading = 0;
    int trailing = 0;
    std::string_view text = document_.text();
    for (const Piece& piece : plan_.pieces) {
      const MappedText& logical = document_.instructions()[piece.part->instruction].logical;
      for (std::uint32_t joint : piece.part->joints) {
        std::uint32_t at = logical.source(joint);
        std::uint32_t before = at;
        while (before > 0 && blank(text[before - 1])) --before;
        std::size_t behind = text.find_first_not_of(" \t\r", at + 2);
        bool ahead = before > 0 && text[before - 1] == '\n';
        bool last = behind != std::string_view::npos && text[behind] == document_.escape();
        if (last) behind = text.find('\n', behind);
        if (ahead && leading + trailing == 0) style.indent = text.substr(before, at - before);
        if (last && behind != std::string_view::npos && leading + trailing == 0) {
          std::size_t first = text.find_first_not_of(" \t", behind + 1);
          if (first != std::string_view::npos && text[first] != '#')
            style.indent = text.substr(behind + 1, first - behind - 1);
        }
        leading += ahead;
        trailing += last;
      }
    }
    style.trailing = trailing > leading;
    return style;
  }

  std::string and_break() const { return style_.trailing ? " &&" + break_ : break_ + "&& "; }

  std::string comment_lines(const std::vector<std::string>& comments) const {
    std::string out;
    for (const std::string& comment : comments) {
      out += comment;
      out += document_.newline();
      out += style_.indent;
    }
    return out;
  }

  std::string separator(const std::vector<std::string>& comments) const {
    if (plan_.isolated) return ";" + break_ + comment_lines(comments);
    if (style_.trailing) return " &&" + break_ + comment_lines(comments);
    return break_ + comment_lines(comments) + "&& ";
  }

  std::string piece_text(const Piece& piece) const {
    switch (piece.form) {
      case Form::kBare:
        return plan_.isolated ? std::string(source(*piece.part)) : one_command_a_line(*piece.part);
      case Form::kGrouped:
        return "( " + std::string(source(*piece.part)) + " )";
      case Form::kReset:
        return "( set +e; " + std::string(source(*piece.part)) + " )";
      case Form::kResetBare:
        return "set +e; " + std::string(source(*piece.part));
    }
    return {};
  }

  // A part on a single line is broken at its own `&&`; one that its author laid out stays as it is.
  std::string one_command_a_line(const Part& part) const {
    std::string_view text = source(part);
    if (text.find('\n') != std::string_view::npos || part.joints.empty()) return std::string(text);
    std::string out;
    std::uint32_t at = 0;
    for (std::uint32_t joint : part.joints) {
      std::uint32_t begin = joint - part.body.begin;
      std::uint32_t left = begin;
      while (left > at && blank(text[left - 1])) --left;
      std::uint32_t right = begin + 2;
      while (right < text.size() && blank(text[right])) ++right;
      out += text.substr(at, left - at);
      out += and_break();
      at = right;
    }
    out += text.substr(at);
    return out;
  }

  const syntax::Document& document_;
  const Plan& plan_;
  Style style_;
  std::string break_;  // continuation character, line end, indentation
};

}  // namespace

std::string lay_out(const syntax::Document& document, const Plan& plan, const Comments& comments) {
  return Layout(document, plan).text(comments);
}

}  // namespace dockhone::transforms
