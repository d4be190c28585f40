#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "rules/match/pattern.h"

namespace query {

/// A set of variables of a question.
class VariableSet {
 public:
  VariableSet() = default;
  explicit VariableSet(const std::vector<match::VariableIndex>& variables) {
    for (const match::VariableIndex variable : variables) insert(variable);
  }

  bool contains(match::VariableIndex variable) const {
    return variable / kBits < words_.size() &&
           (words_[variable / kBits] >> (variable % kBits) & 1U) != 0;
  }

  void insert(match::VariableIndex variable) {
    if (variable / kBits >= words_.size()) words_.resize(variable / kBits + 1);
    words_[variable / kBits] |= std::uint64_t{1} << (variable % kBits);
  }

  void insert(const VariableSet& others) {
    if (words_.size() < others.words_.size()) words_.resize(others.words_.size());
    for (std::size_t i = 0; i < others.words_.size(); ++i) words_[i] |= others.words_[i];
  }

  void erase(const VariableSet& others) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~others.word(i);
  }

  void keep(const VariableSet& others) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= others.word(i);
  }

  bool empty() const {
    return includes_none([](std::size_t) { return ~std::uint64_t{0}; });
  }

  bool meets(const VariableSet& others) const {
    return !includes_none([&](std::size_t i) { return others.word(i); });
  }

  bool includes(const VariableSet& others) const {
    return others.includes_none([&](std::size_t i) { return ~word(i); });
  }

  /// In ascending order.
  std::vector<match::VariableIndex> elements() const {
    std::vector<match::VariableIndex> result;
    for (match::VariableIndex i = 0; i < words_.size() * kBits; ++i) {
      if (contains(i)) result.push_back(i);
    }
    return result;
  }

 private:
  static constexpr std::size_t kBits = 64;

  std::uint64_t word(std::size_t i) const { return i < words_.size() ? words_[i] : 0; }

  /// Whether no element is in the set whose words `of` gives.
  template <class Words>
  bool includes_none(const Words& of) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if ((words_[i] & of(i)) != 0) return false;
    }
    return true;
  }

  std::vector<std::uint64_t> words_;
};

inline VariableSet operator|(VariableSet left, const VariableSet& right) {
  left.insert(right);
  return left;
}

inline VariableSet operator&(VariableSet left, const VariableSet& right) {
  left.keep(right);
  return left;
}

inline VariableSet operator-(VariableSet left, const VariableSet& right) {
  left.erase(right);
  return left;
}

}  // namespace query
