#include "transforms/pipeline.h"

namespace dockhone::transforms {

rewrite::Pipeline pipeline() { return {}; }

}  // namespace dockhone::transforms
