// syntax_speed ROUNDS < list-of-file-names: time of Document::parse, files already in memory.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "dockhone/syntax/document.h"

int main(int argc, char** argv) {
  int rounds = argc > 1 ? std::atoi(argv[1]) : 1;
  std::vector<std::string> texts;
  std::size_t bytes = 0;
  for (std::string name; std::getline(std::cin, name);) {
    std::ifstream in(name, std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    bytes += texts.back().size();
  }
  std::chrono::nanoseconds best = std::chrono::nanoseconds::max();
  std::size_t instructions = 0;
  for (int round = 0; round < rounds; ++round) {
    std::vector<std::string> copies = texts;
    auto begin = std::chrono::steady_clock::now();
    for (std::string& text : copies) {
      auto document = dockhone::syntax::Document::parse(std::move(text));
      if (document) instructions += document->instructions().size();
    }
    best = std::min<std::chrono::nanoseconds>(best, std::chrono::steady_clock::now() - begin);
  }
  auto count = static_cast<double>(best.count());
  std::printf("%zu files, %zu bytes, %.3f us/file, %.0f MB/s (%zu)\n", texts.size(), bytes,
              count / 1000 / static_cast<double>(texts.size()), static_cast<double>(bytes) * 1000 / count,
              instructions);
  return 0;
}
