// syntax_speed ROUNDS < list-of-file-names: time of Document::parse, files already in memory.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "dockhone/syntax/document.h"

// Time of this thread on a processor, so that other work on the machine does not count.
static std::chrono::nanoseconds processor_time() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

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
    auto begin = processor_time();
    for (std::string& text : copies) {
      auto document = dockhone::syntax::Document::parse(std::move(text));
      if (document) instructions += document->instructions().size();
    }
    best = std::min(best, processor_time() - begin);
  }
  auto count = static_cast<double>(best.count());
  std::printf("%zu files, %zu bytes, %.3f us/file, %.0f MB/s (%zu)\n", texts.size(), bytes,
              count / 1000 / static_cast<double>(texts.size()), static_cast<double>(bytes) * 1000 / count,
              instructions);
  return 0;
}
