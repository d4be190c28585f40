#include <algorithm>
#include <set>
#include <utility>

#include "facts/load.h"
#include "parser/iri.h"
#include "parser/turtle_snippet.h"
#include "parser/write.h"
#include "repl/rule_sources.h"
#include "repl/supposition.h"
#include "rules/dependency.h"
#include "rules/evaluate.h"
#include "rules/explain/hypothesis.h"

/// How a supposition is made from assumptions.
namespace repl {

namespace {

constexpr std::size_t kMostNear = 4;

bool below(const std::string& source, const std::string& folder) {
  return source.starts_with(folder.ends_with('/') ? folder : folder + "/");
}

/// The rule by any of its names.
bool is_called(const rules::Rule& rule, const std::string& name, const parser::Prefixes& prefixes) {
  return rules::display_name(rule, prefixes) == name ||
         (rule.name && ('<' + rule.name->lexical + '>' == name || rule.name->lexical == name)) ||
         rule.location.source + ':' + std::to_string(rule.location.position.line) == name;
}

}  // namespace

class SuppositionBuilder {
 public:
  SuppositionBuilder(const Supposition::Ground& ground, const Supervision& supervision,
                     parser::Diagnostics& diagnostics)
      : ground_(ground),
        supervision_(supervision),
        diagnostics_(diagnostics),
        result_(new Supposition(ground)) {}

  std::unique_ptr<Supposition> build(const std::vector<Assumption>& assumptions) {
    for (const Assumption& assumption : assumptions) {
      result_->assumed_.push_back({assumption, {}, {}});
      apply(result_->assumed_.back());
    }
    if (diagnostics_.has_errors() || !make_program()) return nullptr;
    rules::EvaluateOptions options;
    options.cancel = supervision_.cancel;
    options.progress = reasoning_progress(supervision_.progress);
    if (!explain::conclude(result_->program_, result_->graph_, result_->terms_, options)) {
      diagnostics_.error("cancelled", "stopped; nothing is assumed");
      return nullptr;
    }
    return std::move(result_);
  }

 private:
  void apply(Assumed& assumed) {
    switch (assumed.assumption.kind) {
      case Assumption::Kind::Assert:
      case Assumption::Kind::Retract:
        return apply_facts(assumed);
      case Assumption::Kind::Withdraw:
        return withdraw(assumed);
      case Assumption::Kind::Rule:
        return add_rules(assumed);
      case Assumption::Kind::Without:
        return leave_out(assumed);
    }
  }

  void apply_facts(Assumed& assumed) {
    const bool assert = assumed.assumption.kind == Assumption::Kind::Assert;
    const std::string& text = assumed.assumption.text;
    std::optional<parser::Source> source;
    if (text.starts_with('@')) {
      source = facts::read({text.substr(1), text.substr(1), facts::FileKind::Data}, diagnostics_);
      if (!source) return;
    } else {
      source = parser::Source{assert ? "<assert>" : "<retract>", text};
    }
    const facts::BlankNodeScope blank_nodes("what-if:" + source->name);
    const std::string place = text.starts_with('@') ? source->name : "what-if";
    const bool read = parser::parse_turtle_snippet(
        *source, parser::base_iri(""), ground_.labels.prefixes(),
        [&](parser::RdfStatement&& statement) {
          for (rdf::Term* term : {&statement.subject, &statement.predicate, &statement.object}) {
            blank_nodes.apply(*term);
          }
          const kg::Triple triple{result_->terms_.intern(statement.subject),
                                  result_->terms_.intern(statement.predicate),
                                  result_->terms_.intern(statement.object)};
          assumed.triples.push_back(triple);
          lines_.push_back(statement.line);
        },
        diagnostics_);
    if (read && assumed.triples.empty()) {
      diagnostics_.error("no-facts", "'" + text + "' states nothing",
                         "write a triple as in Turtle, or @FILE");
    }
    for (std::size_t i = 0; read && i < assumed.triples.size(); ++i) {
      const std::uint32_t line =
          text.starts_with('@') ? lines_[i] : static_cast<std::uint32_t>(result_->assumed_.size());
      if (assert) {
        result_->graph_.assert_triple(assumed.triples[i], {place, line});
      } else if (!result_->graph_.retract(assumed.triples[i])) {
        report_not_stated(assumed.triples[i]);
      }
    }
    lines_.clear();
  }

  void report_not_stated(const kg::Triple& triple) {
    const ontology::Labels& labels = result_->labels();
    std::string hint;
    if (ground_.snapshot.find(triple, kg::Part::Inference)) {
      hint = "it is a conclusion: take back what it rests on, which `why` tells";
    } else {
      std::vector<std::string> near;
      const auto none = kg::TermId::None;
      for (const kg::TripleMask& mask : {kg::TripleMask{triple.subject, triple.predicate, none},
                                         kg::TripleMask{triple.subject, none, triple.object},
                                         kg::TripleMask{none, triple.predicate, triple.object}}) {
        result_->graph_.scan(mask, kg::Part::Base, [&](const kg::Triple& found, kg::Order) {
          const std::string text = labels.turtle(found);
          if (std::find(near.begin(), near.end(), text) == near.end()) near.push_back(text);
          return near.size() < kMostNear;
        });
        if (near.size() >= kMostNear) break;
      }
      for (const std::string& text : near) hint += (hint.empty() ? "" : "; ") + text;
      if (!hint.empty()) hint = "what is stated: " + hint;
    }
    diagnostics_.error("not-stated", labels.turtle(triple) + " is not stated", hint);
  }

  void withdraw(Assumed& assumed) {
    std::string name = assumed.assumption.text;
    while (name.size() > 1 && name.ends_with('/')) name.pop_back();
    std::vector<std::string> known;
    for (const kg::SourceRecord& record : ground_.snapshot.sources()) {
      known.push_back(record.name);
      if (record.name != name && !below(record.name, name)) continue;
      assumed.names.push_back(record.name);
      if (record.rules) {
        withdrawn_rules_.insert(record.name);
      } else {
        note_withdrawn(record.name, assumed.triples);
      }
    }
    if (!assumed.names.empty()) return;
    const std::string near = parser::nearest(name, known);
    diagnostics_.error("unknown-source", "nothing was loaded from '" + name + "'",
                       near.empty() ? "`warrant stats --sources` lists what was loaded"
                                    : "did you mean '" + near + "'?");
  }

  void note_withdrawn(const std::string& source, std::vector<kg::Triple>& gone) {
    std::vector<kg::Triple> before;
    result_->graph_.scan({}, kg::Part::Base, [&](const kg::Triple& triple, kg::Order) {
      before.push_back(triple);
      return true;
    });
    result_->graph_.withdraw(source);
    for (const kg::Triple& triple : before) {
      if (!result_->graph_.find(triple, kg::Part::Base)) gone.push_back(triple);
    }
  }

  void add_rules(Assumed& assumed) {
    const std::string& path = assumed.assumption.text;
    const std::string name = facts::source_name(path, std::filesystem::current_path());
    auto source = facts::read({name, path, facts::FileKind::Rules}, diagnostics_);
    if (!source) return;
    assumed.names.push_back(name);
    added_.push_back(std::move(*source));
  }

  void leave_out(Assumed& assumed) {
    const std::string& name = assumed.assumption.text;
    std::vector<std::string> known;
    for (const rules::Rule& rule : ground_.program.rules.rules) {
      known.push_back(rules::display_name(rule, ground_.labels.prefixes()));
      if (!is_called(rule, name, ground_.labels.prefixes())) continue;
      assumed.names.push_back(known.back());
    }
    if (!assumed.names.empty()) return left_out_.push_back(name);
    const std::string near = parser::nearest(name, known);
    diagnostics_.error(
        "unknown-rule", "there is no rule '" + name + "'",
        near.empty() ? "`.rules` in the shell lists them" : "did you mean '" + near + "'?");
  }

  /// The store's rules without those that are withdrawn, left out or replaced, and the new ones.
  bool make_program() {
    std::vector<parser::Source> sources;
    std::set<std::string> names;
    for (const parser::Source& source : added_) {
      sources.push_back(source);
      names.insert(source.name);
    }
    for (parser::Source& source : rule_sources(ground_.snapshot)) {
      if (!names.contains(source.name)) sources.push_back(std::move(source));
    }
    const auto documents = rules::read_rules(std::move(sources), diagnostics_);
    auto rules = rules::compile(documents, result_->terms_, diagnostics_);
    if (!rules || diagnostics_.has_errors()) return false;
    remove(*rules, names);
    rules::DependencyGraph dependencies(*rules, result_->terms_);
    auto strata = rules::stratify(*rules, dependencies, documents, diagnostics_);
    if (!strata) return false;
    result_->program_ = {std::move(*rules), std::move(dependencies), std::move(*strata)};
    return true;
  }

  void remove(rules::RuleSet& rules, const std::set<std::string>& added) {
    std::set<rdf::Term> replaced;
    for (const rules::Rule& rule : rules.rules) {
      if (added.contains(rule.location.source) && rule.name) replaced.insert(*rule.name);
    }
    std::erase_if(rules.rules, [&](const rules::Rule& rule) {
      const bool own = added.contains(rule.location.source);
      const bool out = std::any_of(left_out_.begin(), left_out_.end(), [&](const auto& name) {
        return is_called(rule, name, ground_.labels.prefixes());
      });
      return out || withdrawn_rules_.contains(rule.location.source) ||
             (!own && rule.name && replaced.contains(*rule.name));
    });
    for (std::size_t i = rules.data.size(); i-- > 0;) {
      if (!withdrawn_rules_.contains(rules.data_locations[i].source)) continue;
      rules.data.erase(rules.data.begin() + static_cast<std::ptrdiff_t>(i));
      rules.data_locations.erase(rules.data_locations.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  const Supposition::Ground& ground_;
  const Supervision& supervision_;
  parser::Diagnostics& diagnostics_;
  std::unique_ptr<Supposition> result_;
  std::vector<std::uint32_t> lines_;
  std::set<std::string> withdrawn_rules_;
  std::vector<parser::Source> added_;
  std::vector<std::string> left_out_;
};

std::unique_ptr<Supposition> Supposition::make(const Ground& ground,
                                               const std::vector<Assumption>& assumptions,
                                               const Supervision& supervision,
                                               parser::Diagnostics& diagnostics) {
  return SuppositionBuilder(ground, supervision, diagnostics).build(assumptions);
}

}  // namespace repl
