// Reading and writing files so that nothing hangs and nothing is left half done.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "failure.h"

namespace dockhone::app {

struct Input {
  std::string text;
  struct stat info = {};
  bool no_links = false;  // no part of the path is a symbolic link; false also where that is not known
};

// A regular file of at most `limit` bytes. Never waits: FIFOs, devices, sockets and directories are refused.
// `regular`: it has been looked at a moment ago, and was a regular file.
Expected<Input> read_file(const std::string& path, std::uint32_t limit, bool regular = false);
// Standard input up to its end, at most `limit` bytes.
Expected<std::string> read_stdin(std::uint32_t limit, const std::string& name);

// A file that appears under its name whole or not at all: written beside it, then renamed. Where the name
// is a device or a FIFO that is there already (-o /dev/null), that is written to directly.
class Output {
 public:
  Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output();

  // `mode` as for a new file, before the umask.
  Expected<bool> open(const std::string& path, mode_t mode);
  Expected<bool> write(std::string_view text);
  // Takes the place of the file. `durable`: survives a power cut.
  Expected<bool> commit(bool durable);
  // The descriptor before commit, for mode and owner.
  int descriptor() const { return fd_; }

 private:
  Expected<bool> fail(std::string what, int error);

  std::string path_;    // as named in messages
  std::string target_;  // what is replaced
  std::string temporary_;
  int fd_ = -1;
};

// Writes a whole file through Output.
Expected<bool> write_file(const std::string& path, std::string_view text, mode_t mode, bool durable = false);

// Replaces a Dockerfile that was read as `seen`, keeping mode and owner. Refuses what would change more than
// its text: several hard links, a symbolic link to a place outside `root`, no permission to write.
Expected<bool> rewrite_in_place(const std::string& path, const std::string& root, const struct stat& seen,
                                std::string_view text);

// True when both name one existing file.
bool same_file(const std::string& a, const std::string& b);
bool is_directory(const std::string& path);
// True for what exists and is no regular file: /dev/null, a FIFO.
bool is_device(const std::string& path);
// Removes outputs that an earlier run wrote beside `path`, recognised by the diff's header. True when some
// went.
bool remove_stale_outputs(const std::string& path);
// Refuses to write `text` to PATH.optimized where that, or `diff`, is a file that no earlier run wrote: ours
// has the diff that belongs to it, or holds the same text.
Expected<bool> check_outputs(const std::string& path, const std::string& diff, std::string_view text);

// Absolute path without symbolic links, "" when there is none.
std::string real_path(const std::string& path);
bool is_within(std::string_view path, std::string_view directory);
// "." for a bare name.
std::string parent_of(const std::string& path);
std::string_view name_of(std::string_view path);

}  // namespace dockhone::app
