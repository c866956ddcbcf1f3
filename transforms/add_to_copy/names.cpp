#include <algorithm>
#include <array>
#include <string>

#include "source.h"

namespace dockhone::transforms::add_to_copy {

namespace {

// Sorted. An allow-list: what is missing here is unknown. Left out on purpose: apk, gem, box, ova (tar
// inside), dump (pg_dump writes tar), db (package managers call tar files so), phar (may be tar), img, bin,
// run, bak.
// clang-format off
constexpr auto kExtensions = std::to_array<std::string_view>({
    "adoc", "asc", "avsc", "awk", "babelrc", "bash", "bash_aliases", "bash_history", "bash_profile", "bashrc",
    "bat", "bib", "bmp", "bowerrc", "c", "cabal", "cc", "cer", "cf", "cfg", "cjs", "class", "cli", "clj",
    "cljs", "cmd", "cnf", "coffee", "conf", "config", "cpp", "cron", "crontab", "crt", "cs", "csh", "csproj",
    "csr", "css", "csv", "ctmpl", "curlrc", "cxx", "dart", "deb", "der", "desktop", "diff", "dll",
    "dockerignore", "dtd", "ear", "editorconfig", "edn", "ejs", "el", "env", "eot", "erb", "erl", "eslintrc",
    "ex", "exe", "exs", "fish", "fs", "fsproj", "gemrc", "gemspec", "gif", "gitconfig", "gitignore", "go",
    "gpg", "gql", "gradle", "graphql", "groovy", "h", "haml", "hbs", "hcl", "hh", "hpp", "hrl", "hs",
    "htaccess", "htm", "html", "htpasswd", "ico", "inc", "ini", "inputrc", "ipynb", "j2", "jade", "jar",
    "java", "jinja", "jinja2", "jks", "jl", "jpeg", "jpg", "js", "jshintrc", "json", "json5", "jsonc", "jsx",
    "key", "keystore", "ksh", "kt", "kts", "ldif", "less", "lisp", "list", "lock", "lua", "map", "md", "mjs",
    "ml", "mli", "mod", "mp3", "mp4", "mustache", "nomad", "npmignore", "npmrc", "nuspec", "nvmrc", "ogg",
    "otf", "p12", "patch", "pdf", "pem", "pfx", "php", "php5", "phtml", "pl", "plist", "pm", "png", "policy",
    "pp", "pref", "preferences", "profile", "properties", "props", "proto", "ps1", "psd1", "psm1", "pub",
    "pug", "py", "pyi", "pyx", "r", "rake", "rb", "reg", "repo", "rmd", "rpm", "rs", "rst", "rules", "sass",
    "sbt", "scala", "schema", "scm", "screenrc", "scss", "sed", "service", "sh", "sln", "so", "socket",
    "sources", "sql", "styl", "sum", "svelte", "svg", "swift", "targets", "tcl", "template", "tex", "tf",
    "thrift", "timer", "tmpl", "toml", "tpl", "truststore", "ts", "tsv", "tsx", "ttf", "txt", "types", "vb",
    "vbproj", "vcl", "vim", "vimrc", "vue", "war", "wav", "webp", "wgetrc", "whl", "woff", "woff2", "wsdl",
    "xhtml", "xml", "xsd", "xsl", "xslt", "yaml", "yarnrc", "yml", "zip", "zsh", "zshrc"
});
// clang-format on

// What people put behind another extension: nginx.conf.dist.
constexpr auto kSuffixes =
    std::to_array<std::string_view>({"default", "dev", "development", "dist", "docker", "example", "local",
                                     "orig", "prod", "production", "sample", "staging", "test"});

constexpr auto kNames = std::to_array<std::string_view>(
    {"AUTHORS",    "Berksfile", "Brewfile",    "CHANGELOG",   "COPYING",         "Caddyfile",
     "Cakefile",   "Capfile",   "Cheffile",    "Corefile",    "Dockerfile",      "GNUmakefile",
     "Gemfile",    "Gruntfile", "Guardfile",   "Jenkinsfile", "LICENSE",         "Makefile",
     "NOTICE",     "Pipfile",   "Podfile",     "Procfile",    "Puppetfile",      "README",
     "Rakefile",   "VERSION",   "Vagrantfile", "artisan",     "authorized_keys", "bashrc",
     "crontab",    "fstab",     "gitconfig",   "gradlew",     "id_dsa",          "id_ecdsa",
     "id_ed25519", "id_rsa",    "inittab",     "inputrc",     "known_hosts",     "makefile",
     "motd",       "mvnw",      "npmrc",       "pip.conf",    "ssh_config",      "sshd_config",
     "sudoers",    "vimrc",     "zshrc"});

static_assert(std::is_sorted(kExtensions.begin(), kExtensions.end()));
static_assert(std::is_sorted(kSuffixes.begin(), kSuffixes.end()));
static_assert(std::is_sorted(kNames.begin(), kNames.end()));

template <class Table>
bool listed(const Table& table, std::string_view word) {
  return std::binary_search(table.begin(), table.end(), word);
}

// Extensions longer than this are in no table.
constexpr std::size_t kLongest = 16;

}  // namespace

bool never_archive(std::string_view base) {
  if (listed(kNames, base)) return true;
  auto dot = base.rfind('.');
  if (dot == std::string_view::npos || base.size() - dot - 1 > kLongest) return false;
  std::array<char, kLongest> lower{};
  std::string_view extension = base.substr(dot + 1);
  std::transform(extension.begin(), extension.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  extension = {lower.data(), extension.size()};
  return listed(kExtensions, extension) ||
         (listed(kSuffixes, extension) && never_archive(base.substr(0, dot)));
}

}  // namespace dockhone::transforms::add_to_copy
