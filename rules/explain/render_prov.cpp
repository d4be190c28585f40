#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "kg/term_id.h"
#include "rules/explain/phrases.h"
#include "rules/explain/picture.h"
#include "rules/explain/render.h"

namespace explain {

namespace {

constexpr std::string_view kHeader =
    "@prefix prov: <http://www.w3.org/ns/prov#> .\n"
    "@prefix rdf:  <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    "@prefix w:    <https://warrant.example/ns#> .\n"
    "\n"
    "_:proof-agent a prov:SoftwareAgent ; rdfs:label \"Warrant\" .\n";

/// Writes entities and activities, each once.
class ProvWriter {
 public:
  ProvWriter(const Account& account, const Evidence& evidence, const ontology::Labels& labels)
      : picture_(account), evidence_(evidence), labels_(labels) {
    text = kHeader;
    const Derivation* of = nullptr;
    const auto& vertices = picture_.vertices();
    for (std::size_t i = 0; i < vertices.size(); ++i) {
      if (vertices[i].derivation != of) {
        phrases_.emplace(*(of = vertices[i].derivation), evidence, labels);
      }
      add(i);
    }
  }

  std::string text;

 private:
  void add(std::size_t index) {
    const Node& node = picture_.vertices()[index].step();
    switch (node.kind) {
      case NodeKind::Fact:
      case NodeKind::Given:
        add_fact(index, node);
        return;
      case NodeKind::Derived:
        add_derived(index, node);
        return;
      case NodeKind::Aggregate:
        add_aggregate(index, node);
        return;
      case NodeKind::Absent:
        begin(index, node);
        text += fmt::format(" ;\n    rdfs:comment {} .\n", words(phrases_->origin(node, false)));
        return;
      case NodeKind::Condition:
      case NodeKind::Value:
        return;  // said of the activity
    }
  }

  void begin(std::size_t index, const Node& node) {
    text += fmt::format("\n_:proof-e{} a prov:Entity ;\n    rdfs:label {}", index,
                        words(phrases_->statement(node)));
    if (node.kind == NodeKind::Absent || node.kind == NodeKind::Aggregate) return;
    text += fmt::format(" ;\n    rdf:reifies <<( {} {} {} )>>", ntriples(node.triple.subject),
                        ntriples(node.triple.predicate), ntriples(node.triple.object));
  }

  void add_fact(std::size_t index, const Node& node) {
    begin(index, node);
    for (const ontology::Citation& citation : node.citations) {
      text += " ;\n    prov:qualifiedPrimarySource " + source(citation);
    }
    for (const kg::Statement& statement : node.statements) {
      if (statement.source.empty()) continue;
      text += fmt::format(
          " ;\n    prov:qualifiedQuotation [ a prov:Quotation ; prov:entity {} ; "
          "w:locator \"line {}\" ]",
          file(statement.source), statement.line);
    }
    text += " .\n" + files_;
    files_.clear();
  }

  /// What was counted is an entity of its own, derived from what it counts.
  void add_aggregate(std::size_t index, const Node& node) {
    begin(index, node);
    text += fmt::format(" ;\n    rdfs:comment {}", words(phrases_->origin(node, false)));
    const std::string from = derived_from(index);
    if (!from.empty()) text += " ;\n    prov:wasDerivedFrom " + from;
    text += " .\n";
  }

  std::string derived_from(std::size_t index) const {
    std::string list;
    for (const std::size_t premise : picture_.vertices()[index].premises) {
      const NodeKind kind = picture_.vertices()[premise].step().kind;
      if (kind == NodeKind::Fact || kind == NodeKind::Derived || kind == NodeKind::Given ||
          kind == NodeKind::Aggregate) {
        list += fmt::format("{}_:proof-e{}", list.empty() ? "" : " , ", premise);
      }
    }
    return list;
  }

  void add_derived(std::size_t index, const Node& node) {
    begin(index, node);
    const std::string from = derived_from(index);
    if (!from.empty()) text += " ;\n    prov:wasDerivedFrom " + from;
    if (!node.rule) {
      text += " .\n";
      return;
    }
    const std::size_t instance = picture_.instance(index);
    text += fmt::format(" ;\n    prov:wasGeneratedBy _:proof-a{} .\n", instance);
    if (instance == index) add_activity(index, node);
  }

  void add_activity(std::size_t index, const Node& node) {
    const rules::Rule& rule = evidence_.program.rules.rule(*node.rule);
    const std::string plan = this->plan(*node.rule, rule);
    text += fmt::format("\n_:proof-a{} a prov:Activity", index);
    const std::string reason = sentence(rule, node.bindings, labels_);
    if (!reason.empty()) text += " ;\n    rdfs:label " + words(reason);
    text += fmt::format(
        " ;\n    prov:wasAssociatedWith _:proof-agent ;\n    prov:qualifiedAssociation [ a "
        "prov:Association ; prov:agent _:proof-agent ; prov:hadPlan {} ]",
        plan);
    for (const std::size_t premise : picture_.vertices()[index].premises) {
      const Node& used = picture_.vertices()[premise].step();
      if (used.kind == NodeKind::Condition || used.kind == NodeKind::Value) {
        text += " ;\n    rdfs:comment " + words(fmt::format("{} ({})", phrases_->statement(used),
                                                            phrases_->origin(used, false)));
      } else {
        text += fmt::format(" ;\n    prov:used _:proof-e{}", premise);
      }
    }
    text += " .\n" + plans_;
    plans_.clear();
  }

  /// The rule as a plan; described when it is first met.
  std::string plan(rules::RuleIndex index, const rules::Rule& rule) {
    const std::string name = rule.name
                                 ? rdf::to_ntriples(*rule.name)
                                 : fmt::format("_:proof-r{}", static_cast<std::uint32_t>(index));
    if (!known_plans_.insert(name).second) return name;
    plans_ += fmt::format("\n{} a prov:Plan , prov:Entity", name);
    const std::string called = title(rule, {}, labels_);
    if (!called.empty()) plans_ += " ;\n    rdfs:label " + words(called);
    for (const rules::RuleCitation& citation : rule.metadata.citations) {
      plans_ += " ;\n    prov:qualifiedPrimarySource " +
                source({evidence_.interner.intern(citation.source), citation.locator});
    }
    plans_ += fmt::format(
        " ;\n    prov:qualifiedQuotation [ a prov:Quotation ; prov:entity {} ; w:locator "
        "\"line {}\" ] .\n",
        file(rule.location.source), rule.location.position.line);
    plans_ += files_;
    files_.clear();
    return name;
  }

  std::string source(const ontology::Citation& citation) {
    std::string result = "[ a prov:PrimarySource";
    if (citation.source != kg::TermId::None) {
      const std::string name = ntriples(citation.source);
      result += " ; prov:entity " + name;
      if (!kg::is_literal(citation.source) && known_documents_.insert(name).second) {
        files_ += fmt::format("\n{} a prov:Entity ; rdfs:label {} .\n", name,
                              words(labels_.of(citation.source)));
      }
    }
    if (!citation.locator.empty()) {
      result += " ; w:locator " + rdf::to_ntriples(rdf::Term::string(citation.locator));
    }
    return result + " ]";
  }

  /// A file as an entity; described when it is first met.
  std::string file(const std::string& name) {
    const auto [found, is_new] =
        known_files_.emplace(name, fmt::format("_:proof-f{}", known_files_.size()));
    if (is_new) {
      files_ += fmt::format("\n{} a prov:Entity ; rdfs:label {} .\n", found->second,
                            rdf::to_ntriples(rdf::Term::string(name)));
    }
    return found->second;
  }

  std::string words(const std::string& said) const {
    return rdf::to_ntriples(rdf::Term::language_string(said, labels_.language()));
  }

  std::string ntriples(kg::TermId id) const {
    return rdf::to_ntriples(evidence_.interner.term(id));
  }

  Picture picture_;
  const Evidence& evidence_;
  const ontology::Labels& labels_;
  std::optional<Phrases> phrases_;
  std::string files_;  ///< descriptions that wait for the end of a statement
  std::string plans_;
  std::map<std::string, std::string> known_files_;
  std::set<std::string> known_plans_;
  std::set<std::string> known_documents_;
};

}  // namespace

std::string to_prov(const Account& account, const Evidence& evidence,
                    const ontology::Labels& labels) {
  return std::move(ProvWriter(account, evidence, labels).text);
}

}  // namespace explain
