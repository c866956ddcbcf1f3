// Build-time program: transforms/knowledge/lifecycle/*.yaml -> the tables that lifecycle_tables.h declares.
#include <map>
#include <string>

#include "dockhone/base/generator.h"

namespace {

using namespace dockhone::generator;

struct Tables {
  Constants constants;
  std::map<std::string, std::string> products;  // by name: the constant
  std::map<std::string, std::string> images, distributions;
};

std::string read_cycle(const std::string& file, const YAML::Node& node) {
  std::map<std::string, std::string> fields{{"cycle", ""}, {"ends", ""}, {"extended", ""}};
  for (const auto& field : node) {
    auto found = fields.find(field.first.as<std::string>());
    if (found == fields.end()) unknown_key(file, field.first);
    found->second = field.second.as<std::string>();
    if (found->first != "cycle" && found->second.size() != 10)
      fail(file, field.second.Mark(), "expected a day: 2026-08-22");
  }
  if (fields["cycle"].empty()) fail(file, node.Mark(), "an entry wants a 'cycle'");
  return '{' + literal(fields["cycle"]) + ", " + literal(fields["ends"]) + ", " +
         literal(fields["extended"]) + "}, ";
}

void read(const std::string& file, const YAML::Node& root, Tables& tables) {
  for (const auto& group : root) {
    auto key = group.first.as<std::string>();
    if (key != "cycles" && key != "images" && key != "distributions") unknown_key(file, group.first);
    for (const auto& pair : group.second) {
      auto name = pair.first.as<std::string>();
      if (key != "cycles") {
        auto product = pair.second.as<std::string>();
        if (!tables.products.contains(product))
          fail(file, pair.second.Mark(), "no product '" + product + "' in cycles.yaml");
        (key == "images" ? tables.images : tables.distributions)[name] = product;
        continue;
      }
      std::string cycles;
      for (const auto& cycle : pair.second) cycles += read_cycle(file, cycle);
      auto list = tables.constants.array("Cycle", cycles);
      tables.products[name] = tables.constants.define("Product", "{" + literal(name) + ", " + list + "}");
    }
  }
}

void write(std::ostream& out, const Tables& tables) {
  out << "#include \"dockhone/image/lifecycle_tables.h\"\n\nnamespace dockhone::image::tables {\nnamespace "
         "{\n\n"
      << tables.constants.definitions() << "\nconstexpr ImageProduct kImages[] = {\n";
  for (const auto& [image, product] : tables.images)
    out << "    {" << literal(image) << ", &" << tables.products.at(product) << "},\n";
  out << "};\n\nconstexpr DistributionProduct kDistributions[] = {\n";
  for (const auto& [distribution, product] : tables.distributions)
    out << "    {" << enumerator("Distribution", distribution) << ", &" << tables.products.at(product)
        << "},\n";
  out << "};\n\n}  // namespace\n\nstd::span<const ImageProduct> image_products() { return kImages; }\n"
         "std::span<const DistributionProduct> distribution_products() { return kDistributions; }\n\n"
         "}  // namespace dockhone::image::tables\n";
}

}  // namespace

int main(int argc, char** argv) { return run<Tables>(argc, argv, read, write); }
