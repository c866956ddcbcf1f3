#include "generate.h"

#include <vector>

namespace dockhone::property {

namespace {

class Writer {
 public:
  explicit Writer(std::uint64_t seed) : random_(seed) {
    newline_ = random_.chance(8) ? "\r\n" : "\n";
    escape_ = random_.chance(6) ? '`' : '\\';
    lower_ = random_.chance(6);
    mixed_ = random_.chance(5);
  }

  std::string file() {
    if (random_.chance(1)) out_ += "\xEF\xBB\xBF";
    directives();
    for (int i = random_.chance(25) ? random_.between(1, 2) : 0; i > 0; --i) line("ARG " + global_argument());
    int stages = random_.chance(60) ? 1 : random_.between(2, 4);
    for (int i = 0; i < stages; ++i) stage();
    if (random_.chance(8) && out_.ends_with(newline_)) out_.resize(out_.size() - newline_.size());
    return out_;
  }

 private:
  void raw(std::string_view text) { (out_ += text) += newline_; }

  // One instruction without continuation; the keyword in the case of the file, or in any.
  void line(std::string text) {
    if (mixed_) lower_ = random_.chance(50);
    bool any = random_.chance(1);
    for (char& c : text) {
      if (c == ' ') break;
      if (lower_ || (any && random_.chance(50))) c = static_cast<char>(c | 0x20);
    }
    if (random_.chance(2)) text = "  " + text;
    if (random_.chance(3)) text += ' ';
    raw(text);
  }

  void directives() {
    static constexpr std::string_view kChecks[] = {
        "# check=skip=JSONArgsRecommended",
        "# check=skip=all",
        "# check=skip=MaintainerDeprecated,StageNameCasing;error=true",
        "#check=error=false",
        "# check=experimental=all",
        "# check=experimental=InvalidDefinitionDescription"};
    if (random_.chance(10)) raw("# syntax=docker/dockerfile:1");
    if (escape_ == '`') raw("# escape=`");
    if (random_.chance(6)) raw(random_.pick(kChecks));
    if (random_.chance(15)) raw("# a comment at the top");
    if (random_.chance(15)) raw("");
  }

  std::string global_argument() {
    static constexpr std::string_view kArguments[] = {"VERSION=latest",
                                                      "BASE=python",
                                                      "BASE=debian:latest",
                                                      "TAG",
                                                      "VERSION=3.14",
                                                      "VERSION=\"latest\"",
                                                      "PLATFORM=linux/amd64",
                                                      "A=1 B=2",
                                                      "BASE=node:${TAG:-latest}"};
    return std::string(random_.pick(kArguments));
  }

  std::string image() {
    static constexpr std::string_view kImages[] = {
        "debian",
        "debian:trixie",
        "python:latest",
        "python",
        "node:22",
        "ubuntu:24.04",
        "alpine",
        "alpine:3.22",
        "scratch",
        "busybox",
        "fedora",
        "golang:latest",
        "example.org:5000/team/app:latest",
        "$BASE",
        "python:$VERSION",
        "${BASE:-debian}",
        "node:${TAG}",
        "redis@sha256:0123456789012345678901234567890123456789012345678901234567890123",
        "mcr.microsoft.com/windows/servercore:ltsc2022",
        "docker.io/library/node",
        "Debian",
        "php:8.4-apache",
        "bash:latest",
        "{{ base }}",
        "\"debian\""};
    if (!stages_.empty() && random_.chance(35)) return stages_[random_.below(stages_.size())];
    return std::string(random_.pick(kImages));
  }

  void stage() {
    static constexpr std::string_view kNames[] = {"build", "base",    "Final",  "test",
                                                  "deps",  "scratch", "context"};
    static constexpr std::string_view kPlatforms[] = {"--platform=linux/amd64 ", "--platform=$BUILDPLATFORM ",
                                                      "--platform=$TARGETPLATFORM ",
                                                      "--platform=${PLATFORM} "};
    if (random_.chance(40)) comment();
    std::string from = "FROM ";
    if (random_.chance(8)) from += random_.pick(kPlatforms);
    from += image();
    if (random_.chance(45)) {
      std::string name(random_.pick(kNames));
      from += (random_.chance(85) == lower_ ? " as " : " AS ") + name;
      stages_.push_back(name);
    }
    line(from);
    for (int steps = random_.between(1, 11); steps > 0; --steps) {
      gap();
      step();
    }
  }

  void gap() {
    if (random_.chance(20)) raw(random_.chance(90) ? "" : "   ");
    if (random_.chance(14)) comment();
    if (random_.chance(4)) raw("");
  }

  void comment() {
    static constexpr std::string_view kComments[] = {"# what comes next",
                                                     "#",
                                                     "#no blank",
                                                     "  # indented",
                                                     "# dockhone: skip=merge-runs  reason",
                                                     "# dockhone: off",
                                                     "# dockhone: on",
                                                     "# dockhone: skip=overridden,env-key-value",
                                                     "# dockhone: skip=merg-runs",
                                                     "# hadolint ignore=DL3008",
                                                     "# hadolint ignore=DL3008,DL3009",
                                                     "# check=skip=JSONArgsRecommended",
                                                     "# a \\",
                                                     "# RUN not run",
                                                     "# äöü",
                                                     "# hadolint global ignore=DL3003"};
    raw(random_.pick(kComments));
  }

  void step() {
    std::size_t dice = random_.below(100);
    if (dice < 52) return run();
    if (dice < 60) return environment();
    if (dice < 66) return copy();
    if (dice < 70) return list("CMD");
    if (dice < 73) return list("ENTRYPOINT");
    if (dice < 76) return label();
    if (dice < 100) return simple();
  }

  void simple() {
    static constexpr std::string_view kLines[] = {"WORKDIR /srv/app",
                                                  "WORKDIR app",
                                                  "WORKDIR $APP_HOME",
                                                  "USER app",
                                                  "USER root",
                                                  "USER 1000:1000",
                                                  "EXPOSE 8080",
                                                  "EXPOSE 80/TCP 443",
                                                  "EXPOSE 127.0.0.1:80:80",
                                                  "VOLUME /data",
                                                  "VOLUME [\"/a\", \"/b\"]",
                                                  "STOPSIGNAL SIGTERM",
                                                  "MAINTAINER Someone <someone@example.org>",
                                                  "MAINTAINER \"A $B \\ c\"",
                                                  "MAINTAINER 'x'",
                                                  "SHELL [\"/bin/bash\", \"-c\"]",
                                                  "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]",
                                                  "SHELL [\"/bin/sh\", \"-ec\"]",
                                                  "SHELL [\"/bin/bash\", \"-lc\"]",
                                                  "SHELL [\"powershell\", \"-command\"]",
                                                  "HEALTHCHECK NONE",
                                                  "HEALTHCHECK CMD curl -f http://localhost/",
                                                  "HEALTHCHECK --interval=5s CMD [\"true\"]",
                                                  "ONBUILD RUN make",
                                                  "ONBUILD COPY . /srv",
                                                  "ONBUILD ENV A b",
                                                  "ONBUILD CMD [\"x\"]",
                                                  "ARG VERSION",
                                                  "ARG X=1",
                                                  "ARG TOKEN=x",
                                                  "ARG API_KEY",
                                                  "ARG BASE",
                                                  "STOPSIGNAL $SIG",
                                                  "USER ${X:-app}",
                                                  "EXPOSE $PORT",
                                                  "ARG A=1 B",
                                                  "ONBUILD HEALTHCHECK NONE"};
    line(std::string(random_.pick(kLines)));
  }

  void environment() {
    static constexpr std::string_view kPairs[] = {"A b",
                                                  "A  b c",
                                                  "A \"b\" c",
                                                  "PATH $PATH:/x",
                                                  "A it's",
                                                  "A b\\ c",
                                                  "A=b",
                                                  "A=b C=d",
                                                  "A=\"b c\" C='d e'",
                                                  "LANG C.UTF-8",
                                                  "PASSWORD secret",
                                                  "A ${B:-c d}",
                                                  "A \"${X}\"",
                                                  "A 'x",
                                                  "A $",
                                                  "K --a=b",
                                                  "A a\"b\"c",
                                                  "APP_HOME /srv/app",
                                                  "A ä ö",
                                                  "Ä b",
                                                  "A {\"a\": 1}",
                                                  "HOME=/root",
                                                  "SECRET_TOKEN=$X",
                                                  "A\tb",
                                                  "A b \\",
                                                  "A ${x",
                                                  "A `b`"};
    std::string pair(random_.pick(kPairs));
    if (pair.ends_with('\\'))
      pair =
          std::string("A b ") + escape_ + newline_ + (random_.chance(30) ? "# note" + newline_ : "") + "  c";
    line("ENV " + pair);
  }

  void label() {
    static constexpr std::string_view kPairs[] = {"a=b",
                                                  "a b c",
                                                  "org.opencontainers.image.authors=\"x\"",
                                                  "a=\"b c\" d=e",
                                                  "version=$VERSION",
                                                  "\"com.example\"=x",
                                                  "description=\"a \\\" b\""};
    line("LABEL " + std::string(random_.pick(kPairs)));
  }

  void copy() {
    static constexpr std::string_view kOperands[] = {". .",
                                                     "requirements.txt .",
                                                     "[\"a b\", \"/c\"]",
                                                     "--chown=app:app . /srv",
                                                     "*.txt /srv/",
                                                     "--link a b",
                                                     "package.json package-lock.json ./",
                                                     "$X /y",
                                                     "--chmod=0755 run.sh /"};
    std::string text = random_.chance(80) ? "COPY " : "ADD ";
    if (text == "COPY " && random_.chance(30)) {
      text += "--from=" +
              (stages_.empty() || random_.chance(40) ? std::string(random_.chance(50) ? "nginx:latest" : "0")
                                                     : stages_[random_.below(stages_.size())]) +
              " ";
      return line(text + "/a /b");
    }
    if (random_.chance(6)) {
      line(text + "<<EOF /etc/file");
      raw("content $X");
      return raw("EOF");
    }
    line(text + std::string(random_.pick(kOperands)));
  }

  void list(std::string keyword) {
    static constexpr std::string_view kArguments[] = {"[\"python\", \"app.py\"]",
                                                      "python app.py",
                                                      "exec \"$@\"",
                                                      "[\"a\", \"b\" ]",
                                                      "['a']",
                                                      "nginx -g 'daemon off;'",
                                                      "[]",
                                                      "[\"sh\",\"-c\",\"x y\"]",
                                                      "cd /srv && ./run"};
    line(keyword + " " + std::string(random_.pick(kArguments)));
  }

  void run() {
    static constexpr std::string_view kFlags[] = {"--mount=type=cache,target=/root/.cache ",
                                                  "--mount=type=bind,from=build,source=/a,target=/b ",
                                                  "--network=none ",
                                                  "--mount=type=tmpfs,target=/tmp ",
                                                  "--security=insecure ",
                                                  "--mount=type=secret,id=x ",
                                                  "--mount=from=python:latest,target=/p "};
    if (mixed_) lower_ = random_.chance(50);
    std::string keyword = lower_ ? "run " : "RUN ";
    if (random_.chance(2)) keyword = "Run  ";
    if (random_.chance(7)) keyword += random_.pick(kFlags);
    if (random_.chance(4)) return raw(keyword + "[\"apt-get\", \"update\"]");
    if (random_.chance(4)) return heredoc(keyword);
    raw(keyword + layout(generate_script(random_, escape_)));
  }

  void heredoc(const std::string& keyword) {
    static constexpr std::string_view kOpenings[] = {
        "<<EOF", "<<-EOF", "<<'EOF'", "cat <<EOF > /etc/x", "<<EOF bash", "python3 <<EOF && echo done"};
    raw(keyword + std::string(random_.pick(kOpenings)));
    for (int i = random_.between(0, 3); i > 0; --i) {
      std::string text = generate_command(random_);
      for (char& c : text) {
        if (c == kBreak) c = ' ';
      }
      raw(text);
    }
    raw(random_.chance(10) ? "# comment" : "x $Y");
    raw("EOF");
  }

  // Turns places where a script may be broken into blanks or continuations, in one style a script.
  std::string layout(const std::string& script) {
    static constexpr std::string_view kIndents[] = {"    ", "  ", "\t", " ", "", "      "};
    std::string indent(random_.pick(kIndents));
    int broken = random_.chance(45) ? 0 : random_.chance(70) ? 90 : 35;
    bool comments = random_.chance(18);
    bool trailing = random_.chance(4);
    std::string out;
    for (char c : script) {
      if (c != kBreak) {
        out += c;
      } else if (!random_.chance(broken)) {
        out += ' ';
      } else {
        out += random_.chance(92) ? " " : indent.empty() ? " " : "";
        out += escape_;
        if (trailing && random_.chance(50)) out += "  ";
        out += newline_;
        if (comments && random_.chance(40)) out += indent + "# part" + newline_;
        if (random_.chance(1)) out += newline_;
        out += indent;
      }
    }
    if (random_.chance(4)) out += " # at the end";
    if (random_.chance(1)) (((out += ' ') += escape_) += newline_) += newline_;
    return out;
  }

  Random random_;
  std::string out_;
  std::string newline_;
  char escape_ = '\\';
  bool lower_ = false;
  bool mixed_ = false;
  std::vector<std::string> stages_;
};

}  // namespace

std::string generate(std::uint64_t seed) { return Writer(seed).file(); }

}  // namespace dockhone::property
