// A server that a test talks to: a program that prints its port, and ends with its standard input.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

extern char** environ;

namespace dockhone::registry {

namespace fs = std::filesystem;

class Peer {
 public:
  explicit Peer(std::vector<std::string> arguments) {
    std::array<int, 2> in{}, out{};
    if (pipe2(in.data(), O_CLOEXEC) != 0 || pipe2(out.data(), O_CLOEXEC) != 0) return;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], 0);
    posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    if (posix_spawnp(&child_, argv[0], &actions, nullptr, argv.data(), environ) != 0) child_ = -1;
    posix_spawn_file_actions_destroy(&actions);
    close(in[0]);
    close(out[1]);
    input_ = in[1];
    for (char c = 0; read(out[0], &c, 1) == 1 && c != '\n';) port_ += c;
    close(out[0]);
  }
  Peer(const Peer&) = delete;
  ~Peer() {
    if (input_ >= 0) close(input_);
    int status = 0;
    if (child_ > 0) waitpid(child_, &status, 0);
  }

  const std::string& port() const { return port_; }  // "" where it did not start

 private:
  pid_t child_ = -1;
  int input_ = -1;
  std::string port_;
};

// A directory of its own, and servers.
class Peers : public ::testing::Test {
 protected:
  Peers() {
    char name[] = "/tmp/dockhone-registry-XXXXXX";
    root_ = fs::canonical(mkdtemp(name));
  }
  ~Peers() override {
    peers_.clear();
    fs::remove_all(root_);
  }

  static std::string script(const std::string& name) { return DOCKHONE_SOURCE "/tests/registry/" + name; }

  // "127.0.0.1:PORT" of a server.py.
  std::string serve(const std::string& log, std::vector<std::string> options = {}) {
    std::vector<std::string> command = {"python3", "-B", script("server.py"), (root_ / log).string()};
    command.insert(command.end(), options.begin(), options.end());
    return start(std::move(command));
  }
  // Of Debian's docker-registry, filled.
  std::string serve_real() {
    fs::create_directory(root_ / "real");
    return start({"python3", "-B", script("real.py"), (root_ / "real").string()});
  }

  struct Seen {
    std::string method, path, host, authorization, accept, body;
  };
  std::vector<Seen> seen(const std::string& log) const {
    std::vector<Seen> all;
    std::ifstream in(root_ / log);
    for (std::string line; std::getline(in, line);) {
      auto value = nlohmann::json::parse(line);
      auto text = [&](const char* key) {
        return value[key].is_string() ? value[key].get<std::string>() : "";
      };
      all.push_back(
          {text("method"), text("path"), text("host"), text("authorization"), text("accept"), text("body")});
    }
    return all;
  }

  void write(const fs::path& name, std::string_view text) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << text;
  }

  fs::path root_;

 private:
  std::string start(std::vector<std::string> command) {
    peers_.push_back(std::make_unique<Peer>(std::move(command)));
    EXPECT_NE(peers_.back()->port(), "") << "the server did not start";
    return "127.0.0.1:" + peers_.back()->port();
  }

  std::vector<std::unique_ptr<Peer>> peers_;
};

}  // namespace dockhone::registry
