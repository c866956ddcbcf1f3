// The client against a server that misbehaves on purpose: tests/registry/server.py.
#include "dockhone/registry/client.h"

#include <gmock/gmock.h>

#include "dockhone/registry/resolve.h"
#include "peer.h"

namespace dockhone::registry {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Gt;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr std::string_view kLogin = "Basic YW5uOmNvcnJlY3QgaG9yc2U=";  // ann:correct horse

const std::string kModule = fs::path(DOCKHONE_BINARY).parent_path() / "dockhone_http.so";

class Registry : public Peers {
 protected:
  Client client(Credentials credentials = Credentials({}), const Limits& limits = {}) {
    Result<Transport> transport = open_transport(limits, kModule);
    EXPECT_TRUE(transport.has_value()) << (transport ? "" : transport.error().message);
    ClientOptions options;
    options.cache = cache_;
    options.sleep = [this](std::chrono::milliseconds wait) { waits_.push_back(wait.count()); };
    return Client(*transport, std::move(credentials), options);
  }

  Credentials login(const std::string& host,
                    const std::string& entry = R"("auth":"YW5uOmNvcnJlY3QgaG9yc2U=")") {
    write("auth.json", R"({"auths":{")" + host + R"(":{)" + entry + "}}}");
    return Credentials({(root_ / "auth.json").string()});
  }

  // Paths with a credential in them, of any kind.
  std::vector<std::string> told(const std::string& log) const {
    std::vector<std::string> paths;
    for (const Seen& each : seen(log)) {
      if (!each.authorization.empty()) paths.push_back(each.path);
    }
    return paths;
  }

  std::size_t count(const std::string& log, std::string_view part) const {
    const auto all = seen(log);
    return static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [&](const Seen& one) { return one.path.find(part) != std::string::npos; }));
  }

  std::vector<long> waits_;
  std::string cache_;
};

constexpr std::string_view kDigest = "sha256:";

TEST_F(Registry, AsksForManifestsWithEveryFormatAndTakesTheDigestOfTheIndex) {
  const auto host = serve("log");
  auto found = client().digest(host + "/plain/base", "latest");
  ASSERT_TRUE(found.has_value()) << found.error().message;
  EXPECT_THAT(*found, StartsWith(kDigest));
  const auto all = seen("log");
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].path, "/v2/");
  EXPECT_EQ(all[1].method, "HEAD");
  for (const char* type :
       {"application/vnd.oci.image.index.v1+json", "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.docker.distribution.manifest.v2+json"})
    EXPECT_THAT(all[1].accept, HasSubstr(type));
}

TEST_F(Registry, HashesTheManifestWhereTheRegistryNamesNoDigest) {
  const auto host = serve("log");
  Client asked = client();
  const auto plain = asked.digest(host + "/plain/base", "latest");
  ASSERT_TRUE(plain.has_value());
  EXPECT_EQ(asked.digest(host + "/no-digest/base", "latest").value_or(""), *plain);
  EXPECT_THAT(asked.digest(host + "/odd-digest/base", "latest").error().message, HasSubstr("other bytes"));
}

TEST_F(Registry, GetsATokenWithScopeAndServiceForTheLogin) {
  const auto host = serve("log", {"--auth"});
  auto found = client(login(host)).digest(host + "/plain/base", "latest");
  ASSERT_TRUE(found.has_value()) << found.error().message;
  const auto all = seen("log");
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_EQ(all[1].path, "/token?service=tests%2C%20and%20%22more%22&scope=repository%3Aplain%2Fbase%3Apull");
  EXPECT_EQ(all[1].authorization, kLogin);
  EXPECT_EQ(all[2].authorization, "Bearer token-of-ann");
  EXPECT_EQ(all[0].authorization, "");
}

TEST_F(Registry, AsksForATokenWithoutALoginWhereThereIsNone) {
  const auto host = serve("log", {"--auth"});
  ASSERT_TRUE(client().digest(host + "/plain/base", "latest").has_value());
  EXPECT_EQ(seen("log").back().authorization, "Bearer token-of-nobody");
}

TEST_F(Registry, ChangesAnIdentityTokenForOneOfTheRegistry) {
  const auto host = serve("log", {"--auth"});
  auto found =
      client(login(host, R"("identitytoken":"identity+of/ann")")).digest(host + "/plain/base", "latest");
  ASSERT_TRUE(found.has_value()) << found.error().message;
  EXPECT_EQ(seen("log")[1].method, "POST");
  EXPECT_THAT(seen("log")[1].body, HasSubstr("refresh_token=identity%2Bof%2Fann"));
}

TEST_F(Registry, GetsAnotherTokenWhenOneHasRunOut) {
  const auto host = serve("log", {"--auth"});
  Client asked = client();
  ASSERT_TRUE(asked.digest(host + "/expires/base", "latest").has_value());
  ASSERT_TRUE(asked.digest(host + "/expires/base", "4").has_value());
  EXPECT_EQ(count("log", "/token"), 2u);
}

TEST_F(Registry, WrongPasswordsAreSaidWithoutThem) {
  const auto host = serve("log", {"--auth"});
  auto found =
      client(login(host, R"("username":"ann","password":"wrong-secret")")).digest(host + "/plain/base", "x");
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().kind, ErrorKind::kIo);
  const std::string said = found.error().message + found.error().help;
  EXPECT_THAT(said, AllOf(HasSubstr(host), HasSubstr("HTTP 401"), Not(HasSubstr("wrong-secret")),
                          Not(HasSubstr("ann"))));
}

TEST_F(Registry, ReadsTagsOverThreePages) {
  const auto host = serve("log");
  auto tags = client().tags(host + "/pages/base");
  ASSERT_TRUE(tags.has_value()) << tags.error().message;
  EXPECT_THAT(*tags, SizeIs(19));
  EXPECT_EQ(count("log", "tags/list"), 3u);
}

TEST_F(Registry, PagesOfAnotherHostAreNotRead) {
  const auto other = serve("other");
  const auto host = serve("log", {"--other", "http://" + other, "--auth"});
  auto tags = client(login(host)).tags(host + "/elsewhere/base");
  ASSERT_FALSE(tags.has_value());
  EXPECT_THAT(tags.error().message, HasSubstr("another host"));
  EXPECT_THAT(seen("other"), IsEmpty());
}

TEST_F(Registry, PagesThatGoInACircleEnd) {
  const auto host = serve("log");
  auto tags = client().tags(host + "/circle/base");
  ASSERT_FALSE(tags.has_value());
  EXPECT_THAT(tags.error().message, HasSubstr("circle"));
}

TEST_F(Registry, TagsOutsideTheGrammarAreDropped) {
  const auto host = serve("log");
  auto tags = client().tags(host + "/odd-tags/base");
  ASSERT_TRUE(tags.has_value());
  EXPECT_THAT(*tags, ElementsAre("4.2.1"));
}

TEST_F(Registry, WaitsAsLongAsTheRegistryAsks) {
  const auto host = serve("log");
  EXPECT_TRUE(client().digest(host + "/busy/base", "latest").has_value());
  EXPECT_THAT(waits_, ElementsAre(7000, 7000));
}

TEST_F(Registry, BacksOffTwiceAsLongEachTime) {
  const auto host = serve("log");
  EXPECT_TRUE(client().digest(host + "/broken/base", "latest").has_value());
  EXPECT_THAT(waits_, ElementsAre(500, 1000));
}

TEST_F(Registry, WhatStaysTemporaryIsATemporaryError) {
  const auto host = serve("log");
  auto found = client().digest(host + "/always-busy/base", "latest");
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().kind, ErrorKind::kTemporary);
  EXPECT_THAT(found.error().message, AllOf(HasSubstr(host), HasSubstr("HTTP 429")));
  EXPECT_EQ(count("log", "always-busy"), 4u);
}

TEST_F(Registry, DoesNotWaitForADay) {
  const auto host = serve("log");
  auto found = client().digest(host + "/long-wait/base", "latest");
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().kind, ErrorKind::kTemporary);
  EXPECT_THAT(found.error().message, HasSubstr("86400 s"));
  EXPECT_THAT(waits_, IsEmpty());
}

TEST_F(Registry, CredentialsStayHomeWhenARedirectLeadsElsewhere) {
  const auto other = serve("other", {"--address", "127.0.0.2"});
  const auto there = "127.0.0.2" + other.substr(other.find(':'));
  const auto host = serve("log", {"--auth", "--other", "http://" + there});
  Client asked = client(login(host));
  ASSERT_TRUE(asked.digest(host + "/moved/base", "latest").has_value());
  auto config = asked.config(host + "/moved/base", *asked.digest(host + "/moved/base", "latest"));
  ASSERT_TRUE(config.has_value()) << config.error().message;
  EXPECT_THAT(told("log"), Not(IsEmpty()));
  EXPECT_THAT(seen("other"), SizeIs(Gt(2u)));
  EXPECT_THAT(told("other"), IsEmpty());
}

TEST_F(Registry, RedirectsLeadToHttpsOrLoopbackOnly) {
  const auto host = serve("log");
  for (const char* name : {"to-file", "to-plain-host", "round"}) {
    auto found = client().digest(host + '/' + name + "/base", "latest");
    ASSERT_FALSE(found.has_value()) << name;
    EXPECT_EQ(found.error().kind, ErrorKind::kIo) << name;
    EXPECT_THAT(found.error().message, HasSubstr("redirects")) << name;
  }
}

TEST_F(Registry, ATokenServiceWithoutTlsElsewhereIsNotAsked) {
  const auto host = serve("log", {"--auth", "--realm", "http://tokens.invalid/token"});
  auto found = client(login(host)).digest(host + "/plain/base", "latest");
  ASSERT_FALSE(found.has_value());
  EXPECT_THAT(found.error().message, HasSubstr("token service"));
  EXPECT_THAT(told("log"), IsEmpty());
}

TEST_F(Registry, AStalledConnectionEnds) {
  const auto host = serve("log");
  Limits limits;
  limits.stall = std::chrono::seconds(1);
  limits.total = std::chrono::milliseconds(1500);
  for (const char* name : {"stalls", "stalls-inside"}) {
    auto found = client(Credentials({}), limits).tags(host + '/' + name + "/base");
    ASSERT_FALSE(found.has_value()) << name;
    EXPECT_EQ(found.error().kind, ErrorKind::kTemporary) << name;
    EXPECT_EQ(count("log", std::string("/") + name + "/"), 2u) << name;
  }
}

TEST_F(Registry, ATruncatedAnswerIsAskedForAgain) {
  const auto host = serve("log");
  auto tags = client().tags(host + "/truncated/base");
  ASSERT_TRUE(tags.has_value()) << tags.error().message;
  EXPECT_EQ(count("log", "tags/list"), 2u);
}

TEST_F(Registry, OtherBytesThanTheDigestSaysAreRefused) {
  const auto host = serve("log");
  cache_ = root_ / "cache";
  Client asked = client();
  const auto digest = asked.digest(host + "/plain/base", "latest");
  auto config = asked.config(host + "/wrong-digest/base", *digest);
  ASSERT_FALSE(config.has_value());
  EXPECT_THAT(config.error().message, HasSubstr("other bytes"));
  EXPECT_FALSE(fs::exists(cache_));
}

TEST_F(Registry, AHugeAnswerIsRefused) {
  const auto host = serve("log");
  auto tags = client().tags(host + "/huge/base");
  ASSERT_FALSE(tags.has_value());
  EXPECT_THAT(tags.error().message, HasSubstr("larger"));
  EXPECT_EQ(count("log", "huge"), 1u);
}

TEST_F(Registry, WhatTheServerSaysInItsErrorsIsNotRepeated) {
  const auto host = serve("log");
  auto found = client().tags(host + "/denied/base");
  ASSERT_FALSE(found.has_value());
  EXPECT_THAT(found.error().message, AllOf(HasSubstr("HTTP 403"), Not(HasSubstr("secret"))));
  EXPECT_THAT(client().tags(host + "/not-json/base").error().message, HasSubstr("not readable"));
}

TEST_F(Registry, TheConfigurationIsThatOfThePlatform) {
  const auto host = serve("log");
  Client asked = client();
  auto config = asked.config(host + "/plain/base", *asked.digest(host + "/plain/base", "latest"));
  ASSERT_TRUE(config.has_value()) << config.error().message;
  EXPECT_EQ(config->user, "1000:1000");
  EXPECT_EQ(config->workdir, "/srv");
  EXPECT_THAT(config->ports, ElementsAre("8080/tcp"));
  EXPECT_THAT(config->entrypoint, ElementsAre("/bin/serve"));
  EXPECT_THAT(config->cmd, ElementsAre("--all"));
  EXPECT_THAT(config->env, ElementsAre(std::pair{"PATH", "/bin"}, std::pair{"MODE", "a=b"}));
}

TEST_F(Registry, AConfigurationThatTriggersChangeIsNotBelieved) {
  const auto host = serve("log");
  Client asked = client();
  EXPECT_TRUE(resolve(asked, host + "/plain/base", "latest", {false, true})->config.has_value());
  EXPECT_FALSE(resolve(asked, host + "/plain/base", "onbuild", {false, true})->config.has_value());
}

TEST_F(Registry, ContentIsKeptByDigestAndCheckedWhenItIsReadBack) {
  const auto host = serve("log");
  cache_ = root_ / "cache";
  const auto digest = *client().digest(host + "/plain/base", "latest");
  ASSERT_TRUE(client().config(host + "/plain/base", digest).has_value());
  const std::size_t first = seen("log").size();
  ASSERT_TRUE(client().config(host + "/plain/base", digest).has_value());
  EXPECT_EQ(seen("log").size(), first);
  for (const auto& file : fs::recursive_directory_iterator(cache_)) {
    if (file.is_regular_file()) std::ofstream(file.path(), std::ios::app) << "x";
  }
  ASSERT_TRUE(client().config(host + "/plain/base", digest).has_value());
  EXPECT_GT(seen("log").size(), first);
}

TEST_F(Registry, CertificatesAreVerified) {
  const auto certificate = (root_ / "cert.pem").string(), key = (root_ / "key.pem").string();
  const std::string make =
      "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext "
      "subjectAltName=IP:127.0.0.1 -keyout '" +
      key + "' -out '" + certificate + "' 2>/dev/null";
  ASSERT_EQ(std::system(make.c_str()), 0);
  const auto host = serve("log", {"--tls", certificate, key});
  auto transport = open_transport({}, kModule);
  ASSERT_TRUE(transport.has_value());
  Request request;
  request.url = "https://" + host + "/v2/";
  request.max_body = 1000;
  EXPECT_EQ((*transport)(request).outcome, Answer::Outcome::kUntrusted);
  EXPECT_THAT(seen("log"), IsEmpty());
  setenv("SSL_CERT_FILE", certificate.c_str(), 1);
  EXPECT_EQ((*transport)(request).outcome, Answer::Outcome::kAnswered);
  unsetenv("SSL_CERT_FILE");
  request.verify = false;
  EXPECT_EQ((*transport)(request).outcome, Answer::Outcome::kAnswered);
  // Loopback goes without verification, and finds out that it is TLS.
  EXPECT_TRUE(client().digest(host + "/plain/base", "latest").has_value());
}

TEST_F(Registry, RealOneBehindHtpasswd) {
  const auto host = serve_real();
  auto refused = client().digest(host + "/team/base", "latest");
  ASSERT_FALSE(refused.has_value());
  EXPECT_THAT(refused.error().message, HasSubstr("wants a login"));
  Client asked = client(login(host));
  auto found = resolve(asked, host + "/team/base", "latest", {true, true});
  ASSERT_TRUE(found.has_value()) << found.error().message;
  EXPECT_EQ(found->failure, "");
  EXPECT_EQ(found->tag, "4.2.1-bookworm");
  EXPECT_EQ(found->digest, *asked.digest(host + "/team/base", "bookworm"));
  ASSERT_TRUE(found->config.has_value());
  EXPECT_EQ(found->config->user, "1000:1000");
  EXPECT_THAT(asked.digest(host + "/team/base", "none").error().message, HasSubstr("no such image or tag"));
}

}  // namespace
}  // namespace dockhone::registry
