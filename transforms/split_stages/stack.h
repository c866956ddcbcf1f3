// Recipes of language stacks: constant tables, generated at build time from transforms/knowledge/stacks. The
// algorithm asks them; it knows no stack by name.
#pragma once

#include <span>
#include <string_view>

namespace dockhone::transforms::split_stages {

using Words = std::span<const std::string_view>;

// A program that makes what a container runs.
struct Compiler {
  std::string_view program;
  std::string_view through;   // the program that its own operands call (godep go build); "" none
  Words build;                // verbs whose result is in the working directory; empty: it has no verbs
  Words install;              // verbs whose result is in `directory`
  std::string_view output;    // option that names the result
  Words directory;            // templates: ${VAR} of the environment
  Words without;              // options with which nothing is made
  std::string_view fallback;  // name of the result where no option says it (a.out)
  bool packages = false;      // operands are packages, after which the result is named
  bool tree = false;          // its results lie anywhere below the working directory
  Words install_verbs;        // verbs and options that put them below the prefix instead
  Words prefixes;             // NAME of NAME=value operands that say the prefix
  Words configures;  // how the word begins that says the prefix to later commands; empty: it says none
  std::string_view default_prefix;  // where it does not say it; "" not known
};

// The first version of a run of releases of the image, and what its tags were last built on.
struct Built {
  std::string_view version;
  std::string_view release;
};

struct BuilderImage {
  std::string_view image;   // official name
  Words environment;        // NAME=value, in order; $NAME is what was before
  Words variables;          // set too, to values that are not known here
  Words files;              // that a program may read, in every tag
  std::string_view debian;  // what a program runs on: {codename}, {version}
  std::string_view alpine;
  std::span<const Built> on_debian;
  std::span<const Built> on_alpine;
  std::string_view alpine_file;  // in the alpine tags of these versions
  std::string_view alpine_file_since;
  std::string_view alpine_file_until;
  bool links = false;  // it brings libraries for linking that the runtime image does not have
};

struct Stack {
  std::string_view name;
  std::span<const Compiler> compilers;
  Words tools;                // write below their working directory and what is build-only
  Words toolchain;            // a process that is one of these needs the builder
  Words toolchain_variables;  // of ENV: the process calls the toolchain
  Words build_only;           // templates of paths: ${VAR} of the environment
  Words downloads;            // a RUN that holds one of these texts installs the compiler
  Words source_endings;
  Words source_names;
  Words source_directories;
  Words libraries;     // that every image has, by the names that -l takes
  Words apt_packages;  // that a program leans on although only the compiler brought them
  Words apk_packages;
  std::span<const BuilderImage> images;
};

// What a package for building stands for at run time.
struct Counterpart {
  std::string_view package;  // of the builder
  std::string_view since;    // codename or version of the first release; "" from the beginning
  Words at_run_time;         // empty: nothing is needed
};

// A program and packages of which each has it, or depends on one that has; a final * stands for any ending.
struct Provided {
  std::string_view program;
  Words packages;
};

struct PackageKnowledge {
  std::string_view manager;
  Words build_only;                           // ascending
  Words doubtful;                             // of `build_only`: a process may call it
  Words common;                               // people install it for no purpose that could be told
  std::span<const Counterpart> counterparts;  // ascending by package, then in order of releases
  std::span<const Provided> programs;         // besides those that are called like their package
};

// Defined by the generated table.
std::span<const Stack> stacks();
std::span<const PackageKnowledge> package_knowledge();

}  // namespace dockhone::transforms::split_stages
