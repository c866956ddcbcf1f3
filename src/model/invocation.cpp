#include "dockhone/model/invocation.h"

#include <algorithm>

#include "invocation_reader.h"

namespace dockhone::model {

bool Invocation::wrapped_by(std::string_view program) const {
  return std::any_of(peeled_.begin(), peeled_.end(),
                     [&](const Peeled& each) { return each.facts->name == program; });
}

std::string_view Invocation::verb_name() const {
  if (verb_ != nullptr) return verb_->name;
  return verb_arg_ == kNoWord ? std::string_view() : args_[verb_arg_].text;
}

VerbKind Invocation::kind() const {
  if (verb_ != nullptr) return verb_->kind;
  if (verb_arg_ != kNoWord && tool()->takes_any_verb) return tool()->unlisted_verb;
  return VerbKind::kOther;
}

const Arg* Invocation::find(std::string_view option) const {
  const OptionFacts* facts = find_option(tool(), option);
  const Arg* found = nullptr;
  for (const Arg& arg : args_) {
    if (arg.kind != Arg::Kind::kOption) continue;
    if (facts != nullptr ? arg.option == facts : arg.text == option) found = &arg;
  }
  return found;
}

const Arg* Invocation::value_of(const Arg& option) const {
  const Arg* next = &option + 1;
  return next < args_.data() + args_.size() && next->kind == Arg::Kind::kValue ? next : nullptr;
}

const Arg* Invocation::value(std::string_view option) const {
  const Arg* found = find(option);
  return found == nullptr ? nullptr : value_of(*found);
}

std::vector<const Arg*> Invocation::operands() const {
  std::vector<const Arg*> found;
  found.reserve(operand_count_);
  for (const Arg& arg : args_) {
    if (arg.kind == Arg::Kind::kOperand) found.push_back(&arg);
  }
  return found;
}

const Arg* Invocation::unsure() const {
  if (unsure_wrapper_) return &*unsure_wrapper_;
  auto found = std::find_if(args_.begin(), args_.end(), [](const Arg& arg) { return arg.unsure; });
  return found == args_.end() ? nullptr : &*found;
}

}  // namespace dockhone::model
