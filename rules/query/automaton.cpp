#include "rules/query/automaton.h"

#include <utility>

namespace query {

namespace {

using parser::Path;

constexpr std::uint32_t kStart = 0;
constexpr std::uint32_t kEnd = 1;

/// Makes an automaton that may also change its state without a triple, and then one that may not.
class Maker {
 public:
  explicit Maker(kg::Interner& interner) : interner_(interner) {
    add_state();
    add_state();
  }

  Automaton make(const Path& path, bool backwards) {
    add(path, backwards, kStart, kEnd);
    Automaton result;
    for (std::uint32_t state = 0; state < silent_.size(); ++state) {
      result.states.push_back(without_silence(state));
    }
    return result;
  }

 private:
  std::uint32_t add_state() {
    moves_.emplace_back();
    silent_.emplace_back();
    return static_cast<std::uint32_t>(silent_.size() - 1);
  }

  void add(const Path& path, bool backwards, std::uint32_t from, std::uint32_t to) {
    switch (path.kind) {
      case Path::Kind::Predicate:
        moves_[from].push_back({to, backwards, interner_.intern(path.predicate), {}});
        break;
      case Path::Kind::Inverse:
        add(path.parts.front(), !backwards, from, to);
        break;
      case Path::Kind::Sequence:
        add_sequence(path, backwards, from, to);
        break;
      case Path::Kind::Alternative:
        for (const Path& part : path.parts) add(part, backwards, from, to);
        break;
      case Path::Kind::NegatedSet:
        add_negated_set(path, backwards, from, to);
        break;
      case Path::Kind::ZeroOrOne:
        add(path.parts.front(), backwards, from, to);
        silent_[from].push_back(to);
        break;
      case Path::Kind::ZeroOrMore:
      case Path::Kind::OneOrMore:
        add_repetition(path, backwards, from, to);
        break;
    }
  }

  void add_sequence(const Path& path, bool backwards, std::uint32_t from, std::uint32_t to) {
    const std::size_t count = path.parts.size();
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t next = i + 1 == count ? to : add_state();
      add(path.parts[backwards ? count - 1 - i : i], backwards, from, next);
      from = next;
    }
  }

  void add_repetition(const Path& path, bool backwards, std::uint32_t from, std::uint32_t to) {
    const std::uint32_t before = add_state();
    const std::uint32_t after = path.kind == Path::Kind::ZeroOrMore ? before : add_state();
    silent_[from].push_back(before);
    add(path.parts.front(), backwards, before, after);
    if (after != before) silent_[after].push_back(before);
    silent_[after].push_back(to);
  }

  void add_negated_set(const Path& path, bool backwards, std::uint32_t from, std::uint32_t to) {
    Automaton::Move along{to, backwards, kg::TermId::None, {}};
    Automaton::Move against{to, !backwards, kg::TermId::None, {}};
    for (const Path& part : path.parts) {
      if (part.kind == Path::Kind::Inverse) {
        against.excluded.push_back(interner_.intern(part.parts.front().predicate));
      } else {
        along.excluded.push_back(interner_.intern(part.predicate));
      }
    }
    if (!along.excluded.empty() || against.excluded.empty()) {
      moves_[from].push_back(std::move(along));
    }
    if (!against.excluded.empty()) moves_[from].push_back(std::move(against));
  }

  Automaton::State without_silence(std::uint32_t state) const {
    Automaton::State result;
    std::vector<std::uint32_t> reached = {state};
    std::vector<bool> seen(silent_.size());
    seen[state] = true;
    for (std::size_t i = 0; i < reached.size(); ++i) {
      const std::uint32_t at = reached[i];
      result.accepts = result.accepts || at == kEnd;
      result.moves.insert(result.moves.end(), moves_[at].begin(), moves_[at].end());
      for (const std::uint32_t next : silent_[at]) {
        if (!seen[next]) reached.push_back(next);
        seen[next] = true;
      }
    }
    return result;
  }

  kg::Interner& interner_;
  std::vector<std::vector<Automaton::Move>> moves_;
  std::vector<std::vector<std::uint32_t>> silent_;
};

}  // namespace

Automaton make_automaton(const Path& path, bool backwards, kg::Interner& interner) {
  return Maker(interner).make(path, backwards);
}

}  // namespace query
