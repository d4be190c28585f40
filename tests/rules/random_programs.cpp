#include "tests/rules/random_programs.h"

#include <algorithm>
#include <vector>

namespace {

class Writer {
 public:
  explicit Writer(std::uint32_t seed) : random_(seed) {}

  std::string data() {
    std::string text = kPrefix;
    const int count = between(6, 18);
    for (int i = 0; i < count; ++i) {
      text += subject() + ' ' + predicate(0, 5) + ' ' + object() + " .\n";
    }
    return text;
  }

  std::string rules() {
    std::string text = kPrefix;
    if (chance(30)) text += "DATA { " + subject() + ' ' + predicate(0, 5) + ' ' + object() + " }\n";
    const int count = between(1, 5);
    for (int i = 0; i < count; ++i) text += rule();
    return text;
  }

 private:
  static constexpr const char* kPrefix = "PREFIX : <http://e/>\n";

  int between(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
  bool chance(int percent) { return between(1, 100) <= percent; }
  const std::string& one_of(const std::vector<std::string>& values) {
    return values[static_cast<std::size_t>(between(0, static_cast<int>(values.size()) - 1))];
  }

  std::string node() { return ":n" + std::to_string(between(0, 3)); }
  std::string subject() { return chance(10) ? "_:b" + std::to_string(between(0, 1)) : node(); }
  std::string predicate(int low, int high) { return ":p" + std::to_string(between(low, high)); }
  std::string literal() { return one_of({"1", "2", "3", "\"x\"", "1.5"}); }
  std::string triple_term() {
    return "<<( " + node() + ' ' + predicate(0, 5) + ' ' + (chance(70) ? node() : literal()) +
           " )>>";
  }
  std::string object() {
    if (chance(20)) return literal();
    if (chance(12)) return triple_term();
    // A predicate as a node makes variable predicates match.
    if (chance(15)) return predicate(0, 5);
    return subject();
  }

  std::string variable() { return one_of({"?x", "?y", "?z", "?w"}); }

  void bind(const std::string& name) {
    if (std::find(bound_.begin(), bound_.end(), name) == bound_.end()) bound_.push_back(name);
  }

  std::string pattern_term(bool as_object) {
    if (chance(82)) {
      const std::string name = variable();
      bind(name);
      return name;
    }
    if (as_object && chance(35)) {
      const std::string s = variable();
      const std::string p = chance(30) ? variable() : predicate(0, 5);
      const std::string o = chance(70) ? variable() : node();
      for (const std::string& part : {s, p, o}) {
        if (part.front() == '?') bind(part);
      }
      return "<<( " + s + ' ' + p + ' ' + o + " )>>";
    }
    if (chance(10)) return "_:v";
    return as_object ? (chance(70) ? node() : literal()) : node();
  }

  std::string pattern(int low, int high) {
    const std::string s = pattern_term(false);
    std::string p = predicate(low, high);
    if (chance(8)) {
      p = variable();
      bind(p);
    } else if (chance(10)) {
      p += '/' + predicate(low, high);
    } else if (chance(8)) {
      p = '^' + p;
    }
    return s + ' ' + p + ' ' + pattern_term(true) + " . ";
  }

  std::string bound() { return bound_.empty() ? node() : one_of(bound_); }

  std::string filter() {
    const std::string left = bound();
    switch (between(0, 5)) {
      case 0:
        return "FILTER(" + left + " != " + bound() + ") ";
      case 1:
        return "FILTER(" + left + " = " + (chance(50) ? node() : bound()) + ") ";
      case 2:
        return "FILTER(" + left + " < " + one_of({"2", "3", "1.7"}) + ") ";
      case 3:
        return "FILTER(isIRI(" + left + ") && " + left + " != :n0) ";
      case 4:
        return "FILTER(isLITERAL(" + left + ") || " + left + " = " + bound() + ") ";
      default:
        return "FILTER(" + left + " IN (1, :n1, :n2, \"x\")) ";
    }
  }

  std::string negation(int low, int high) {
    const std::vector<std::string> outside = bound_;
    std::string text = chance(25) ? "NOT DATA { " : "NOT { ";
    const int count = between(1, 2);
    for (int i = 0; i < count; ++i) text += pattern(low, high);
    if (chance(30)) text += filter();
    bound_ = outside;
    return text + "} ";
  }

  std::string assignment() {
    const std::string name = "?s" + std::to_string(next_++);
    std::string value = one_of({bound() + " + 1", "1", "STR(" + bound() + ")",
                                "TRIPLE(" + node() + ", :p0, " + bound() + ")", "BNODE()",
                                "IF(isIRI(" + bound() + "), " + bound() + ", :n3)"});
    bind(name);
    return "SET(" + name + " := " + value + ") ";
  }

  std::string aggregate(int low, int high) {
    const std::vector<std::string> outside = bound_;
    const std::string name = "?n" + std::to_string(next_++);
    std::string body;
    const int count = between(1, 2);
    for (int i = 0; i < count; ++i) {
      body += pattern(low, high);
      if (chance(20)) body += filter();
      if (chance(20)) body += negation(low, high);
    }
    std::string function =
        one_of({"COUNT", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"});
    function += chance(50) ? "(DISTINCT " : "(";
    const bool star = function.starts_with("COUNT") && chance(30);
    function += star ? "*" : (chance(75) ? bound() : "STRLEN(STR(" + bound() + "))");
    bound_ = outside;
    bind(name);
    return "SET(" + name + " := " + function + (chance(20) ? ") DATA { " : ") { ") + body + "}) ";
  }

  std::string head_term(bool as_object) {
    if (chance(80) && !bound_.empty()) return bound();
    if (chance(5)) return chance(50) ? "[]" : "_:made";
    if (as_object && chance(5)) return "<<( " + bound() + " :p1 " + bound() + " )>>";
    return as_object && chance(30) ? literal() : node();
  }

  std::string rule() {
    bound_.clear();
    next_ = 0;
    // Most rules conclude with later predicates than they read, and negate earlier ones, so that
    // most documents have strata.
    const int level = between(0, 4);
    std::string body;
    const int count = between(0, 3);
    for (int i = 0; i <= count; ++i) {
      body += pattern(0, chance(90) ? level : 5);
      if (chance(15)) body += filter();
      if (chance(20)) body += negation(0, std::max(0, level - 1));
      if (chance(5)) body += assignment();
      if (chance(8)) body += aggregate(0, std::max(0, level - 1));
    }
    std::string head;
    const int conclusions = between(1, 2);
    for (int i = 0; i < conclusions; ++i) {
      const std::string p =
          chance(5) ? bound() : predicate(level, chance(80) ? std::min(5, level + 1) : 5);
      head += head_term(false) + ' ' + (p.front() == '?' || p.front() == ':' ? p : ":p5") + ' ' +
              head_term(true) + " . ";
    }
    return "RULE { " + head + "} WHERE " + (chance(8) ? "DATA { " : "{ ") + body + "}\n";
  }

  std::mt19937 random_;
  std::vector<std::string> bound_;
  int next_ = 0;
};

}  // namespace

RandomProgram::RandomProgram(std::uint32_t seed) {
  Writer writer(seed);
  data = writer.data();
  rules = writer.rules();
}
