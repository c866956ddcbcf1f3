// Counts, over the Dockerfiles named on standard input, the simple commands in RUN whose effects are known.
//
// Out, one line each, tab-separated:
//   total COMMANDS          known NUMBER       by-definition NUMBER     bounded NUMBER     instructions
//   NUMBER KNOWN command NAME ALL KNOWN CONVENTION why NUMBER TEXT
#include <algorithm>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "files.h"

namespace {

using namespace dockhone;

struct Count {
  long all = 0;
  long known = 0;
  long convention = 0;
};

struct Counts {
  Count total;
  long unbounded = 0;  // known, and a path among its effects is not
  long runs = 0;
  long known_runs = 0;
  std::map<std::string, Count> by_program;
  std::map<std::string, long> why;
};

void add(const model::Effects& effects, Counts& counts) {
  ++counts.runs;
  counts.known_runs += effects.known();
  std::vector<bool> unbounded(effects.commands.size());
  for (const model::PathEffect& path : effects.paths) {
    bool vague = path.extent == model::Extent::kUnknown || !path.path.starts_with('/');
    if (path.command < unbounded.size() && vague && path.place == model::Place::kImage)
      unbounded[path.command] = true;
  }
  for (std::size_t i = 0; i < effects.commands.size(); ++i) {
    const model::CommandEffect& command = effects.commands[i];
    Count& program = counts.by_program[command.program.empty() ? "(other)" : std::string(command.program)];
    for (Count* count : {&counts.total, &program}) {
      ++count->all;
      count->known += command.unknown == 0;
      count->convention += command.unknown == 0 && command.convention;
    }
    counts.unbounded += command.unknown == 0 && unbounded[i];
    if (command.unknown != 0) ++counts.why[command.why];
  }
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  Counts counts;
  corpus::for_each_model(std::cin, [&](const std::string&, const model::BuildModel& model) {
    corpus::for_each_run(model, [&](std::size_t run) { add(model.effects(run), counts); });
  });
  std::cout << "total\t" << counts.total.all << "\nknown\t" << counts.total.known << "\nby-definition\t"
            << counts.total.known - counts.total.convention << "\nbounded\t"
            << counts.total.known - counts.unbounded << "\ninstructions\t" << counts.runs << '\t'
            << counts.known_runs << '\n';
  for (const auto& [name, count] : counts.by_program) {
    std::cout << "command\t" << name << '\t' << count.all << '\t' << count.known << '\t' << count.convention
              << '\n';
  }
  std::vector<std::pair<long, std::string>> why;
  for (const auto& [text, number] : counts.why) why.emplace_back(number, text);
  std::sort(why.rbegin(), why.rend());
  for (std::size_t i = 0; i < why.size() && i < 300; ++i)
    std::cout << "why\t" << why[i].first << '\t' << why[i].second << '\n';
}
