#pragma once

#include <random>
#include <string>

/// Small rule sets over three things, three stated properties and three inferred ones; most can be
/// stratified.
class SmallProgram {
 public:
  explicit SmallProgram(unsigned seed) : random_(seed) {
    const int rule_count = number(2, 6);
    for (int i = 0; i < rule_count; ++i) rules += rule();
    if (chance(20)) rules += "DATA { " + triple(":q") + " }\n";
    const int fact_count = number(6, 18);
    for (int i = 0; i < fact_count; ++i) data += triple(chance(12) ? ":q" : ":p") + " .\n";
  }

  std::string rules;
  std::string data;

 private:
  int number(int from, int to) { return std::uniform_int_distribution(from, to)(random_); }
  bool chance(int percent) { return number(1, 100) <= percent; }
  std::string thing() { return ":c" + std::to_string(number(0, 2)); }
  std::string property(const std::string& kind) { return kind + std::to_string(number(0, 2)); }
  std::string triple(const std::string& kind) {
    return thing() + ' ' + property(kind) + ' ' + thing();
  }
  std::string variable() { return std::string("?") + "xyz"[number(0, 2)]; }

  std::string atom() {
    const std::string subject = chance(85) ? variable() : thing();
    const std::string object = chance(80) ? variable() : thing();
    std::string verb = property(chance(55) ? ":p" : ":q");
    if (chance(8)) verb += "/" + std::string(chance(50) ? "^" : "") + property(":p");
    if (chance(4)) verb = "?v";
    used_ += subject + ' ' + object + ' ';
    return subject + ' ' + verb + ' ' + object + " . ";
  }

  /// A variable that the body has given a value, else a thing.
  std::string used_term() {
    const std::string candidate = variable();
    return used_.find(candidate) != std::string::npos ? candidate : thing();
  }

  std::string rule() {
    used_.clear();
    std::string body;
    const int atoms = number(1, 3);
    for (int i = 0; i < atoms; ++i) body += atom();
    if (chance(20)) body += "FILTER ( " + used_term() + " != " + used_term() + " ) ";
    if (chance(25)) {
      body += std::string("NOT ") + (chance(20) ? "DATA " : "") + "{ " + used_term() + ' ' +
              property(chance(75) ? ":p" : ":q") + ' ' + (chance(50) ? "?w" : used_term()) + " } ";
    }
    std::string object = used_term();
    if (chance(6)) {
      body += "SET ( ?s := STR(" + used_term() + ") ) ";
      object = "?s";
    }
    std::string head = used_term() + ' ' + property(":q") + ' ' + object;
    if (chance(20)) head += " . " + used_term() + ' ' + property(":q") + ' ' + used_term();
    return "RULE { " + head + " } WHERE " + (chance(8) ? "DATA " : "") + "{ " + body + "}\n";
  }

  std::mt19937 random_;
  std::string used_;
};
