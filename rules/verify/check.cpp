#include "rules/verify/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "kg/memory_limit.h"
#include "ontology/citation.h"
#include "parser/write.h"
#include "rules/new_terms.h"
#include "rules/verify/instance.h"

namespace verify {

namespace {

class Checker {
 public:
  Checker(const Proof& proof, const Evidence& evidence)
      : proof_(proof),
        evidence_(evidence),
        citations_(evidence.graph, evidence.interner),
        instances_(evidence) {
    report_.steps.resize(proof.steps.size());
    const auto& data = evidence.program.rules.data;
    given_.insert(data.begin(), data.end());
  }

  Report check(const std::function<void(std::size_t)>& progress) {
    for (std::size_t i = 0; i < proof_.steps.size(); ++i) {
      kg::check_memory();
      if (progress) progress(i);
      const Step& step = proof_.steps[i];
      if (step.kind == StepKind::Fact) check_fact(i);
      if (step.kind == StepKind::Given) check_given(i);
      if (step.kind == StepKind::Derived) check_derived(i);
    }
    check_parts_are_used();
    check_whole();
    return std::move(report_);
  }

 private:
  void reject(std::size_t step, std::string reason) {
    report_.steps[step] = {Outcome::Rejected, std::move(reason)};
  }

  std::optional<kg::Triple> find(const Triple& triple) const {
    const auto subject = evidence_.interner.find(triple.subject);
    const auto predicate = evidence_.interner.find(triple.predicate);
    const auto object = evidence_.interner.find(triple.object);
    if (!subject || !predicate || !object) return std::nullopt;
    return kg::Triple{*subject, *predicate, *object};
  }

  void check_fact(std::size_t index) {
    const Step& step = proof_.steps[index];
    const auto triple = find(step.triple);
    if (!triple || !evidence_.graph.find(*triple, kg::Part::Base)) {
      return reject(index, "it is not stated in the store");
    }
    const auto statements = evidence_.provenance.statements(*triple);
    std::string places;
    for (const Place& place : step.stated) {
      if (std::find(statements.begin(), statements.end(),
                    kg::Statement{place.source, place.line}) == statements.end()) {
        return reject(index,
                      fmt::format("it is stated, but not at {}:{}", place.source, place.line));
      }
      places += fmt::format("{}{}:{}", places.empty() ? "" : ", ", place.source, place.line);
    }
    if (!check_citations(index, *triple)) return;
    report_.steps[index].reason = "stated at " + places;
    if (places.empty()) report_.steps[index].reason = "stated";
  }

  bool check_citations(std::size_t index, const kg::Triple& triple) {
    const auto known = citations_.of(triple);
    for (const Citation& claimed : proof_.steps[index].citations) {
      const bool found = std::any_of(known.begin(), known.end(), [&](const auto& citation) {
        const bool same = claimed.source
                              ? citation.source != kg::TermId::None &&
                                    evidence_.interner.term(citation.source) == *claimed.source
                              : citation.source == kg::TermId::None;
        return same && citation.locator == claimed.locator;
      });
      if (found) continue;
      reject(index, fmt::format("it does not cite {}{}{}",
                                claimed.source ? rdf::to_ntriples(*claimed.source) : "a place",
                                claimed.locator.empty() ? "" : " ", claimed.locator));
      return false;
    }
    return true;
  }

  void check_given(std::size_t index) {
    const auto triple = find(proof_.steps[index].triple);
    if (!triple || !given_.contains(*triple)) {
      return reject(index, "no DATA block of the rules gives it");
    }
    report_.steps[index].reason = "given in a DATA block";
  }

  void check_derived(std::size_t index) {
    const Step& step = proof_.steps[index];
    std::vector<Premise> premises;
    for (const std::size_t premise : step.premises) {
      premises.push_back({premise, &proof_.steps[premise]});
      used_.insert(premise);
    }
    for (auto& [part, verdict] :
         instances_.check(step, premises, proof_.steps, report_.steps[index])) {
      // A part that two steps claim has to be right for both.
      if (report_.steps[part].outcome != Outcome::Rejected) {
        report_.steps[part] = std::move(verdict);
      }
    }
  }

  /// A condition or an absence means nothing but as part of a rule's body.
  void check_parts_are_used() {
    for (std::size_t i = 0; i < proof_.steps.size(); ++i) {
      const StepKind kind = proof_.steps[i].kind;
      const bool part = kind == StepKind::Absent || kind == StepKind::Condition ||
                        kind == StepKind::Value || kind == StepKind::Aggregate;
      if (part && !used_.contains(i)) reject(i, "it is part of no step");
    }
  }

  void check_whole() {
    const Step& first = proof_.steps.front();
    const bool says_a_triple = first.kind == StepKind::Fact || first.kind == StepKind::Derived ||
                               first.kind == StepKind::Given;
    if (!says_a_triple || !(first.triple == proof_.conclusion)) {
      report_.whole = "its first step is not its conclusion";
      return;
    }
    if (const auto step = on_a_cycle()) {
      report_.whole = "a step rests on itself";
      reject(*step, "it rests on itself");
    }
  }

  /// A step that is its own premise, over however many others.
  std::optional<std::size_t> on_a_cycle() const {
    enum class Mark : std::uint8_t { New, Open, Done };
    std::vector<Mark> marks(proof_.steps.size(), Mark::New);
    for (std::size_t start = 0; start < proof_.steps.size(); ++start) {
      if (marks[start] != Mark::New) continue;
      std::vector<std::pair<std::size_t, std::size_t>> open = {{start, 0}};
      marks[start] = Mark::Open;
      while (!open.empty()) {
        const std::size_t step = open.back().first;
        const auto& premises = proof_.steps[step].premises;
        if (open.back().second == premises.size()) {
          marks[step] = Mark::Done;
          open.pop_back();
          continue;
        }
        const std::size_t next = premises[open.back().second++];
        if (marks[next] == Mark::Open) return next;
        if (marks[next] == Mark::Done) continue;
        marks[next] = Mark::Open;
        open.emplace_back(next, 0);
      }
    }
    return std::nullopt;
  }

  const Proof& proof_;
  const Evidence& evidence_;
  ontology::CitationReader citations_;
  InstanceChecker instances_;
  std::unordered_set<kg::Triple> given_;
  std::unordered_set<std::size_t> used_;
  Report report_;
};

}  // namespace

bool Report::accepted() const {
  return whole.empty() && std::none_of(steps.begin(), steps.end(), [](const Verdict& verdict) {
           return verdict.outcome == Outcome::Rejected;
         });
}

Report check(const Proof& proof, const Evidence& evidence,
             const std::function<void(std::size_t)>& progress) {
  return Checker(proof, evidence).check(progress);
}

}  // namespace verify
