"""Shapes of rules that engines trip over, each beside a plain one with as many conclusions.

Where a shape needs other facts than its neighbour, both generators write about as many of them.
"""

import random

from facts import TYPE, node, pred
from workload import Family

SHAPES = Family("shapes")


def n(number):
    return node("n", number)


# Constants in every position of recursive rules, beside a variable that a join binds to the same
# term: what the first node of a random graph reaches.

def reachable(facts, tiny):
    """Every node is reached from the first: edges of a binary tree, and as many others."""
    size = 200 if tiny else 400_000
    rng = random.Random(21)
    for i in range(1, size):
        facts.triple(n((i - 1) // 2), pred("edge"), n(i))
        facts.triple(n(rng.randrange(size)), pred("edge"), n(rng.randrange(size)))
    facts.triple(n(0), TYPE, pred("Start"))
    facts.triple(pred("edge"), TYPE, pred("Link"))
    facts.triple(pred("reaches"), TYPE, pred("Reaching"))


SHAPES.add("bound_subject", reachable, """
RULE { ?s :reaches ?y } WHERE { ?s a :Start . ?s :edge ?y }
RULE { ?s :reaches ?z } WHERE { ?s a :Start . ?s :reaches ?y . ?y :edge ?z }
""")
SHAPES.add("constant_subject", "bound_subject", """
RULE { b:n0 :reaches ?y } WHERE { b:n0 :edge ?y }
RULE { b:n0 :reaches ?z } WHERE { b:n0 :reaches ?y . ?y :edge ?z }
""", beside="bound_subject")
SHAPES.add("bound_object", "bound_subject", """
RULE { ?y :within ?s } WHERE { ?s a :Start . ?s :edge ?y }
RULE { ?z :within ?s } WHERE { ?s a :Start . ?y :within ?s . ?y :edge ?z }
""")
SHAPES.add("constant_object", "bound_subject", """
RULE { ?y :within b:n0 } WHERE { b:n0 :edge ?y }
RULE { ?z :within b:n0 } WHERE { ?y :within b:n0 . ?y :edge ?z }
""", beside="bound_object")
SHAPES.add("constant_everywhere", "bound_subject", """
RULE { b:n0 :reaches ?y } WHERE { b:n0 a :Start . b:n0 :edge ?y }
RULE { b:n0 :reaches ?z } WHERE { b:n0 a :Start . b:n0 :reaches ?y . ?y :edge ?z }
""", beside="constant_subject")
SHAPES.add("found_predicate", "bound_subject", """
RULE { b:n0 :reaches ?y } WHERE { ?p a :Link . b:n0 ?p ?y }
RULE { b:n0 :reaches ?z } WHERE { ?p a :Link . b:n0 :reaches ?y . ?y ?p ?z }
""", beside="constant_subject")
SHAPES.add("constant_subject_any", "bound_subject", """
RULE { b:n0 :reaches ?y } WHERE { b:n0 :edge ?y }
RULE { b:n0 :reaches ?z } WHERE { b:n0 ?r ?y . ?r a :Reaching . ?y :edge ?z }
""", beside="constant_subject")
SHAPES.add("constant_object_any", "bound_subject", """
RULE { ?y :reaches b:n0 } WHERE { b:n0 :edge ?y }
RULE { ?z :reaches b:n0 } WHERE { ?y ?r b:n0 . ?r a :Reaching . ?y :edge ?z }
""", beside="constant_object")


# Predicates that are found in the data.

def communities(predicates):
    """Nodes in groups, edges within each; the groups take turns with the predicates."""

    def write(facts, tiny):
        rng = random.Random(22)
        groups = 4 if tiny else 60
        for i in range(predicates):
            facts.triple(pred(f"edge{i}"), TYPE, pred("Transitive"))
        for group in range(groups):
            for _ in range(200):
                a, b = (group * 100 + rng.randrange(100) for _ in "ab")
                facts.triple(n(a), pred(f"edge{group % predicates}"), n(b))

    return write


FOUND = "RULE { ?x ?p ?z } WHERE { ?p a :Transitive . ?x ?p ?y . ?y ?p ?z }"
SHAPES.add("closure_named", communities(1),
           "RULE { ?x :edge0 ?z } WHERE { ?x :edge0 ?y . ?y :edge0 ?z }")
SHAPES.add("closure_found", "closure_named", FOUND, beside="closure_named")
SHAPES.add("closure_found_many", communities(50), FOUND, beside="closure_named")


def two_steps(predicates):
    def write(facts, tiny):
        size = 200 if tiny else 200_000
        rng = random.Random(23)
        for i in range(predicates):
            facts.triple(pred(f"link{i}"), TYPE, pred("Link"))
        for i in range(2 * size):
            facts.triple(n(i % size), pred(f"link{i % predicates}"), n(rng.randrange(size)))

    return write


SHAPES.add("two_steps", two_steps(1), "RULE { ?x :twoOn ?z } WHERE { ?x :link0 ?y . ?y :link0 ?z }")
SHAPES.add("two_steps_any", two_steps(7), """
RULE { ?x :twoOn ?z } WHERE { ?x ?p ?y . ?y ?q ?z . ?p a :Link . ?q a :Link }
""", beside="two_steps")


def loops(facts, tiny):
    """Every other edge leads back to where it starts."""
    for i in range(400 if tiny else 1_000_000):
        facts.triple(n(i), pred("edge"), n(i if i % 2 else i // 3 + 1))
        if i % 2:
            facts.triple(n(i), pred("marked"), n(0))


SHAPES.add("loops_marked", loops,
           "RULE { ?x :loops :edge } WHERE { ?x :marked ?m . ?x :edge ?x }")
SHAPES.add("loops", "loops_marked", "RULE { ?x :loops :edge } WHERE { ?x :edge ?x }",
           beside="loops_marked")
SHAPES.add("loops_any", "loops_marked", "RULE { ?x :loops ?p } WHERE { ?x ?p ?x }",
           beside="loops_marked")
SHAPES.add("loops_marked_any", "loops_marked",
           "RULE { ?x :loops ?p } WHERE { ?x :marked ?m . ?x ?p ?x }", beside="loops_marked")


def hubs(hub):
    """Pairs, of which half start in one node and half end in another."""

    def write(facts, tiny):
        size = 200 if tiny else 100_000
        for i in range(size):
            ends = (node("first", 0 if hub else i), n(i)), (n(i), node("last", 0 if hub else i))
            for a, b in ends:
                facts.triple(a, pred("pair"), b)
                facts.triple(a, pred("link"), b)

    return write


BETWEEN = "RULE { ?x :via ?p } WHERE { ?x :pair ?y . ?x ?p ?y }"
SHAPES.add("between_named", hubs(False), """
RULE { ?x :via :link , :pair } WHERE { ?x :pair ?y . ?x :link ?y }
""")
SHAPES.add("between_any", "between_named", BETWEEN, beside="between_named")
SHAPES.add("between_any_hubs", hubs(True), BETWEEN, beside="between_any")


def predicates(facts, tiny, few=None):
    """As many predicates as triples: rules that read and make triples of any predicate. Or few."""
    size = 200 if tiny else 1_000_000
    few = few or size
    rng = random.Random(6)
    for i in range(size):
        facts.triple(n(i), pred(f"p{i % few}"), n(rng.randrange(size)))
    for i in range(0, few, 2):
        facts.triple(pred(f"p{i}"), pred("inverse"), pred(f"q{i}"))


MANY_PREDICATES = """
RULE { ?y ?q ?x } WHERE { ?p :inverse ?q . ?x ?p ?y }
RULE { ?x :linked ?y } WHERE { ?x ?p ?y . ?p :inverse ?q }
RULE { ?x :back ?z } WHERE { ?x :linked ?y . ?y ?q ?z . FILTER(?x = ?z) }
"""
SHAPES.add("predicates_few", lambda facts, tiny: predicates(facts, tiny, 10), MANY_PREDICATES)
SHAPES.add("predicates", predicates, MANY_PREDICATES, beside="predicates_few")
