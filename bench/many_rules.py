"""Many rules, one conclusion each. In a chain, one individual goes through them: rules that match
any predicate, constants in all positions, beside the plain `?x :p :c`. And rules that all read and
write one predicate, so that each depends on each."""

import os

from facts import NS
from workload import Workload

SIZES = (1000, 4000, 20_000)
# Of the pattern that rule i has; the head is the same of i + 1.
PATTERNS = {
    "named": "?x :p :c{i}",
    "any": "?x ?p :c{i}",
    "subject": ":c{i} :p ?y",
    "subject_any": ":c{i} ?p ?y",
    "ground": ":c{i} :p :d{i}",
    "ground_object": ":c{i} :p :o",
    "predicate": "?x :p{i} ?y",
}
FIRST = {"named": ":s :p :c0", "any": ":s :p :c0", "ground": ":c0 :p :d0", "predicate": ":s :p0 :o",
         "subject": ":c0 :p :o", "subject_any": ":c0 :p :o", "ground_object": ":c0 :p :o"}


def chain(kind):
    pattern = PATTERNS[kind]
    return FIRST[kind], lambda i: (f"RULE {{ {pattern.replace('{i}', str(i + 1))} }} "
                                   f"WHERE {{ {pattern.replace('{i}', str(i))} }}")


def web():
    return ":s :p :o", lambda i: (f"DATA {{ :o :has :c{i} }} "
                                  f"RULE {{ ?x :p :d{i} }} WHERE {{ ?x :p ?y . ?y :has :c{i} }}")


def rules(first, rule, size):
    def write(facts, tiny):
        with open(os.path.join(facts.folder, "rules.srl"), "w") as out:
            out.write(f"PREFIX : <{NS}>\nDATA {{ {first} }}\n")
            for i in range(size // 20 if tiny else size):
                out.write(rule(i) + "\n")

    return write


KINDS = {**{kind: chain(kind) for kind in PATTERNS}, "web": web()}
MANY_RULES = {}
for kind in KINDS:
    for smaller, size in zip((None, *SIZES), SIZES):
        beside = [f"rules_{kind}_{smaller}"] if smaller else []
        if kind != "named":
            beside.append(f"rules_named_{size}")
        MANY_RULES[f"rules_{kind}_{size}"] = Workload(rules(*KINDS[kind], size), "rules", beside=beside)
