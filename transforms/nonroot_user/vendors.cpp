#include "vendors.h"

#include <algorithm>
#include <string>

#include "dockhone/base/contains.h"
#include "transforms/shared/lists.h"
#include "transforms/shared/node.h"

namespace dockhone::transforms::nonroot {

namespace {

std::string name_of(const image::ImageRef& ref) {
  return ref.official().empty() ? ref.registry + '/' + ref.repository : std::string(ref.official());
}

// The number that a tag begins with; `none` where it begins with none.
int major_of(std::string_view tag, int none) {
  auto end = std::min(tag.find_first_not_of("0123456789"), tag.size());
  if (end == 0 || end > 4) return none;
  int value = 0;
  for (char c : tag.substr(0, end)) value = value * 10 + (c - '0');
  return value;
}

constexpr int kNewest = 9999;
// The first with a user: node got it during 2016, and the tags of then did not all have it; .NET with 8.0,
// together with another port.
constexpr int kNodeWithUser = 8;
constexpr int kDotnetWithUser = 8;

bool is_dotnet(const image::ImageRef& ref) {
  return ref.registry == "mcr.microsoft.com" && ref.repository.starts_with("dotnet/");
}

}  // namespace

bool is_distroless(const image::ImageRef& ref) {
  return ref.registry == "gcr.io" && ref.repository.starts_with("distroless/");
}

bool starts_without_root(const image::ImageRef& ref) {
  return contains(ref.tag, "nonroot") ||
         (is_dotnet(ref) && contains_any(ref.tag, {"chiseled", "distroless"}));
}

bool is_vendors_image(const image::ImageRef& ref) {
  return lists::kVendorImages.contains(name_of(ref)) && !contains_any(ref.tag, {"nanoserver", "windows"});
}

bool runs_arguments(const image::ImageRef& ref) { return is_vendors_image(ref); }

std::string_view user_of_image(const image::ImageRef& ref) {
  const Replacement* known = find_replacement(lists::kUsersOfImages, name_of(ref));
  if (known == nullptr) return {};
  int unsaid = ref.digest.empty() ? kNewest : 0;
  if (is_dotnet(ref) && major_of(ref.tag, unsaid) < kDotnetWithUser) return {};
  if (ref.official() == "node" && (!is_node_since(ref, kNodeWithUser) || contains(ref.tag, "wheezy")))
    return {};
  return known->by;
}

int usual_low_port(const image::ImageRef& ref) {
  bool web = is_dotnet(ref) && contains_any(ref.repository, {"aspnet", "sdk"});
  return web && major_of(ref.tag, kNewest) < kDotnetWithUser ? 80 : 0;
}

}  // namespace dockhone::transforms::nonroot
