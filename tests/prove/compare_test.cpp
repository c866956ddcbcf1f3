#include "dockhone/prove/compare.h"

#include <gmock/gmock.h>

#include <fstream>

namespace dockhone::prove {
namespace {

using rewrite::Difference;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Node file(std::string digest, std::uint32_t mode = 0644, std::uint32_t uid = 0) {
  Node node;
  node.mode = mode;
  node.uid = node.gid = uid;
  node.size = 100;
  node.digest = std::move(digest);
  return node;
}

Node program(std::vector<std::string> needed = {}) {
  Node node = file("elf", 0755);
  node.elf.machine = "64/62";
  node.elf.needed = std::move(needed);
  return node;
}

Image image(nlohmann::json config, Tree tree) {
  Image out;
  out.config = std::move(config);
  out.tree = std::move(tree);
  return out;
}

std::vector<std::string> keys(const std::vector<Finding>& findings) {
  std::vector<std::string> out;
  for (const Finding& each : findings) out.push_back(each.key + ' ' + each.place);
  return out;
}

Comparison differ(const Image& before, const Image& after, Intent intent = {},
                  std::vector<std::string> artifacts = {},
                  std::set<std::string, std::less<>> variables = {}) {
  return compare({before, after, std::move(intent), std::move(artifacts), std::move(variables)});
}

rewrite::Change change(Difference difference) {
  rewrite::Change out;
  out.differences.push_back(std::move(difference));
  return out;
}

TEST(Compare, AnImageEqualsItself) {
  Image one =
      image({{"Cmd", {"/bin/app"}}}, {{"bin/app", program({"libc.so.6"})}, {"lib/libc.so.6", program()}});
  Comparison found = differ(one, one);
  EXPECT_TRUE(found.equal());
  EXPECT_EQ(found.files, 2u);
}

TEST(Compare, EachKindOfDifferenceHasItsKey) {
  Node directory = file("");
  directory.kind = NodeKind::kDirectory;
  Node link = file("");
  link.kind = NodeKind::kSymlink;
  link.target = "a";
  Node other = link;
  other.target = "b";
  Image before = image({}, {{"content", file("1")},
                            {"gone", file("1")},
                            {"link", link},
                            {"mode", file("1", 0755)},
                            {"owner", file("1")},
                            {"type", file("1")}});
  Image after = image({}, {{"content", file("2")},
                           {"link", other},
                           {"mode", file("1", 0644)},
                           {"new", file("1")},
                           {"owner", file("1", 0644, 5)},
                           {"type", directory}});
  EXPECT_THAT(keys(differ(before, after).wrong),
              UnorderedElementsAre("content /content", "missing /gone", "link /link", "mode /mode",
                                   "added /new", "owner /owner", "type /type"));
}

TEST(Compare, FieldsOfTheConfiguration) {
  Image before = image({{"User", "app"}, {"WorkingDir", "/srv"}, {"Env", {"A=1", "B=2"}}}, {});
  Image after =
      image({{"WorkingDir", "/"}, {"Env", {"A=1", "B=3"}}, {"Labels", {{"dockhone.prove", "1-2"}}}}, {});
  EXPECT_THAT(keys(differ(before, after).wrong),
              UnorderedElementsAre("config User", "config WorkingDir", "config Env"));
  EXPECT_THAT(keys(differ(image({{"WorkingDir", ""}}, {}), image({{"WorkingDir", "/"}}, {})).wrong),
              IsEmpty());
}

TEST(Compare, NoiseIsNoDifference) {
  EXPECT_TRUE(is_noise("var/log/apt/history.log"));
  EXPECT_TRUE(is_noise("srv/build/CMakeFiles/CMakeConfigureLog.yaml"));
  EXPECT_FALSE(is_noise("var/log/app.log"));
  Comparison found =
      differ(image({}, {{"var/log/dpkg.log", file("1")}}), image({}, {{"var/log/dpkg.log", file("2")}}));
  EXPECT_TRUE(found.equal());
  EXPECT_EQ(found.noise, 1u);
}

TEST(Compare, ThePageListsAllNoise) {
  std::ifstream in(DOCKHONE_SOURCE "/docs/prove.md");
  std::string page((std::istreambuf_iterator<char>(in)), {});
  for (const Noise& each : noise())
    EXPECT_THAT(page, testing::HasSubstr('`' + std::string(each.pattern) + '`'));
}

TEST(Compare, WhatAChangeDeclaresIsListedApart) {
  Image before =
      image({}, {{"etc/passwd", file("1")}, {"srv/app", file("1")}, {"var/lib/apt/lists/x", file("1")}});
  Image after =
      image({{"User", "10001:10001"}},
            {{"etc/passwd", file("2")}, {"home/app", file("")}, {"srv/app", file("1", 0644, 10001)}});
  std::vector<rewrite::Change> changes = {
      change({Difference::Kind::kConfig, "User", "", "10001:10001"}),
      change({Difference::Kind::kAddedCommand, "useradd", "", "useradd --system app"}),
      change({Difference::Kind::kOwner, "COPY", "", "10001:10001"}),
      change({Difference::Kind::kAddedCommand, "rm", "", "rm -rf /var/lib/apt/lists/*"})};
  Comparison found = differ(before, after, intent_of(changes));
  EXPECT_THAT(keys(found.wrong), IsEmpty());
  EXPECT_THAT(keys(found.declared), UnorderedElementsAre("config User", "content /etc/passwd",
                                                         "added /home/app", "owner /srv/app"));
  EXPECT_EQ(found.left_out.size(), 1u);
  EXPECT_EQ(keys(differ(before, after).wrong).size(), 5u);
}

TEST(Compare, AfterASplitWhatIsCopiedHasToBeEqual) {
  Intent intent;
  intent.base = true;
  Image before = image({}, {{"srv/app", file("1")}, {"usr/bin/gcc", file("1")}, {"etc/os", file("1")}});
  Image after = image({}, {{"srv/app", file("2")}, {"etc/os", file("2")}});
  Comparison found = differ(before, after, intent, {"/srv"});
  EXPECT_THAT(keys(found.wrong), ElementsAre("content /srv/app"));
  EXPECT_EQ(found.of_base, 1u);
}

TEST(Compare, AfterASplitVariablesOfTheFileStay) {
  Intent intent;
  intent.base = true;
  Image before = image({{"Env", {"GOPATH=/go", "PORT=80"}}}, {});
  Comparison found = differ(before, image({{"Env", nlohmann::json::array()}}, {}), intent, {}, {"PORT"});
  EXPECT_THAT(keys(found.wrong), ElementsAre("config Env"));
  EXPECT_THAT(keys(found.declared), ElementsAre("config Env"));
}

TEST(Needs, ASharedLibraryThatIsGone) {
  Image before = image({}, {{"srv/app", program({"libz.so.1"})}, {"usr/lib/libz.so.1", program()}});
  Image after = image({}, {{"srv/app", program({"libz.so.1"})}});
  EXPECT_THAT(keys(unmet_needs(before, after)), ElementsAre("library /srv/app"));
  EXPECT_THAT(unmet_needs(after, after), IsEmpty());
  after.tree["opt/lib/libz.so.1"] = program();
  EXPECT_EQ(unmet_needs(before, after).size(), 1u);
  after.tree["srv/app"].elf.search = {"$ORIGIN/../opt/lib"};
  EXPECT_THAT(unmet_needs(before, after), IsEmpty());
}

TEST(Needs, ALibraryForAnotherMachineIsNone) {
  Image before = image({}, {{"srv/app", program({"libz.so.1"})}, {"usr/lib/libz.so.1", program()}});
  Image after = before;
  after.tree["usr/lib/libz.so.1"].elf.machine = "32/3";
  EXPECT_THAT(keys(unmet_needs(before, after)), ElementsAre("library /srv/app"));
}

TEST(Needs, ProgramsInterpretersCertificatesAndTimeZones) {
  Node script = file("s", 0755);
  script.interpreter = "/usr/bin/python3 -u";
  Image before = image({{"Cmd", {"run"}}}, {{"usr/bin/run", script},
                                            {"usr/bin/python3", program()},
                                            {"etc/ssl/certs/ca-certificates.crt", file("c")},
                                            {"usr/share/zoneinfo/UTC", file("z")}});
  Image after = image({{"Cmd", {"run"}}}, {{"usr/bin/run", script}});
  EXPECT_THAT(
      keys(unmet_needs(before, after)),
      UnorderedElementsAre("interpreter /usr/bin/run", "certificates etc/ssl/certs/ca-certificates.crt",
                           "time-zones /usr/share/zoneinfo"));
  Image plain = image({{"Cmd", {"/usr/bin/python4"}}}, {{"usr/bin/python4", program()}});
  EXPECT_THAT(keys(unmet_needs(before, plain)),
              testing::Contains("certificates etc/ssl/certs/ca-certificates.crt"));
  Image compiled = image({{"Cmd", {"/bin/app"}}}, {{"bin/app", program()}});
  EXPECT_THAT(keys(unmet_needs(before, compiled)), ElementsAre("time-zones /usr/share/zoneinfo"));
  compiled.tree["bin/app"].certificates = true;
  EXPECT_THAT(keys(unmet_needs(before, compiled)),
              testing::Contains("certificates etc/ssl/certs/ca-certificates.crt"));
  after.tree.erase("usr/bin/run");
  EXPECT_THAT(keys(unmet_needs(before, after)), testing::Contains("program run"));
}

TEST(Needs, NodeBringsItsOwnCertificatesAndAShellAsksByAnotherProgram) {
  Node script = file("s", 0755);
  script.interpreter = "/bin/sh -e";
  Image before = image({{"Entrypoint", {"/start"}}, {"Cmd", {"node"}}},
                       {{"start", script},
                        {"bin/sh", program()},
                        {"usr/bin/node", program()},
                        {"etc/ssl/certs/ca-certificates.crt", file("c")}});
  Image after = before;
  after.tree.erase("etc/ssl/certs/ca-certificates.crt");
  EXPECT_THAT(keys(unmet_needs(before, after)), testing::IsEmpty());
  Image asked = after;
  asked.config["Env"] = {"NODE_OPTIONS=--use-openssl-ca"};
  asked.config["Entrypoint"] = nullptr;
  EXPECT_THAT(keys(unmet_needs(before, asked)),
              ElementsAre("certificates etc/ssl/certs/ca-certificates.crt"));
  after.tree["usr/bin/curl"] = program();
  EXPECT_THAT(keys(unmet_needs(before, after)),
              ElementsAre("certificates etc/ssl/certs/ca-certificates.crt"));
}

TEST(Needs, AProgramThatItsUserMayNotRun) {
  Image before = image({{"Cmd", {"/srv/app"}}}, {{"srv", file("")}, {"srv/app", file("1", 0750)}});
  Image after = before;
  after.config["User"] = "10001";
  EXPECT_THAT(keys(unmet_needs(before, after)), ElementsAre("program /srv/app"));
  after.config["User"] = "nobody";
  EXPECT_THAT(keys(unmet_needs(before, after)), ElementsAre("program User"));
}

}  // namespace
}  // namespace dockhone::prove
