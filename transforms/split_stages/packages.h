// What of the packages that a stage installs its process needs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "transforms/split_stages/surroundings.h"

namespace dockhone::transforms::split_stages {

struct Packages {
  std::string_view manager;          // apt or apk; "" where nothing is installed
  std::vector<std::string> kept;     // for the runtime stage, with version where written
  std::vector<std::string> dropped;  // that were still there in the end
  bool leaner = false;               // of these, one is for the build alone
  bool left_in_layers = false;       // a later RUN removes what an earlier one installed
  std::vector<std::string> told;     // "libssl3 for libssl-dev"
  bool no_recommends = true;         // every install of apt left the recommended packages out
  bool no_frontend = false;          // an install had DEBIAN_FRONTEND=noninteractive
  bool upgrades = false;
  std::string
      odd_source;  // why packages come from elsewhere than the base image's own sources; "": they do not
  // Does one that is kept have the program?
  bool have(std::string_view program) const;
  std::vector<std::pair<std::size_t, std::uint32_t>>
      calls;  // instruction and command that are dealt with here
};

tl::expected<Packages, Decline> packages_of(const model::BuildModel& model, const model::Stage& stage,
                                            Surroundings& surroundings, const Bases& bases);

// RUN that installs what is kept, without final line end; "" where nothing is.
std::string install_text(const Packages& packages, const image::SystemRelease& release);

}  // namespace dockhone::transforms::split_stages
