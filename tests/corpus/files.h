// What the programs share that read a corpus: the names of Dockerfiles, one a line, on standard input.
#pragma once

#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "dockhone/model/build.h"

namespace dockhone::corpus {

// Calls f(path, model) for each that the parser takes.
template <class F>
void for_each_model(std::istream& names, F f) {
  for (std::string path; std::getline(names, path);) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    auto document = syntax::Document::parse(bytes.str());
    if (document) f(path, model::BuildModel(*document));
  }
}

// Calls f(instruction index) for each RUN whose shell is known.
template <class F>
void for_each_run(const model::BuildModel& model, F f) {
  for (const model::Stage& stage : model.stages()) {
    for (std::size_t i = stage.from; i < stage.end; ++i) {
      bool run = model.document().instructions()[i].keyword == syntax::Keyword::kRun;
      if (run && !model.before(i).shell.dialects.empty()) f(i);
    }
  }
}

}  // namespace dockhone::corpus
