// What to do with one image reference, by lock, registry and catalogs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/image/reference.h"
#include "dockhone/rewrite/pass.h"

namespace dockhone::transforms::pin_base {

struct Decline {
  std::string_view reason;
  std::string why;
};

// What becomes of one reference: nothing (no tag, no decline), a tag, or the reason why not.
struct Verdict {
  std::string tag;
  std::string digest;    // written behind the tag; "": the tag alone
  bool of_linux = true;  // the facts are those of the Linux image alone
  bool ask = false;      // it depends on what the image is, which can be asked for
  std::string why;
  std::vector<std::string> evidence;
  std::optional<Decline> decline;

  std::string text() const { return digest.empty() ? tag : tag + '@' + digest; }
};

// The option `pin`: how much of what moves is pinned.
enum class Wanted { kLatest, kFloating, kAll };

Wanted wanted(const rewrite::Facts& facts);

// `name`: registry and repository as written.
Verdict judge(const image::ImageRef& ref, std::string_view name, const rewrite::Facts& facts);

}  // namespace dockhone::transforms::pin_base
