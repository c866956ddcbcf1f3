// Other programs: started without a shell, with a limit of time, ended together with all that they started.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dockhone::prove {

struct Child {
  std::vector<std::string> words;        // the program, looked for in PATH, and its arguments
  std::vector<std::string> environment;  // NAME=value, beside that of this process
  double seconds = 0;                    // limit; 0: none
  std::string log;                       // both outputs go to this file as well; "": to none
  // Called with each piece of both outputs as it comes.
  std::function<void(std::string_view)> echo = {};
};

struct Ended {
  int status = -1;           // exit status; 128 + N after signal N; 127: not started
  bool timed_out = false;    // and was ended
  bool interrupted = false;  // this process was told to stop
  double seconds = 0;
  std::string out;  // standard output, at most 1 MiB
  std::string err;
  bool ok() const { return status == 0 && !timed_out && !interrupted; }
};

// Ended by SIGTERM, and SIGKILL ten seconds later, when time is up or interrupted() says so.
Ended run(const Child& child);

// INT, TERM and HUP set a flag instead of ending the process, as long as this lives.
class Interruptible {
 public:
  Interruptible();
  ~Interruptible();
  Interruptible(const Interruptible&) = delete;
  Interruptible& operator=(const Interruptible&) = delete;
};
// The signal that came; 0: none.
int interrupted();
// Goes on in spite of it, to clean up; gives back the signal.
int take_interruption();

}  // namespace dockhone::prove
