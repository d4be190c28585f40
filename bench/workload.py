"""What bench/run knows of a workload."""

from facts import NS

PREFIXES = f"PREFIX : <{NS}>\nPREFIX b: <http://bench.example/>\n"


class Workload:
    def __init__(self, generate, group, rules="rules.srl", whole=False, **more):
        self.generate = generate    # writes the facts; None where they are those of `facts_of`
        self.group = group          # rows that are judged together
        self.rules = rules          # a file in programs/, or one that the generator writes
        self.whole = whole          # whether whole processes are compared, not reasoning alone
        self.text = more.get("text")            # the rules themselves, in place of a file
        self.facts_of = more.get("facts_of")    # a workload that has the same facts
        # Workloads that an engine without weak spots takes as long for, for each conclusion.
        self.beside = more.get("beside", ())
        # What the peers run; None for those that do not.
        self.datalog = more.get("datalog")          # for Soufflé; or a function that gives it
        self.prolog = more.get("prolog")            # (program, relation read, goal)
        self.answer_sets = more.get("answer_sets")  # for clingo
        self.notation3 = more.get("notation3")      # for EYE
        self.eyeleng = more.get("eyeleng", False)   # whether it runs the rules as they are
        self.limit = more.get("limit")  # what bench/limit.cpp is told, if it has the fixpoint


class Family:
    """Workloads with rules of a few lines each, beside one another."""

    def __init__(self, group):
        self.group = group
        self.workloads = {}

    def add(self, name, facts, rules, beside=()):
        """`facts` are a generator, or the name of the workload that has them."""
        own = callable(facts)
        self.workloads[name] = Workload(
            facts if own else None, self.group, text=PREFIXES + rules.strip() + "\n",
            facts_of=None if own else facts, beside=(beside,) if isinstance(beside, str) else beside)
