// For each image reference on standard input, a line with what is known of its release:
//     distribution TAB version TAB codename TAB package manager TAB "moving" or nothing
#include <iostream>
#include <string>

#include "dockhone/image/release.h"

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    dockhone::image::SystemRelease release;
    if (const auto ref = dockhone::image::parse_reference(line))
      release = dockhone::image::system_release(*ref);
    std::cout << name_of(release.distribution) << '\t' << release.version << '\t' << release.codename << '\t'
              << name_of(release.manager) << '\t' << (release.moving ? "moving" : "") << '\n';
  }
}
