#include "rules/liveness.h"

#include <algorithm>
#include <vector>

namespace rules {

namespace {

/// Goes back through the steps, from what is needed after them to what is needed before.
class Liveness {
 public:
  void run(std::vector<Step>& steps) {
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
      step_ = &*step;
      std::visit([this](auto& action) { pass(action); }, step->action);
    }
  }

  void produce(Column& column) {
    if (column == kNoColumn) return;
    if (!needs(column)) {
      column = kNoColumn;
    } else {
      have(column);
    }
  }

  void need(Column column) {
    if (column != kNoColumn && !needs(column)) needed_.insert(place(column), column);
  }

 private:
  void need(const Operand& operand) {
    if (!operand.is_constant()) need(operand.column);
  }
  void need(const std::vector<Column>& columns) {
    for (const Column column : columns) need(column);
  }

  std::vector<Column>::iterator place(Column column) {
    return std::lower_bound(needed_.begin(), needed_.end(), column);
  }
  bool needs(Column column) {
    const auto at = place(column);
    return at != needed_.end() && *at == column;
  }
  void have(Column column) {
    if (needs(column)) needed_.erase(place(column));
  }

  void keep() { step_->live = needed_; }

  void pass(Probe& probe) {
    produce(probe.value);
    probe.once = probe.value == kNoColumn;
    keep();
    need(probe.key);
    need(probe.source.predicate);
    if (probe.narrowing) need(probe.narrowing->key);
  }

  void pass(Scan& scan) {
    produce(scan.subject);
    produce(scan.object);
    keep();
    need(scan.source.predicate);
  }

  void pass(ProbeAny& probe) {
    produce(probe.predicate);
    produce(probe.value);
    keep();
    need(probe.key);
    if (probe.end) need(*probe.end);
  }

  void pass(ScanAny& scan) {
    produce(scan.subject);
    produce(scan.predicate);
    produce(scan.object);
    keep();
  }

  void pass(ProbeTerms& probe) {
    // What comes next takes the term apart.
    have(probe.term);
    keep();
    need(probe.key);
  }

  void pass(Check& check) {
    keep();
    need(check.subject);
    need(check.object);
    need(check.source.predicate);
  }

  void pass(Same& same) {
    keep();
    need(same.left);
    need(same.right);
  }

  void pass(TakeApart& step) {
    for (Column& part : step.parts) produce(part);
    keep();
    need(step.term);
  }

  void pass(FindTerm& step) {
    produce(step.term);
    keep();
    for (const Operand& part : step.parts) need(part);
  }

  void pass(Test& test) {
    keep();
    need(test.condition->needs);
  }

  void pass(Fix& fix) {
    produce(fix.column);
    keep();
  }

  void pass(Assign& assign) {
    // A value that nothing uses still decides whether there is one.
    have(assign.calculation->target);
    keep();
    need(assign.calculation->needs);
  }

  void pass(Make& make) {
    have(make.term->target);
    keep();
    need(make.term->needs);
  }

  void pass(Without& without) {
    keep();
    pass_inside(without);
  }

  void pass(Fold& fold) {
    // A value that nothing uses still decides whether there is one.
    have(fold.aggregation->target);
    keep();
    pass_inside(fold);
  }

  template <class Outer>
  void pass_inside(Outer& outer) {
    Step* const step = step_;
    Liveness inner;
    inner.run(outer.steps);
    // What the inner steps read from outside.
    std::erase_if(outer.needs, [&](Column c) { return !inner.needs(c); });
    need(outer.needs);
    step_ = step;
  }

  void pass(Gather& gather) {
    keep();
    need(gather.origin);
    need(gather.aggregation->gathers);
  }

  void pass(Mark& mark) {
    keep();
    need(mark.origin);
  }

  void pass(Count&) { keep(); }

  void pass(Infer& infer) {
    keep();
    need(infer.conclusion->subject);
    need(infer.conclusion->predicate);
    need(infer.conclusion->object);
  }

  std::vector<Column> needed_;  ///< sorted
  Step* step_ = nullptr;
};

}  // namespace

void find_live_columns(Plan& plan) {
  Liveness liveness;
  liveness.run(plan.steps);
  liveness.produce(plan.driver.subject);
  liveness.produce(plan.driver.predicate);
  liveness.produce(plan.driver.object);
}

}  // namespace rules
