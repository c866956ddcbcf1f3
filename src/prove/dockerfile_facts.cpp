#include "dockerfile_facts.h"

#include "dockhone/base/path.h"
#include "dockhone/model/build.h"

namespace dockhone::prove {

using syntax::Keyword;

std::set<std::string, std::less<>> variables_of(const std::string& text) {
  std::set<std::string, std::less<>> out;
  auto document = syntax::Document::parse(text);
  if (!document) return out;
  for (const syntax::Instruction& each : document->instructions()) {
    if (each.keyword != Keyword::kEnv) continue;
    for (const syntax::KeyValue& pair : each.pairs) out.emplace(pair.key_text);
  }
  return out;
}

std::string base_of(const std::string& text) {
  auto document = syntax::Document::parse(text);
  if (!document) return {};
  model::BuildModel model(*document);
  if (model.stages().empty()) return {};
  const model::BaseRef& base = model.base_under(model.stages().size() - 1);
  return base.image ? base.image->registry + '/' + base.image->repository + ':' + base.image->tag
                    : std::string("scratch");
}

std::vector<std::string> artifacts_of(const std::string& text) {
  std::vector<std::string> out;
  auto document = syntax::Document::parse(text);
  if (!document) return out;
  model::BuildModel model(*document);
  if (model.stages().empty()) return out;
  const model::Stage& stage = model.stages().back();
  for (std::size_t i = stage.from + 1; i < stage.end; ++i) {
    const syntax::Instruction& copy = document->instructions()[i];
    if (copy.keyword != Keyword::kCopy || copy.flag("from") == nullptr || copy.args.size() != 2) continue;
    std::string path = normal_path(copy.args[1].value);
    if (path == normal_path(copy.args[0].value) && path.starts_with('/') && path != "/") out.push_back(path);
  }
  return out;
}

}  // namespace dockhone::prove
