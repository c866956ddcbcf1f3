// Standard output and standard error.
#pragma once

#include <mutex>
#include <string>
#include <string_view>

#include "options.h"

namespace dockhone::app {

// Writes in the order of the calls. A reader that goes away (`| head`) ends output without an error.
class Terminal {
 public:
  explicit Terminal(Color color);
  ~Terminal() { flush(); }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  void out(std::string_view text);
  void err(std::string_view text);
  void flush();

  bool out_color() const { return out_color_; }
  bool err_color() const { return err_color_; }
  bool out_is_terminal() const { return out_is_terminal_; }
  std::size_t width() const { return width_; }
  // An error number when standard output could not be written (a full disk), else 0.
  int error() const { return error_; }

 private:
  bool put(int fd, std::string_view text);

  std::string pending_;
  bool out_is_terminal_ = false;
  bool out_color_ = false;
  bool err_color_ = false;
  bool closed_ = false;
  std::size_t width_ = 100;
  int error_ = 0;
};

}  // namespace dockhone::app
