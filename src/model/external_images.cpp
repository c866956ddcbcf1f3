// Which images a build starts from or copies from.
#include <algorithm>

#include "dockhone/model/build.h"
#include "dockhone/model/mounts.h"
#include "resolve.h"

namespace dockhone::model {

std::vector<image::ImageRef> external_images(const BuildModel& model) {
  std::vector<image::ImageRef> images;
  auto add = [&](const BaseRef& base) {
    if (base.kind != BaseRef::Kind::kImage || !base.image) return;
    bool known = std::any_of(images.begin(), images.end(), [&](const image::ImageRef& one) {
      return one.digest == base.image->digest && image::canonical(one) == image::canonical(*base.image);
    });
    if (!known) images.push_back(*base.image);
  };
  for (const Stage& stage : model.stages()) {
    add(stage.base);
    for (std::size_t i = stage.from; i < stage.end; ++i) {
      for (const syntax::Flag& flag : model.document().instructions()[i].flags) {
        if (flag.name == "from") add(model.resolve(flag.value));
        if (flag.name != "mount") continue;
        if (std::string_view from = mount_from(flag.value); !from.empty()) add(model.resolve(from));
      }
    }
  }
  return images;
}

}  // namespace dockhone::model
