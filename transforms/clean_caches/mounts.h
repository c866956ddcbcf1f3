// style: mounts. Caches in a mount of the builder instead of the image.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cleaner.h"
#include "dockhone/rewrite/pass.h"
#include "tail.h"

namespace dockhone::transforms::clean_caches {

// A cache that does its work from a mount: what is in it is fetched again where it is missing.
struct Mount {
  Cleaner cleaner;
  std::string_view target;
  std::string_view off;  // the option that keeps the cache from being used
};

// Defined by the generated table.
std::span<const Mount> mounts();

// Is the target where the RUN's user has this cache?
bool is_at_home(const model::BuildModel& model, std::size_t run, const Mount& mount);
// Takes out what would empty the mount, or keep it from being used. False where that cannot be taken out.
bool keep_cache(const model::BuildModel& model, std::size_t run, const Mount& mount, rewrite::Draft& draft);
// Writes the flags.
rewrite::Edit add_mounts(const model::BuildModel& model, std::size_t run,
                         const std::vector<const Mount*>& wanted);

}  // namespace dockhone::transforms::clean_caches
