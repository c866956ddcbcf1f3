// One T for each instruction that is asked about, in all documents that have it.
#pragma once

#include <deque>
#include <vector>

#include "dockhone/syntax/document.h"

namespace dockhone::model {

template <class T>
class ByIdentity {
 public:
  // Made when first asked for; stays where it is.
  T& operator[](const syntax::Instruction& instruction) {
    if (instruction.identity >= places_.size()) places_.resize(instruction.identity + 16);
    T*& place = places_[instruction.identity];
    if (place == nullptr) place = &all_.emplace_back();
    return *place;
  }

 private:
  std::deque<T> all_;
  std::vector<T*> places_;
};

}  // namespace dockhone::model
