#include "request.h"

#include <fstream>
#include <sstream>

std::string path_of(const std::string& request) {
  std::istringstream words(request);
  std::string method, path;
  words >> method >> path;
  return method == "GET" ? path : std::string();
}

std::string contents(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}
