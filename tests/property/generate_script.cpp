#include "generate.h"

namespace dockhone::property {

namespace {

class Script {
 public:
  Script(Random& random, char escape) : random_(random), escape_(escape) {}

  std::string list(int depth) {
    std::string out = and_or(depth);
    for (int more = random_.chance(60) ? 0 : random_.between(1, 3); more > 0; --more) {
      out += separator() + and_or(depth);
    }
    if (random_.chance(3)) out += ";";
    if (random_.chance(2)) out += " &";
    return out;
  }

  std::string and_or(int depth) {
    std::string out = pipeline(depth);
    for (int more = random_.chance(45) ? 0 : random_.between(1, 4); more > 0; --more) {
      out += kBreak;
      out += random_.chance(90) ? "&& " : "|| ";
      out += pipeline(depth);
    }
    return out;
  }

  std::string command() {
    if (random_.chance(45)) return package_command();
    if (random_.chance(40)) return stateful();
    std::string out(random_.pick(kPrograms));
    for (int i = random_.between(0, 4); i > 0; --i) out += blank() + word(2);
    if (random_.chance(15)) out += redirect();
    return out;
  }

 private:
  static constexpr std::string_view kPrograms[] = {"make",
                                                   "mkdir -p",
                                                   "touch",
                                                   "echo",
                                                   "printf",
                                                   "true",
                                                   "test -f",
                                                   "curl -fsSL",
                                                   "wget -q",
                                                   "tar xzf",
                                                   "rm -rf",
                                                   "cp -r",
                                                   "chmod",
                                                   "chown -R",
                                                   "mv",
                                                   "ln -s",
                                                   "sed -i",
                                                   "useradd",
                                                   "install",
                                                   "git clone",
                                                   "go build",
                                                   "cargo build --release",
                                                   "npm run build",
                                                   "python3 -m venv",
                                                   "./configure",
                                                   "cmake",
                                                   "unzip",
                                                   "find /srv -name",
                                                   "xargs rm",
                                                   "false",
                                                   ":",
                                                   "test -d",
                                                   "[ -e /etc/passwd ] #"};
  static constexpr std::string_view kPlain[] = {"/srv/app",
                                                "data",
                                                "file.txt",
                                                "--verbose",
                                                "-x",
                                                "x",
                                                "requirements.txt",
                                                "https://example.org/a.tar.gz",
                                                "/etc/app.conf",
                                                "a=b",
                                                "--opt=1",
                                                "0755",
                                                "app:app",
                                                "/tmp/x",
                                                ".",
                                                "..",
                                                "-",
                                                "--",
                                                "äö",
                                                "100%",
                                                "a,b",
                                                "x@1.2",
                                                "if",
                                                "done",
                                                "{",
                                                "}"};
  static constexpr std::string_view kNames[] = {"HOME", "PATH", "APP_HOME", "VERSION", "X", "DEBIAN_FRONTEND",
                                                "1",    "@",    "?",        "LINENO",  "_", "-"};
  static constexpr std::string_view kPackages[] = {
      "curl", "git", "libpq-dev", "ca-certificates", "build-essential", "python3=3.11.*", "nginx"};

  std::string blank() {
    return random_.chance(30)   ? std::string(1, kBreak)
           : random_.chance(90) ? " "
           : random_.chance(50) ? "  "
                                : "\t";
  }

  std::string separator() { return random_.chance(50) ? std::string(";") + kBreak : "; "; }

  std::string redirect() {
    static constexpr std::string_view kRedirects[] = {
        " > /dev/null",  " >> /etc/hosts",       " 2>&1", " > /srv/log 2>&1", " < /etc/passwd",
        " &> /dev/null", " >/etc/profile.d/x.sh"};
    return std::string(random_.pick(kRedirects));
  }

  std::string packages() {
    std::string out;
    for (int i = random_.between(1, 3); i > 0; --i) out += blank() + std::string(random_.pick(kPackages));
    return out;
  }

  std::string package_command() {
    static constexpr std::string_view kManagers[] = {"apt-get install -y --no-install-recommends",
                                                     "apt-get install -y",
                                                     "apk add --no-cache",
                                                     "apk add",
                                                     "yum install -y",
                                                     "dnf -y install",
                                                     "pip install",
                                                     "pip3 install --no-cache-dir",
                                                     "npm install -g",
                                                     "gem install",
                                                     "apt install -y",
                                                     "DEBIAN_FRONTEND=noninteractive apt-get -yq install",
                                                     "sudo apt-get install -y",
                                                     "microdnf install"};
    static constexpr std::string_view kWhole[] = {"apt-get update",
                                                  "apt-get update -qq",
                                                  "apt-get clean",
                                                  "rm -rf /var/lib/apt/lists/*",
                                                  "yum clean all",
                                                  "npm ci",
                                                  "npm install",
                                                  "apk update",
                                                  "pip install --upgrade pip",
                                                  "npm cache clean --force",
                                                  "apt-get -y upgrade",
                                                  "pip install -r requirements.txt",
                                                  "bundle install",
                                                  "service nginx start",
                                                  "rm -f /bin/sh && ln -s /bin/bash /bin/sh",
                                                  "gpg --keyserver example.org --recv-keys 0xAB",
                                                  "npm install -g npm@latest",
                                                  "ldconfig"};
    if (random_.chance(45)) return std::string(random_.pick(kWhole));
    return std::string(random_.pick(kManagers)) + packages();
  }

  std::string stateful() {
    static constexpr std::string_view kCommands[] = {"cd /srv/app",
                                                     "cd",
                                                     "export X=1",
                                                     "X=1",
                                                     "umask 022",
                                                     "set -e",
                                                     "set -ex",
                                                     "set -eux",
                                                     "set -o pipefail",
                                                     "trap 'rm -f x' EXIT",
                                                     "exit 0",
                                                     "exit 1",
                                                     "eval x",
                                                     ". /etc/profile",
                                                     "source ./env",
                                                     "unset X",
                                                     "set +e",
                                                     "set -- a b",
                                                     "readonly Y=2",
                                                     "alias ll=ls",
                                                     "shift",
                                                     "exec true",
                                                     "ulimit -n 100",
                                                     "pushd /srv",
                                                     "shopt -s globstar",
                                                     "return 0",
                                                     "kill $$",
                                                     "wait",
                                                     "hash -r",
                                                     "read x",
                                                     "local x=1",
                                                     "cd /tmp/x && make",
                                                     "type x",
                                                     "command -v x",
                                                     "wait $!",
                                                     "sleep 1 &",
                                                     "cd $(mktemp -d)",
                                                     "rmdir .",
                                                     "X=$(date)",
                                                     ": ${X:=1}",
                                                     "let x=1",
                                                     "((x=1))",
                                                     "set -u"};
    return std::string(random_.pick(kCommands));
  }

  std::string pipeline(int depth) {
    std::string out = random_.chance(3) ? "! " : random_.chance(1) ? "time " : "";
    out += depth > 0 && random_.chance(12) ? compound(depth - 1) : command();
    if (random_.chance(12)) out += std::string(1, kBreak) + "| " + command();
    return out;
  }

  std::string compound(int depth) {
    auto body = [&] { return list_without_end(depth); };
    switch (random_.below(9)) {
      case 0:
        return "( " + body() + " )";
      case 1:
        return "{ " + body() + "; }";
      case 2:
        return "if " + command() + ";" + kBreak + "then " + body() +
               (random_.chance(40) ? "; else " + body() : "") + "; fi";
      case 3:
        return "for x in" + blank() + word(1) + blank() + word(1) + ";" + kBreak + "do " + body() + "; done";
      case 4:
        return "while " + command() + "; do " + body() + ";" + kBreak + "done";
      case 5:
        return "case \"$X\" in a|b) " + body() + ";;" + kBreak + "*) true ;; esac";
      case 6:
        return "f() { " + body() + "; }";
      case 7:
        return "[[ -n $X && $Y == a* ]]";
      default:
        return "until " + command() + "; do " + body() + "; done";
    }
  }

  std::string list_without_end(int depth) {
    std::string out = and_or(depth);
    if (random_.chance(30)) out += "; " + and_or(depth);
    return out;
  }

  std::string word(int depth) {
    switch (random_.below(22)) {
      case 0:
        return "'it is'";
      case 1:
        return "'a  b # c'";
      case 2:
        return "\"a $X  b\"";
      case 3:
        return "\"${VERSION:-1.0}\"";
      case 4:
        return "${" + std::string(random_.pick(kNames)) + "}";
      case 5:
        return "$" + std::string(random_.pick(kNames));
      case 6:
        return depth > 0 ? "$(" + flat(command()) + ")" : "$(id)";
      case 7:
        return escape_ == '`' ? "`" : "`uname -m`";
      case 8:
        return "*.txt";
      case 9:
        return "~/x";
      case 10:
        return "a\\ b";
      case 11:
        return "$((1 + 2))";
      case 12:
        return "{a,b}";
      case 13:
        return "\"$(cat \"x y\")\"";
      case 14:
        return "\"\"";
      case 15:
        return "a#b";
      case 16:
        return random_.chance(30) ? "# comment" : "\\#";
      default:
        return std::string(random_.pick(kPlain));
    }
  }

  // Inside of a substitution nothing is broken: quotes may stand around it.
  static std::string flat(std::string text) {
    for (char& c : text) {
      if (c == kBreak) c = ' ';
    }
    return text;
  }

  Random& random_;
  char escape_;
};

}  // namespace

std::string generate_script(Random& random, char escape) {
  Script script(random, escape);
  return random.chance(25) ? script.list(2) : random.chance(60) ? script.and_or(1) : script.command();
}

std::string generate_command(Random& random) { return Script(random, '\\').command(); }

}  // namespace dockhone::property
