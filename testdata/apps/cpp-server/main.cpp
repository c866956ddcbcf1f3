// Counter answers /length/WORD with the length of the word, and / with a page that it reads from the file system.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <string>

#include "request.h"

namespace {

constexpr int kPort = 8081;
const std::string kPrefix = "/length/";

std::string response(int status, const std::string& type, const std::string& body) {
  return fmt::format("HTTP/1.0 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n{}", status == 200 ? "200 OK" : "404 Not Found", type,
                     body.size(), body);
}

std::string answer(const std::string& path) {
  if (path.rfind(kPrefix, 0) == 0) {
    const std::string word = path.substr(kPrefix.size());
    return response(200, "text/plain", fmt::format("{} has {} letters\n", word, word.size()));
  }
  const std::string page = path == "/" ? contents("public/index.html") : std::string();
  return page.empty() ? response(404, "text/plain", "not found\n") : response(200, "text/html", page);
}

void serve(int client) {
  char buffer[4096];
  const ssize_t length = read(client, buffer, sizeof buffer);
  if (length > 0) {
    const std::string text = answer(path_of(std::string(buffer, static_cast<std::size_t>(length))));
    if (write(client, text.data(), text.size()) < 0) std::perror("write");
  }
  close(client);
}

}  // namespace

int main() {
  std::signal(SIGTERM, [](int) { _exit(0); });
  std::signal(SIGPIPE, SIG_IGN);
  const int server = socket(AF_INET, SOCK_STREAM, 0);
  const int yes = 1;
  setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_ANY);
  address.sin_port = htons(kPort);
  if (bind(server, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || listen(server, 16) != 0) {
    std::perror("counter");
    return 1;
  }
  for (;;) serve(accept(server, nullptr, nullptr));
}
