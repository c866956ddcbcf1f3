#include "dockhone/base/module.h"

#include <dlfcn.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <vector>

namespace dockhone {

namespace {

// Where the module may be, in order.
std::vector<std::string> places(const std::string& name) {
  std::array<char, PATH_MAX> buffer{};
  const auto size = ::readlink("/proc/self/exe", buffer.data(), buffer.size());
  if (size <= 0) return {};
  std::string directory(buffer.data(), static_cast<std::size_t>(size));
  directory.resize(directory.rfind('/') + 1);
  return {directory + name, directory + "../" DOCKHONE_LIBDIR "/dockhone/" + name};
}

}  // namespace

Result<void*> open_module(const std::string& name, const char* entry, const std::string& path,
                          std::string_view purpose) {
  std::string broken;
  for (const auto& candidate : path.empty() ? places(name) : std::vector<std::string>{path}) {
    if (::access(candidate.c_str(), R_OK) != 0) continue;
    void* module = ::dlopen(candidate.c_str(), RTLD_NOW | RTLD_LOCAL);
    void* found = module == nullptr ? nullptr : ::dlsym(module, entry);
    if (found != nullptr) return found;
    const char* why = ::dlerror();
    broken = why == nullptr ? candidate : why;
  }
  std::string message = std::string(purpose) + ": " + (broken.empty() ? name + " is missing" : broken);
  std::string help =
      broken.empty()
          ? "install it beside the program, or in its prefix as " DOCKHONE_LIBDIR "/dockhone/" + name
          : std::string();
  return tl::unexpected<Error>(Error{ErrorKind::kIo, std::move(message), std::move(help), {}});
}

}  // namespace dockhone
