// Lists that passes look words up in: constant tables, generated at build time from
// transforms/knowledge/lists, where each is explained.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

namespace dockhone::transforms {

// Ascending, which a span of words in general is not: hence a type of its own.
struct List {
  std::span<const std::string_view> words;

  auto begin() const { return words.begin(); }
  auto end() const { return words.end(); }
  bool contains(std::string_view word) const { return std::binary_search(begin(), end(), word); }
};

// A word and what stands for it.
struct Replacement {
  std::string_view word;
  std::string_view by;
};
using Replacements = std::span<const Replacement>;

// nullptr: nothing stands for it.
inline const Replacement* find_replacement(Replacements table, std::string_view word) {
  auto at =
      std::lower_bound(table.begin(), table.end(), word,
                       [](const Replacement& row, std::string_view wanted) { return row.word < wanted; });
  return at != table.end() && at->word == word ? &*at : nullptr;
}

namespace lists {

// files.yaml
extern const List kPlainExtensions;
extern const List kPlainSuffixes;
extern const List kPlainNames;
extern const List kArchiveEndings;
extern const List kScriptEndings;
// paths.yaml
extern const List kDirectoriesEverywhere;
extern const List kSystemDirectories;
extern const List kFreshPaths;
extern const List kStandardDevices;
extern const List kNobodyWorksIn;
// programs.yaml
extern const Replacements kAptToAptGet;
extern const List kNpmCiOptions;
extern const List kNpmOmitOptions;
extern const List kGemDocumentOptions;
extern const List kRpmLeanOnWeak;
extern const List kImagesWithNewPip;
extern const List kYarn1Options;
extern const List kInstallForOthers;
extern const List kBuildScripts;
// users.yaml
extern const Replacements kNeedsRoot;
extern const Replacements kNeedsRootBelow;
extern const Replacements kImagesThatNeedRoot;
extern const Replacements kUsersOfImages;
extern const List kBuildsAtStart;
extern const List kBuildsAtStartVerbs;
extern const List kDevelopmentScripts;
extern const List kDevelopmentWords;
extern const List kInterpreters;
extern const List kScriptFileEndings;
extern const List kSourceEndings;
extern const List kCompiles;
extern const List kCompilers;
extern const List kVendorImages;
extern const List kBuildOutput;
extern const List kStateless;
extern const List kQuestions;
extern const List kCompiledEndings;
extern const List kWritingWords;
extern const List kWritesIntoSource;
extern const List kPlacesOfRoot;
extern const List kPlacesOfRootInSources;
extern const List kPrivilegedWords;
extern const List kDirectoriesAside;
extern const List kEntrypointsOfImages;
extern const List kScriptBeginnings;
extern const List kMakesPrograms;
extern const List kRuntimes;
extern const List kToolsOfTheHome;
extern const List kShells;
extern const List kPlaceholders;
extern const List kCompiledPrograms;
extern const List kScriptNames;
extern const List kPortOptions;
extern const List kPortVariables;
extern const List kNamesOfPorts;
extern const List kPortsOfClients;
extern const List kListeningCalls;
extern const List kFilesWithPorts;
extern const List kFillsHome;
extern const Replacements kHomeMovedBy;
extern const Replacements kFillsHomeUnless;
extern const List kHomeOfTools;
extern const List kMakesState;
extern const List kBlindToOwners;
extern const List kInstallsBeside;
// splits.yaml
extern const List kSharedDirectories;
extern const List kDirectoriesToTake;
extern const List kReadByNoProcess;
extern const List kLeftByTools;
extern const List kHomeOfBuildTools;
extern const List kRemovalMatters;
extern const List kRemovalOfNoMatter;
extern const List kAccountTools;
extern const List kProgramsEverywhere;
extern const List kProgramsOfDebian;
extern const List kProgramsOfAlpine;
extern const List kInitPrograms;
extern const List kUserChangers;
extern const List kFetchers;
extern const List kDownloadEndings;
extern const List kNamesOfScripts;
extern const List kProgramsOfImages;
extern const List kImagesWithCompilers;
extern const List kStartsWhatFilesSay;
// shell.yaml
extern const List kRevealingParameters;
extern const List kDetachOptions;

}  // namespace lists
}  // namespace dockhone::transforms
