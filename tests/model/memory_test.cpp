// Models of documents that came from one another share what they have worked out: it must be what a model of
// the later document alone works out.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#include "dockhone/model/build.h"

namespace dockhone::model {
namespace {

using syntax::Document;

constexpr std::string_view kBefore =
    "ARG BASE=debian\n"
    "ARG PLACE=/srv\n"
    "FROM $BASE AS one\n"
    "ARG PLACE\n"
    "ENV A=1 B=$PLACE\n"
    "USER app\n"
    "WORKDIR $PLACE\n"
    "WORKDIR below\n"
    "RUN echo hello\n"
    "SHELL [\"/bin/bash\", \"-ec\"]\n"
    "RUN echo $A\n"
    "FROM one\n"
    "RUN ls\n"
    "WORKDIR deeper\n"
    "ENV C=${A}2\n"
    "RUN ls $C\n";

void expect_same(const State& left, const State& right, std::size_t instruction) {
  SCOPED_TRACE(instruction);
  EXPECT_EQ(left.user, right.user);
  EXPECT_EQ(left.workdir, right.workdir);
  EXPECT_TRUE(std::equal(left.shell.argv.begin(), left.shell.argv.end(), right.shell.argv.begin(),
                         right.shell.argv.end()));
  EXPECT_TRUE(std::equal(left.shell.dialects.begin(), left.shell.dialects.end(), right.shell.dialects.begin(),
                         right.shell.dialects.end()));
  EXPECT_EQ(left.shell.errexit, right.shell.errexit);
  EXPECT_EQ(left.shell_replaced, right.shell_replaced);
  const Binding* a = left.vars;
  const Binding* b = right.vars;
  for (; a != nullptr && b != nullptr; a = a->next, b = b->next) {
    EXPECT_EQ(a->name, b->name);
    EXPECT_EQ(a->value, b->value);
    EXPECT_TRUE(a->kind == b->kind && a->known == b->known && a->set == b->set);
  }
  EXPECT_EQ(a, b);
}

// In kBefore, the first `was` becomes `now`.
void edit_and_compare(std::string_view was, std::string_view now) {
  SCOPED_TRACE(std::string(was) + " -> " + std::string(now));
  auto memory = make_memory();
  auto before = std::make_optional(std::move(*Document::parse(std::string(kBefore))));
  {
    BuildModel model(*before, {}, memory);
    for (const Stage& stage : model.stages()) model.before(stage.end - 1);
  }
  auto at = static_cast<std::uint32_t>(kBefore.find(was));
  std::string text(kBefore);
  text.replace(at, was.size(), now);
  syntax::Splice splice{{at, at + static_cast<std::uint32_t>(was.size())},
                        static_cast<std::uint32_t>(now.size())};
  Document after = std::move(*Document::parse(text, *before, {&splice, 1}));
  before.reset();  // what is kept must not point into it
  BuildModel shared(after, {}, memory);
  Document whole = std::move(*Document::parse(text));
  BuildModel alone(whole);
  ASSERT_EQ(shared.stages().size(), alone.stages().size());
  for (std::size_t i = 0; i < whole.instructions().size(); ++i) {
    if (alone.stage_of(i) == kNone) continue;
    expect_same(shared.before(i), alone.before(i), i);
    if (whole.instructions()[i].keyword == syntax::Keyword::kRun) {
      EXPECT_EQ(shared.dialect_neutral(i), alone.dialect_neutral(i));
    }
  }
}

TEST(Memory, GivesWhatAModelAloneWorksOut) {
  edit_and_compare("echo hello", "echo goodbye");
  edit_and_compare("echo hello", "ln -sf /bin/bash /bin/sh");
  edit_and_compare("BASE=debian", "BASE=alpine");
  edit_and_compare("PLACE=/srv", "PLACE=/opt");
  edit_and_compare("FROM $BASE AS one", "FROM $BASE AS two");
  edit_and_compare("FROM $BASE AS one", "FROM one AS one");
  edit_and_compare("FROM one\n", "FROM alpine\n");
  edit_and_compare("A=1", "A=3");
  edit_and_compare("USER app\n", "");
  edit_and_compare("USER app\n", "USER app\nUSER $A\n");
  edit_and_compare("WORKDIR $PLACE", "WORKDIR /other");
  edit_and_compare("\"-ec\"", "\"-c\"");
  edit_and_compare("RUN ls\n", "FROM scratch AS three\nRUN ls\n");
  edit_and_compare("ARG PLACE=/srv\n", "");
}

}  // namespace
}  // namespace dockhone::model
