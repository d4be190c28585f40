#include <utility>

#include "rules/query/translate.h"

namespace query {

namespace {

using parser::Path;

class PathTranslator {
 public:
  PathTranslator(match::Variables& variables, kg::Interner& interner, parser::Span span)
      : variables_(variables), interner_(interner), span_(span) {}

  Algebra translate(const match::Slot& subject, const Path& path, const match::Slot& object) {
    switch (path.kind) {
      case Path::Kind::Predicate:
        return basic_pattern(
            {subject, match::Slot::of(interner_.intern(path.predicate)), object, span_});
      case Path::Kind::Inverse:
        return translate(object, path.parts.front(), subject);
      case Path::Kind::Sequence:
        return sequence(subject, path, object);
      case Path::Kind::Alternative:
        return alternative(subject, path, object);
      case Path::Kind::NegatedSet:
        return negated_set(subject, path, object);
      case Path::Kind::ZeroOrMore:
      case Path::Kind::OneOrMore:
      case Path::Kind::ZeroOrOne:
        break;
    }
    return path_pattern(subject, path, object);
  }

 private:
  Algebra sequence(const match::Slot& subject, const Path& path, const match::Slot& object) {
    Algebra result;
    match::Slot from = subject;
    for (std::size_t i = 0; i < path.parts.size(); ++i) {
      const bool last = i + 1 == path.parts.size();
      match::Slot to = last ? object : match::Slot::of_variable(variables_.fresh());
      result = join(std::move(result), translate(from, path.parts[i], to));
      from = std::move(to);
    }
    return result;
  }

  Algebra alternative(const match::Slot& subject, const Path& path, const match::Slot& object) {
    std::vector<Algebra> branches;
    for (const Path& part : path.parts) branches.push_back(translate(subject, part, object));
    return unite(std::move(branches));
  }

  /// A set for each direction; one that names nothing at all goes forwards.
  Algebra negated_set(const match::Slot& subject, const Path& path, const match::Slot& object) {
    Path forwards;
    forwards.kind = Path::Kind::NegatedSet;
    Path backwards = forwards;
    for (const Path& part : path.parts) {
      if (part.kind == Path::Kind::Inverse) {
        backwards.parts.push_back(part.parts.front());
      } else {
        forwards.parts.push_back(part);
      }
    }
    std::vector<Algebra> branches;
    if (!forwards.parts.empty() || backwards.parts.empty()) {
      branches.push_back(path_pattern(subject, std::move(forwards), object));
    }
    if (!backwards.parts.empty()) {
      branches.push_back(path_pattern(object, std::move(backwards), subject));
    }
    return unite(std::move(branches));
  }

  match::Variables& variables_;
  kg::Interner& interner_;
  parser::Span span_;
};

}  // namespace

Algebra translate_path(const match::Slot& subject, const Path& path, const match::Slot& object,
                       match::Variables& variables, kg::Interner& interner) {
  return PathTranslator(variables, interner, path.span).translate(subject, path, object);
}

}  // namespace query
