#include "dockhone/prove/bisect.h"

#include <algorithm>
#include <map>

namespace dockhone::prove {

namespace {

using Ids = std::vector<std::string>;

class Search {
 public:
  explicit Search(const Fails& fails) : fails_(fails) {}

  bool fails(const Ids& applied) {
    if (applied.empty()) return false;
    auto [at, fresh] = asked_.try_emplace(applied, false);
    if (fresh) at->second = fails_(applied);
    return at->second;
  }

  Ids smallest(Ids ids) {
    std::size_t parts = 2;
    while (ids.size() > 1) {
      parts = std::min(parts, ids.size());
      if (!reduce(ids, parts)) {
        if (parts == ids.size()) break;
        parts *= 2;
      }
    }
    return ids;
  }

 private:
  bool reduce(Ids& ids, std::size_t& parts) {
    auto bound = [&](std::size_t part) { return static_cast<std::ptrdiff_t>(part * ids.size() / parts); };
    for (std::size_t part = 0; part < parts; ++part) {
      Ids only(ids.begin() + bound(part), ids.begin() + bound(part + 1));
      if (only.size() < ids.size() && fails(only)) {
        ids = std::move(only);
        parts = 2;
        return true;
      }
    }
    for (std::size_t part = 0; part < parts && parts > 2; ++part) {
      Ids rest(ids.begin(), ids.begin() + bound(part));
      rest.insert(rest.end(), ids.begin() + bound(part + 1), ids.end());
      if (fails(rest)) {
        ids = std::move(rest);
        parts = std::max<std::size_t>(parts - 1, 2);
        return true;
      }
    }
    return false;
  }

  const Fails& fails_;
  std::map<Ids, bool> asked_;
};

}  // namespace

std::vector<std::string> smallest_failing(std::vector<std::string> ids, const Fails& fails) {
  return Search(fails).smallest(std::move(ids));
}

}  // namespace dockhone::prove
