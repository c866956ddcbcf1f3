// The files and directories that the runtime stage gets from the builder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dockhone::transforms::split_stages {

struct Root {
  std::string path;
  bool file = false;       // else perhaps a directory
  std::string why;         // who put it there
  bool doubtful = false;   // a later command may have removed it
  bool bare = false;       // a directory that a step only made: nothing is in it
  std::string owner = {};  // of all of it, as COPY --chown takes it; "" root, or different ones inside
  // COPY gives a directory that it copies to root, with mode 0755; what is in it keeps owner and mode. These
  // commands make the directory itself what it was.
  std::vector<std::string> itself = {};
};

class Roots {
 public:
  // The root of that path, new or old; an old one is certain to be there again.
  Root& add(std::string path, bool file, std::string_view why);
  bool covers(std::string_view path) const { return const_cast<Roots*>(this)->around(path) != nullptr; }
  // The innermost one that holds a path. Null: none.
  Root* around(std::string_view path);
  // Takes out what stands below another one, which brings it along. False: owners would get lost.
  bool settle();

  std::vector<Root>& all() { return all_; }
  const std::vector<Root>& all() const { return all_; }

 private:
  std::vector<Root> all_;
};

}  // namespace dockhone::transforms::split_stages
