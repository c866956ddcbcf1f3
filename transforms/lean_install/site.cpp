#include <algorithm>
#include <charconv>

#include "rules.h"

namespace dockhone::transforms::lean_install {

Decline cache_used() {
  return {"cache-used",
          "something else in the Dockerfile takes it that the cache is there, and may fail without it"};
}

Decline unsure(const model::Invocation& call, const model::Arg& arg) {
  return {"unsure-options", "its word " + std::string(arg.span.in(call.script())) + " is not understood"};
}

int number(std::string_view text) {
  int value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::pair<int, int> version(std::string_view text) {
  std::size_t dot = text.find('.');
  return {number(text.substr(0, dot)), dot == std::string_view::npos ? 0 : number(text.substr(dot + 1))};
}

const model::BaseRef& Site::base() const { return model.base_under(model.stage_of(instruction)); }

image::SystemRelease Site::release() const {
  const model::BaseRef& from = base();
  return from.kind == model::BaseRef::Kind::kImage ? image::system_release(*from.image)
                                                   : image::SystemRelease{};
}

bool Site::has_cache_mount(std::initializer_list<std::string_view> parts) const {
  for (const syntax::Flag& flag : run().flags) {
    if (flag.name != "mount" || flag.value.find("cache") == std::string_view::npos) continue;
    for (std::string_view part : parts) {
      if (flag.value.find(part) != std::string_view::npos) return true;
    }
  }
  return false;
}

bool Site::uses_cache(bool (*names_cache)(std::string_view text)) const {
  std::string_view text = model.document().text();
  auto instructions = model.document().instructions();
  for (const model::Stage& stage : model.stages()) {
    for (std::size_t i = stage.from + 1; i < stage.end; ++i) {
      if (!names_cache(instructions[i].span.in(text))) continue;
      if (instructions[i].keyword == syntax::Keyword::kCopy ||
          instructions[i].keyword == syntax::Keyword::kAdd)
        return true;
      if (instructions[i].keyword != syntax::Keyword::kRun) continue;
      const model::RunScript& script = model.run_script(i);
      if (script.script == nullptr) return true;
      for (const model::Call& each : script.calls) {
        bool easy = each.invocation.program() == "rm" && each.invocation.has("-f");
        if (easy || each.invocation.program() == "mkdir") continue;
        for (const shell::Word& word : each.invocation.command().words) {
          if (names_cache(word.span.in(each.invocation.script()))) return true;
        }
      }
    }
  }
  return false;
}

// `python3 -m pip` is a call of python3.
std::string called_as(const model::Invocation& call) {
  if (call.peeled().empty() || !call.peeled().back().facts->name.starts_with("py"))
    return std::string(call.program());
  std::string_view word =
      shell::plain_literal(call.command().words[call.peeled().back().first_word], call.script());
  return std::string(word.substr(word.rfind('/') + 1));
}

namespace {

// A word of options that stand alone: of -yt RELEASE, the last letter takes the next word.
bool is_options_only(const model::Invocation& call, std::uint16_t word) {
  bool any = false;
  for (const model::Arg& arg : call.args()) {
    if (arg.word != word) continue;
    bool alone = arg.kind == model::Arg::Kind::kOption && arg.known && !arg.unsure &&
                 call.value_of(arg) == nullptr && arg.text != "--";
    if (!alone) return false;
    any = true;
  }
  return any;
}

}  // namespace

bool Fix::add_option(const Site& site, std::string option) {
  const model::Invocation& call = site.call.invocation;
  std::uint16_t behind = call.verb_arg()->word;
  while (is_options_only(call, static_cast<std::uint16_t>(behind + 1))) ++behind;
  auto edit = site.words.behind(call.command().words[behind].span, option);
  if (!edit) return false;
  edits.push_back(std::move(*edit));
  differences.push_back({rewrite::Difference::Kind::kWords, called_as(call), "", option});
  options.push_back(std::move(option));
  return true;
}

}  // namespace dockhone::transforms::lean_install
