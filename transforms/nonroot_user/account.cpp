#include "account.h"

#include <algorithm>

#include "dockhone/base/contains.h"
#include "dockhone/image/release.h"
#include "vendors.h"

namespace dockhone::transforms::nonroot {

namespace {

using image::Distribution;
using syntax::Keyword;

constexpr std::string_view kNumber = "10001";

struct Made {
  std::string name;
  std::string uid;  // "" where not said
  std::string gid;  // of -g, a number or a name; "" where not said
  std::size_t instruction = model::kNone;
};

// What the RUNs of the stages do to accounts.
struct Accounts {
  std::vector<Made> users;
  std::vector<std::pair<std::string, std::string>> groups;  // name, number
  bool changed = false;                                     // in a way that is not understood
  std::size_t where = model::kNone;
};

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string value_of(const model::Invocation& call, std::string_view option) {
  const model::Arg* value = call.value(option);
  return value == nullptr || !value->known ? std::string() : std::string(value->text);
}

bool has_unknown_value(const model::Invocation& call, std::initializer_list<std::string_view> options) {
  return std::any_of(options.begin(), options.end(), [&](std::string_view option) {
    return call.has(option) && value_of(call, option).empty();
  });
}

void note_user(const model::Invocation& call, std::size_t index, Accounts& accounts) {
  auto operands = call.operands();
  bool sure = !operands.empty() && operands[0]->known && call.unsure() == nullptr;
  // `adduser USER GROUP` of Debian and Alpine only adds a member.
  if (sure && call.program() == "adduser" && operands.size() == 2) return;
  if (!sure || operands.size() != 1 ||
      has_unknown_value(call, {"-u", "--uid", "-g", "--gid", "-G", "--ingroup"})) {
    accounts.changed = true;
    return;
  }
  Made made;
  made.name = operands[0]->text;
  made.instruction = index;
  made.uid = value_of(call, "-u");
  if (made.uid.empty()) made.uid = value_of(call, "--uid");
  bool primary_is_g = call.program() == "useradd" || call.has("--gid");
  if (primary_is_g) made.gid = value_of(call, call.has("--gid") ? "--gid" : "-g");
  accounts.users.push_back(std::move(made));
}

void note_group(const model::Invocation& call, Accounts& accounts) {
  auto operands = call.operands();
  if (operands.size() == 2 && call.program() == "addgroup") return;  // a member
  if (operands.size() != 1 || !operands[0]->known) return;
  std::string number = value_of(call, "-g");
  if (number.empty()) number = value_of(call, "--gid");
  accounts.groups.emplace_back(std::string(operands[0]->text), std::move(number));
}

Accounts read_accounts(const model::BuildModel& model, const Chain& chain) {
  Accounts accounts;
  for (std::size_t i : chain.instructions) {
    const syntax::Instruction& run = model.document().instructions()[i];
    if (run.keyword != Keyword::kRun) continue;
    std::string_view text = run.span.in(model.document().text());
    bool named = contains_any(text, {"user", "group", "/etc/passwd"});
    if (!named) continue;
    const model::RunScript& script = model.run_script(i);
    auto lost = [&] {
      accounts.changed = true;
      accounts.where = i;
    };
    if (script.script == nullptr) {
      if (contains_any(text, {"useradd", "adduser", "usermod", "userdel", "deluser", "/etc/passwd"})) lost();
      continue;
    }
    bool seen = false;
    for (const model::Call& call : script.calls) {
      std::string_view program = call.invocation.program();
      seen |= program == "useradd" || program == "adduser";
      bool adds = program == "useradd" || program == "adduser";
      if (adds) note_user(call.invocation, i, accounts);
      if (program == "groupadd" || program == "addgroup") note_group(call.invocation, accounts);
      bool odd = program == "userdel" || program == "deluser" || program == "usermod" ||
                 program == "groupmod" || program == "newusers" || program == "vipw";
      if (odd || (adds && call.nested)) lost();
    }
    // In a script within the script (bash -c '...').
    if (!seen && contains_any(text, {"useradd", "adduser"})) lost();
    if (contains(text, "/etc/passwd")) lost();
    if (accounts.changed && accounts.where == model::kNone) accounts.where = i;
  }
  return accounts;
}

// As USER and its like name it: numbers where they are known.
std::variant<Account, Decline> use(const Made& made, const Accounts& accounts) {
  Account account;
  account.made_by = made.instruction;
  account.evidence = "the file makes the user " + made.name + " and never runs anything as it";
  bool numeric = is_number(made.uid);
  if (numeric && made.uid == "0") return Decline{"accounts-changed", made.name + " is another name for root"};
  std::string gid = made.gid;
  for (const auto& [name, number] : accounts.groups) {
    if (name == gid && is_number(number)) gid = number;
  }
  account.user = numeric ? made.uid : made.name;
  if (!gid.empty()) account.user += ':' + gid;
  return account;
}

bool has_minor_variant(std::string_view tag) {
  return contains_any(tag, {"minimal", "micro", "slim", "distroless"});
}

enum class Tools { kNone, kShadow, kBusybox, kMissing, kUnknown };

Tools tools_of(const model::BaseRef& base) {
  if (base.kind == model::BaseRef::Kind::kScratch) return Tools::kNone;
  const image::ImageRef& ref = *base.image;
  if (is_distroless(ref)) return Tools::kNone;
  image::SystemRelease release = image::system_release(ref);
  bool minimal = release.manager == image::PackageManager::kMicrodnf ||
                 (has_minor_variant(ref.tag) || has_minor_variant(ref.repository));
  switch (release.distribution) {
    case Distribution::kDebian:
    case Distribution::kUbuntu:
      return Tools::kShadow;
    case Distribution::kAlpine:
    case Distribution::kBusybox:
      return Tools::kBusybox;
    case Distribution::kFedora:
    case Distribution::kCentos:
    case Distribution::kRocky:
    case Distribution::kAlma:
    case Distribution::kRhel:
      return minimal ? Tools::kMissing : Tools::kShadow;
    case Distribution::kAmazon:
    case Distribution::kOracle:
      return Tools::kMissing;
    default:
      return Tools::kUnknown;
  }
}

// The file installs the tools itself.
bool installs_shadow(const model::BuildModel& model, const Chain& chain) {
  return std::any_of(chain.instructions.begin(), chain.instructions.end(), [&](std::size_t i) {
    const syntax::Instruction& run = model.document().instructions()[i];
    return run.keyword == Keyword::kRun && contains(run.rest_text(), "shadow-utils");
  });
}

std::vector<std::string> commands(Tools tools) {
  std::string id(kNumber);
  if (tools == Tools::kBusybox) {
    return {"addgroup -S -g " + id + " app", "adduser -S -D -u " + id + " -G app app"};
  }
  return {"groupadd --system --gid " + id + " app", "useradd --system --no-log-init --create-home --uid " +
                                                        id + " --gid app --shell /usr/sbin/nologin app"};
}

}  // namespace

std::variant<Account, Decline> choose_account(const model::BuildModel& model, const Chain& chain) {
  Accounts accounts = read_accounts(model, chain);
  if (accounts.changed)
    return Decline{"accounts-changed", "the file changes accounts in a way that is not understood"};
  if (accounts.users.size() > 1) {
    return Decline{"several-users",
                   "the file makes several users: which one the container is for is not known"};
  }
  if (accounts.users.size() == 1) return use(accounts.users.front(), accounts);
  Tools tools = tools_of(*chain.base);
  Account account;
  if (tools == Tools::kNone) {
    account.user = "65532:65532";
    account.has_tools = false;
    account.evidence =
        "the image has no tools to make users with, and needs none: 65532 is what such images use";
    return account;
  }
  const image::ImageRef& ref = *chain.base->image;
  if (std::string_view user = user_of_image(ref); !user.empty()) {
    account.user = user;
    account.evidence = "the base image has a user for the application, " + account.user;
    return account;
  }
  if (tools == Tools::kMissing && installs_shadow(model, chain)) tools = Tools::kShadow;
  if (tools == Tools::kMissing)
    return Decline{"no-tools", "the base image has no useradd: install shadow-utils to have a user made"};
  if (tools == Tools::kUnknown)
    return Decline{"unknown-base", "which distribution the base image is of is not known"};
  for (const auto& [name, number] : accounts.groups) {
    if (name == "app" || number == kNumber)
      return Decline{"name-taken", "the file makes a group of the name or number that the user would get"};
  }
  account.user = std::string(kNumber) + ':' + std::string(kNumber);
  account.commands = commands(tools);
  account.evidence = "no user of the base image is known, so one is made";
  return account;
}

}  // namespace dockhone::transforms::nonroot
