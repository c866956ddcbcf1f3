// The client's parts, without a network.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include "dockhone/registry/client.h"
#include "dockhone/registry/resolve.h"
#include "peer.h"
#include "src/registry/challenge.h"
#include "src/registry/encoding.h"
#include "src/registry/helper.h"
#include "src/registry/url.h"
#include "src/registry/version.h"

namespace dockhone::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Encoding, HashesAsTheStandardSays) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  // Around the end of a block, where the length has to go into the next: against another implementation.
  EXPECT_EQ(sha256_hex(std::string(55, 'b')),
            "eb2c86e932179f4ba13fe8715a26124b77d6bad290b9b4c1cc140cf633300c19");
  EXPECT_EQ(sha256_hex(std::string(56, 'b')),
            "a5fc6e203a4c2b657d0d153885932414b2ffc6a93f0f8bf8b3183315e5a7212c");
  EXPECT_EQ(sha256_hex(std::string(64, 'b')),
            "a0fab1377f49a759b57f63318262ebe89fabfc990e8e93ceac2984561482b9d4");
}

TEST(Encoding, Base64GoesThereAndBack) {
  EXPECT_EQ(base64("ann:correct horse"), "YW5uOmNvcnJlY3QgaG9yc2U=");
  for (const std::string_view text : {"", "a", "ab", "abc", "\xff\x00\x10", "abcd"})
    EXPECT_EQ(from_base64(base64(text)), text);
  EXPECT_EQ(from_base64("a b"), std::nullopt);
}

TEST(Url, TakesHttpOnly) {
  EXPECT_EQ(parse_url("HTTPS://Auth.Example:8443/token?a=b#c")->text(),
            "https://auth.example:8443/token?a=b");
  EXPECT_EQ(parse_url("http://[::1]:5000")->text(), "http://[::1]:5000/");
  for (const char* bad : {"file:///etc/passwd", "https://user@host/", "https://ho st/", "https://host:/",
                          "https://", "https://host:99999999/", "gopher://x", "https://host\r\nX: y/",
                          "https:\\\\host", "//host/x", "https://host\\@evil/"})
    EXPECT_FALSE(parse_url(bad).has_value()) << bad;
}

TEST(Url, LoopbackIsWhatNeverLeavesTheMachine) {
  for (const char* host : {"localhost", "127.0.0.1", "127.8.9.1", "[::1]"})
    EXPECT_TRUE(is_loopback(host)) << host;
  for (const char* host :
       {"localhost.example", "127.example.com", "127.0.0.1.example.com", "127.1", "[::2]", "10.0.0.1"})
    EXPECT_FALSE(is_loopback(host)) << host;
}

TEST(Challenge, BearerGoesBeforeBasic) {
  auto found =
      parse_challenge(R"(Basic realm="a, b", Bearer realm="https://t/x",service="s \"q\"",scope="a,b")");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->scheme, Challenge::Scheme::kBearer);
  EXPECT_EQ(found->realm, "https://t/x");
  EXPECT_EQ(found->service, "s \"q\"");
  EXPECT_EQ(parse_challenge("basic")->scheme, Challenge::Scheme::kBasic);
  for (const char* none : {"", "Negotiate", ",,,", "=", "\"", "Bearer\"", "Digest realm=\"x"}) {
    auto other = parse_challenge(none);
    EXPECT_TRUE(!other || other->realm.empty()) << none;
  }
}

std::string exact_of(std::vector<std::string_view> tags) {
  std::optional<Version> best;
  for (const auto tag : tags) {
    auto version = parse_version(tag);
    if (version && (!best || more_exact(*version, *best))) best = version;
  }
  return best ? std::string(best->tag) : "";
}

TEST(Version, TheMostExactNameHasMostNumbersThenACodename) {
  EXPECT_EQ(exact_of({"latest", "3", "3.14", "3.14.7", "3.14.7-trixie", "trixie", "3.14-trixie"}),
            "3.14.7-trixie");
  EXPECT_EQ(exact_of({"25-jdk", "25.0.4_7-jdk", "25.0.4_7-jdk-noble", "25-jdk-noble"}), "25.0.4_7-jdk-noble");
  EXPECT_EQ(exact_of({"9.6", "9", "9.6-20261101"}), "9.6-20261101");
  EXPECT_EQ(exact_of({"3.24", "3.24.1", "3"}), "3.24.1");
  EXPECT_EQ(exact_of({"latest", "stable", "1a2b3c4", "trixie"}), "");
}

TEST(Version, NumbersAreComparedAsNumbers) {
  auto less = [](std::string_view a, std::string_view b) {
    return compare(*parse_version(a), *parse_version(b)) < 0;
  };
  EXPECT_TRUE(less("3.9", "3.10"));
  EXPECT_TRUE(less("3.9.99999999999999999999", "3.9.100000000000000000000"));
  EXPECT_TRUE(less("3.9", "3.9.0"));
  EXPECT_TRUE(less("v1.2", "1.10"));
  EXPECT_TRUE(parse_version("3.15.0rc1")->prerelease);
  EXPECT_TRUE(parse_version("26-ea-jdk")->prerelease);
  EXPECT_FALSE(parse_version("3.15.0-alpine3.24")->prerelease);
}

// What a registry would say, from a table; counts the questions.
class Table {
 public:
  explicit Table(std::map<std::string, char> tags) : tags_(std::move(tags)) {}

  image::Resolution resolve(const std::string& tag) {
    Transport transport = [this](const Request& request) { return answer(request); };
    Client client(transport, Credentials({}), {});
    auto found = registry::resolve(client, "registry.example/team/base", tag, {true, false});
    EXPECT_TRUE(found.has_value());
    return found ? *found : image::Resolution{};
  }
  int questions = 0;
  std::vector<Request> requests;

 private:
  Answer answer(const Request& request) {
    requests.push_back(request);
    Answer answer;
    answer.outcome = Answer::Outcome::kAnswered;
    answer.status = 200;
    const auto name = request.url.substr(request.url.rfind('/') + 1);
    if (name == "list?n=1000") {
      nlohmann::json tags = nlohmann::json::array();
      for (const auto& [tag, digest] : tags_) tags.push_back(tag);
      answer.body = nlohmann::json{{"tags", tags}}.dump();
    } else if (!name.empty()) {
      ++questions;
      const auto found = tags_.find(name);
      if (found == tags_.end()) answer.status = 404;
      if (found != tags_.end())
        answer.headers.emplace_back("docker-content-digest", "sha256:" + std::string(64, found->second));
    }
    return answer;
  }
  std::map<std::string, char> tags_;
};

TEST(Resolve, TheVersionOfLatestHasItsDigestAndItsCodename) {
  Table table({{"latest", 'a'},
               {"3", 'a'},
               {"3.14", 'a'},
               {"3.14.7", 'a'},
               {"3.14.7-trixie", 'a'},
               {"3.14.7-bookworm", 'b'},
               {"3.14.7-alpine", 'c'},
               {"3.15.0rc1", 'd'},
               {"3.13.9", 'e'}});
  EXPECT_EQ(table.resolve("latest").tag, "3.14.7-trixie");
}

TEST(Resolve, LatestNeedNotBeTheNewest) {
  Table table({{"latest", 'a'}, {"9.0.0", 'b'}, {"9.0.1", 'c'}, {"8.4.6", 'a'}, {"8.4", 'a'}, {"9", 'c'}});
  EXPECT_EQ(table.resolve("latest").tag, "8.4.6");
}

TEST(Resolve, NamesThatAllHaveWordsAreFoundToo) {
  Table table({{"latest", 'a'},
               {"25.0.4_7-jdk", 'a'},
               {"25.0.4_7-jdk-noble", 'a'},
               {"25.0.4_7-jre", 'b'},
               {"25.0.4_7-jdk-alpine", 'c'},
               {"26-ea-jdk", 'd'}});
  EXPECT_EQ(table.resolve("latest").tag, "25.0.4_7-jdk-noble");
}

TEST(Resolve, FloatingTagsStayInTheirLine) {
  Table table({{"4-slim", 'a'}, {"4.2.1-slim", 'a'}, {"5.0.0-slim", 'a'}, {"4.2.1", 'b'}, {"slim", 'a'}});
  EXPECT_EQ(table.resolve("4-slim").tag, "4.2.1-slim");
  EXPECT_EQ(table.resolve("slim").tag, "5.0.0-slim");
}

TEST(Resolve, SaysWhatWasTriedWhereNoVersionFits) {
  Table table({{"latest", 'a'}, {"1.0.0", 'b'}, {"0.9", 'c'}});
  const auto found = table.resolve("latest");
  EXPECT_EQ(found.tag, "");
  EXPECT_EQ(found.digest, "sha256:" + std::string(64, 'a'));
  EXPECT_EQ(found.note, "none of the 2 of 2 version tags that were asked about has the digest of latest");
}

TEST(Resolve, AVersionThatMovesItselfIsNoPin) {
  Table table({{"latest", 'a'}, {"4", 'a'}, {"4.0.0", 'b'}, {"4.0.1", 'c'}});
  const auto found = table.resolve("latest");
  EXPECT_EQ(found.tag, "");
  EXPECT_THAT(found.note, HasSubstr("is 4, which moves"));
}

TEST(Resolve, TheNumberOfQuestionsIsBounded) {
  std::map<std::string, char> tags = {{"latest", 'a'}};
  for (int i = 0; i < 5000; ++i) tags["1." + std::to_string(i)] = 'b';
  tags["1.0"] = 'a';
  Table table(tags);
  const auto found = table.resolve("latest");
  EXPECT_EQ(found.tag, "");
  EXPECT_EQ(table.questions, 1 + 48);
  EXPECT_THAT(found.note, HasSubstr("48 of 5000"));
}

TEST(Client, WhoIsVerifiedAndWhereDockerHubIs) {
  std::vector<Request> requests;
  Transport transport = [&](const Request& request) {
    requests.push_back(request);
    Answer answer;
    answer.outcome = Answer::Outcome::kAnswered;
    answer.status = 200;
    answer.headers.emplace_back("docker-content-digest", "sha256:" + std::string(64, 'a'));
    return answer;
  };
  ClientOptions options;
  options.insecure = {"lab.example:5000"};
  Client client(transport, Credentials({}), options);
  ASSERT_TRUE(client.digest("docker.io/library/python", "latest").has_value());
  EXPECT_EQ(requests[0].url, "https://registry-1.docker.io:443/v2/");
  EXPECT_EQ(requests[1].url, "https://registry-1.docker.io:443/v2/library/python/manifests/latest");
  EXPECT_TRUE(requests[0].verify && requests[1].verify);
  requests.clear();
  ASSERT_TRUE(client.digest("lab.example:5000/a", "latest").has_value());
  EXPECT_FALSE(requests[0].verify);
  EXPECT_EQ(requests[0].url, "https://lab.example:5000/v2/");
  requests.clear();
  ASSERT_TRUE(client.digest("lab.example/a", "latest").has_value());
  EXPECT_TRUE(requests[0].verify);
}

// Who is named insecure may be asked in plain; nobody else, whatever the answer.
TEST(Client, PlainHttpIsForThoseWhoAreNamed) {
  std::vector<std::string> urls;
  Transport transport = [&](const Request& request) {
    urls.push_back(request.url);
    Answer answer;
    answer.outcome = Answer::Outcome::kNoTls;
    return answer;
  };
  ClientOptions options;
  options.attempts = 1;
  options.insecure = {"lab.example"};
  Client client(transport, Credentials({}), options);
  EXPECT_FALSE(client.digest("lab.example/a", "latest").has_value());
  EXPECT_THAT(urls, ElementsAre("https://lab.example:443/v2/", "http://lab.example:80/v2/"));
  urls.clear();
  EXPECT_FALSE(client.digest("other.example/a", "latest").has_value());
  EXPECT_THAT(urls, ElementsAre("https://other.example:443/v2/"));
}

class CredentialFiles : public Peers {
 protected:
  Credentials read(std::string_view text, std::chrono::milliseconds limit = std::chrono::seconds(10)) {
    write("config.json", text);
    return Credentials({(root_ / "config.json").string()}, limit);
  }
  // A helper of that name, first on the PATH.
  void helper(const std::string& name, const std::string& body) {
    write("bin/docker-credential-" + name, "#!/bin/sh\n" + body + "\n");
    fs::permissions(root_ / "bin" / ("docker-credential-" + name), fs::perms(0755));
    setenv("PATH", ((root_ / "bin").string() + ":/usr/bin:/bin").c_str(), 1);
  }
};

TEST_F(CredentialFiles, AreLookedForWhereDockerAndPodmanKeepThem) {
  std::map<std::string, std::string> env = {{"HOME", "/h"}, {"XDG_RUNTIME_DIR", "/run/u"}};
  Environment get = [&](const char* name) { return env.contains(name) ? env[name].c_str() : nullptr; };
  EXPECT_THAT(credential_files(get),
              ElementsAre("/run/u/containers/auth.json", "/h/.config/containers/auth.json",
                          "/h/.docker/config.json"));
  env["XDG_CONFIG_HOME"] = "/c";
  env["DOCKER_CONFIG"] = "/d";
  EXPECT_THAT(credential_files(get),
              ElementsAre("/run/u/containers/auth.json", "/c/containers/auth.json", "/d/config.json"));
  env["REGISTRY_AUTH_FILE"] = "/f";
  EXPECT_THAT(credential_files(get), ElementsAre("/f"));
}

TEST_F(CredentialFiles, DockerHubHasSeveralNames) {
  for (const char* key :
       {"https://index.docker.io/v1/", "docker.io", "index.docker.io", "registry-1.docker.io"}) {
    auto found =
        read(R"({"auths":{")" + std::string(key) + R"(":{"auth":"YTpi"}}})").find("docker.io/library/python");
    ASSERT_TRUE(found.has_value()) << key;
    EXPECT_EQ(found->user, "a");
    EXPECT_EQ(found->password, "b");
  }
}

TEST_F(CredentialFiles, TheMostSpecificEntryCounts) {
  Credentials all = read(
      R"({"auths":{"quay.io":{"auth":"YTpi"},"quay.io/team":{"auth":"Yzpk"},"https://ghcr.io":{"auth":"ZTpm"}}})");
  EXPECT_EQ(all.find("quay.io/team/x")->user, "c");
  EXPECT_EQ(all.find("quay.io/other/x")->user, "a");
  EXPECT_EQ(all.find("ghcr.io/x")->user, "e");
  EXPECT_FALSE(all.find("quay.io.example.com/team").has_value());
  EXPECT_FALSE(all.find("docker.io/library/python").has_value());
}

TEST_F(CredentialFiles, BrokenOnesCountAsEmpty) {
  for (const char* text :
       {"", "{", "[]", R"({"auths":[]})", R"({"auths":{"a.b":7}})", R"({"auths":{"a.b":{"auth":"%%"}}})",
        R"({"credsStore":7,"credHelpers":{"a.b":[]}})"})
    EXPECT_FALSE(read(text).find("a.b/c").has_value()) << text;
}

TEST_F(CredentialFiles, HelpersAreAskedForTheServer) {
  helper(
      "vault",
      R"(read server; [ "$1" = get ] && echo "{\"ServerURL\":\"$server\",\"Username\":\"$server\",\"Secret\":\"s\"}")");
  EXPECT_EQ(read(R"({"credHelpers":{"quay.io":"vault"}})").find("quay.io/a")->user, "quay.io");
  EXPECT_FALSE(read(R"({"credHelpers":{"quay.io":"vault"}})").find("ghcr.io/a").has_value());
  EXPECT_EQ(read(R"({"credsStore":"vault"})").find("docker.io/library/a")->user,
            "https://index.docker.io/v1/");
  helper("token", R"(echo '{"Username":"<token>","Secret":"refresh"}')");
  EXPECT_EQ(read(R"({"credsStore":"token"})").find("quay.io/a")->identity_token, "refresh");
}

TEST_F(CredentialFiles, AHelperThatFailsLeavesWhatTheFileHolds) {
  helper("none", "echo 'credentials not found in native keychain'; exit 1");
  EXPECT_EQ(read(R"({"credsStore":"none","auths":{"quay.io":{"auth":"YTpi"}}})").find("quay.io/a")->user,
            "a");
  EXPECT_FALSE(read(R"({"credsStore":"is-not-there"})").find("quay.io/a").has_value());
  for (const char* name : {"../evil", "a b", "a;b", ""})
    EXPECT_FALSE(ask_helper(name, "x", std::chrono::seconds(1))) << name;
}

TEST_F(CredentialFiles, AHelperHasALimitOfTimeAndTalk) {
  helper("slow", "sleep 30");
  helper("loud", "while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done");
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(ask_helper("slow", "x", std::chrono::milliseconds(300)).has_value());
  EXPECT_FALSE(ask_helper("loud", "x", std::chrono::seconds(20)).has_value());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

}  // namespace
}  // namespace dockhone::registry
