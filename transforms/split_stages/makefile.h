// What a Makefile of the build context says of itself, as far as its text is plain: variables that are set
// once, and the recipes of `install`. Functions, conditions and other files that it includes are not
// followed: what hangs on them is not known.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dockhone::transforms::split_stages {

class Makefile {
 public:
  // `given`: variables of the command line, which win.
  Makefile(std::string_view text, std::map<std::string, std::string> given);

  // The directory below which all lies that `install` writes; nothing where that is not known.
  std::optional<std::string> prefix() const;
  // What `install` writes, by name: files, and directories whose files are not named one by one. Nothing
  // where that is not known.
  std::optional<std::vector<std::string>> installed() const;
  // Libraries that it links with by -l; nothing where it may link others, or compiles more than C.
  std::optional<std::vector<std::string>> libraries() const;

 private:
  struct Rule {
    std::vector<std::string> needs;
    std::vector<std::string> recipe;
  };

  void read(std::string_view text);
  bool assignment(const std::string& line);
  void rule(const std::string& line);
  std::string expanded(const std::string& text, int depth) const;
  void collect(const std::string& target, std::vector<std::string>& lines, int depth) const;
  static bool install_command(std::vector<std::string> call, std::vector<std::string>& directories,
                              std::vector<std::string>& found);

  std::string text_;
  std::map<std::string, std::string> given_;
  std::map<std::string, std::string> variables_;
  std::map<std::string, Rule> rules_;
  std::vector<std::string> current_;  // targets of the rule that is read
  bool plain_ = true;                 // nothing in it that is not followed
};

}  // namespace dockhone::transforms::split_stages
