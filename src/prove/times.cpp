#include "times.h"

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "build_log.h"
#include "dockhone/base/path.h"

namespace dockhone::prove {

namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> no_copy(const std::error_code& why) {
  return tl::unexpected<Error>(Error{ErrorKind::kIo,
                                     "the context cannot be copied: " + why.message(),
                                     "free some space there, or set TMPDIR",
                                     {}});
}

// Lines that no build has seen before, as a builder's cache would answer for those of an earlier run: the
// bits of a number, as lines that are empty or a blank.
std::string new_lines() {
  auto now = static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count());
  std::string out;
  for (std::uint64_t number = now ^ (static_cast<std::uint64_t>(::getpid()) << 40); number != 0; number >>= 1)
    out += (number & 1) != 0 ? " \n" : "\n";
  return out;
}

// What is neither directory, file nor link is left out, as builders do.
std::error_code copy_tree(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_directory(to, from, error);
  for (fs::recursive_directory_iterator at(from, error), end; !error && at != end; at.increment(error)) {
    fs::path target = to / at->path().lexically_relative(from);
    fs::file_status status = at->symlink_status(error);
    if (fs::is_directory(status)) {
      fs::create_directory(target, at->path(), error);
    } else if (fs::is_symlink(status)) {
      fs::copy_symlink(at->path(), target, error);
    } else if (fs::is_regular_file(status)) {
      fs::create_hard_link(at->path(), target, error);
      if (error) fs::copy_file(at->path(), target, error);
    }
  }
  return error;
}

std::error_code change(const fs::path& file) {
  std::error_code error;
  fs::path own = file;
  own += ".dockhone";
  fs::copy_file(file, own, error);
  if (!error) fs::rename(own, file, error);  // the link to the user's file goes
  if (error) return error;
  std::ofstream out(file, std::ios::binary | std::ios::app);
  out << new_lines();
  out.close();
  return out ? error : std::make_error_code(std::errc::no_space_on_device);
}

}  // namespace

std::string why_not_touched(const std::string& context, const std::string& touch) {
  std::error_code error;
  fs::path inside = fs::path(touch).lexically_normal();
  if (inside.is_absolute() || inside.empty() || *inside.begin() == "..")
    return "it has to be a path below the build context";
  fs::path at = context;
  for (const fs::path& part : inside) {
    at /= part;
    if (fs::is_symlink(fs::symlink_status(at, error))) return "it is a symbolic link";
  }
  return fs::is_regular_file(at, error) ? "" : "there is no such file in " + context;
}

Result<Times> measure_times(const Builder& builder, const Workspace& workspace, const BuildRequest& build,
                            const std::string& tag, const std::string& touch) {
  Times out;
  BuildRequest anew = build;
  anew.cached = false;
  auto seconds = [&](double& into) -> std::optional<Error> {
    Ended ended = builder.build(anew, tag);
    into = ended.seconds;
    if (ended.ok()) return std::nullopt;
    return Error{
        ErrorKind::kIo, "this build failed: " + last_line(ended.err.empty() ? ended.out : ended.err), {}, {}};
  };
  if (auto error = seconds(out.cold)) return tl::unexpected<Error>(std::move(*error));
  anew.cached = true;
  anew.context = workspace.path() + "/touched";
  workspace.remove("touched");
  std::error_code error = copy_tree(build.context, anew.context);
  if (!error) error = change(fs::path(anew.context) / touch);
  if (error) return no_copy(error);
  auto failed = seconds(out.rebuild);
  workspace.remove("touched");
  if (failed) return tl::unexpected<Error>(std::move(*failed));
  return out;
}

}  // namespace dockhone::prove
